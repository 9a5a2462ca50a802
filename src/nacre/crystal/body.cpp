#include "nacre/crystal/body.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "nacre/crystal/vectors.hpp"

namespace nacre::crystal {
namespace {

constexpr double rounding_nm = 1e-9;

Shape polyhedron_of(const Body& body) { return {.faces = body.faces}; }

void add_faces(const Tetrahedral& directions, double sign, double distance, Body& body) {
  for (const Vector& direction : directions) body.faces.push_back({scaled(direction, sign), distance});
}

// Sums of two of the directions lie along the cube's axes.
void add_cube_faces(const Tetrahedral& directions, double distance, Body& body) {
  for (std::size_t k = 1; k < 4; ++k) {
    Vector axis{};
    for (std::size_t i = 0; i < 3; ++i) axis[i] = directions[0][i] + directions[k][i];
    axis = scaled(axis, 1 / length(axis));
    body.faces.push_back({axis, distance});
    body.faces.push_back({scaled(axis, -1), distance});
  }
}

}  // namespace

bool Body::contains(const Vector& position_nm) const {
  if (half_height_nm < 0 || semi_axes_nm[0] < 0 || semi_axes_nm[1] < 0 || semi_axes_nm[2] < 0) return false;
  double sum = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    const double along = dot(axes[k], position_nm);
    if (k == 2 && std::abs(along) > half_height_nm + rounding_nm) return false;
    if (std::isinf(semi_axes_nm[k])) continue;
    const double share = along / (semi_axes_nm[k] + rounding_nm);
    sum += share * share;
  }
  return sum <= 1 && std::ranges::all_of(faces, [&](const Face& face) {
           return dot(face.normal, position_nm) <= face.distance_nm + rounding_nm;
         });
}

std::array<Vector, 3> frame_along(const Vector& direction) {
  if (!(length(direction) > 0)) throw std::invalid_argument("0 0 0 is no direction");
  const Vector z = scaled(direction, 1 / length(direction));
  const Vector start = std::abs(z[0]) < 0.9 ? Vector{1, 0, 0} : Vector{0, 1, 0};
  Vector x = difference(start, scaled(z, dot(start, z)));
  x = scaled(x, 1 / length(x));
  return {x, cross(z, x), z};
}

double volume_nm3(const Body& body) {
  if (!body.faces.empty()) return volume_nm3(polyhedron_of(body));
  const Vector& s = body.semi_axes_nm;
  if (std::isinf(s[2])) return std::numbers::pi * s[0] * s[1] * 2 * body.half_height_nm;
  return 4 * std::numbers::pi / 3 * s[0] * s[1] * s[2];
}

double outer_radius_nm(const Body& body) {
  if (!body.faces.empty()) return outer_radius_nm(polyhedron_of(body));
  const double wide = std::max(body.semi_axes_nm[0], body.semi_axes_nm[1]);
  if (std::isinf(body.semi_axes_nm[2])) return std::hypot(wide, body.half_height_nm);
  return std::max(wide, body.semi_axes_nm[2]);
}

Body enlarged(Body body, double factor) {
  body.half_height_nm *= factor;
  for (double& axis : body.semi_axes_nm) axis *= factor;
  for (Face& face : body.faces) face.distance_nm *= factor;
  return body;
}

Body without_layer(Body body, double thickness_nm) {
  body.half_height_nm -= thickness_nm;
  for (double& axis : body.semi_axes_nm) axis -= thickness_nm;
  for (Face& face : body.faces) face.distance_nm -= thickness_nm;
  return body;
}

Tetrahedral cubic_tetrahedral() {
  const double s = 1 / std::sqrt(3.0);
  return {{{s, s, s}, {s, -s, -s}, {-s, s, -s}, {-s, -s, s}}};
}

Tetrahedral layered_tetrahedral(bool towards_positive_y) {
  const double sign = towards_positive_y ? 1 : -1;
  const double across = std::sqrt(8.0) / 3;
  Tetrahedral directions{};
  directions[0] = {0, 0, 1};
  for (std::size_t k = 0; k < 3; ++k) {
    const double angle = std::numbers::pi / 2 + static_cast<double>(k) * 2 * std::numbers::pi / 3;
    directions[k + 1] = {sign * across * std::cos(angle), sign * across * std::sin(angle), -1.0 / 3};
  }
  return directions;
}

Body tetrahedron(const Tetrahedral& directions) {
  Body body;
  add_faces(directions, 1, 1, body);
  return body;
}

Body truncated_tetrahedron(const Tetrahedral& directions, double ratio) {
  Body body = tetrahedron(directions);
  add_faces(directions, -1, ratio, body);
  return body;
}

Body octahedron(const Tetrahedral& directions) { return truncated_tetrahedron(directions, 1); }

Body truncated_octahedron(const Tetrahedral& directions, double ratio) {
  Body body = octahedron(directions);
  add_cube_faces(directions, ratio, body);
  return body;
}

Body cube(const Tetrahedral& directions) {
  Body body;
  add_cube_faces(directions, 1, body);
  return body;
}

}  // namespace nacre::crystal
