#include "nacre/crystal/shape.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <set>
#include <stdexcept>

#include "nacre/crystal/vectors.hpp"

namespace nacre::crystal {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double rounding_nm = 1e-9;  // an atom on the surface is inside

using Hkl = std::array<int, 3>;

// Permutations of the axes times changes of sign; the tetrahedral group has even ones only.
std::set<Hkl> cubic_family(Hkl hkl, bool even_signs_only) {
  std::set<Hkl> family;
  std::ranges::sort(hkl);
  do {
    for (int signs = 0; signs < 8; ++signs) {
      const int changes = (signs & 1) + (signs >> 1 & 1) + (signs >> 2 & 1);
      if (even_signs_only && changes % 2 != 0) continue;
      Hkl face = hkl;
      for (int k = 0; k < 3; ++k)
        if ((signs >> k & 1) != 0) face[static_cast<std::size_t>(k)] *= -1;
      family.insert(face);
    }
  } while (std::ranges::next_permutation(hkl).found);
  return family;
}

// Permutations of h, k, i = -h - k, and their inversion in the plane.
std::set<Hkl> hexagonal_family(const Hkl& hkl, bool both_ends) {
  std::set<Hkl> family;
  Hkl plane{hkl[0], hkl[1], -hkl[0] - hkl[1]};
  std::ranges::sort(plane);
  do {
    for (const int sign : {1, -1})
      for (const int end : {1, -1})
        if (end == 1 || both_ends) family.insert({sign * plane[0], sign * plane[1], end * hkl[2]});
  } while (std::ranges::next_permutation(plane).found);
  return family;
}

// The point where three faces meet, if they do.
bool meet(const Face& a, const Face& b, const Face& c, Vector& point) {
  const double determinant = dot(a.normal, cross(b.normal, c.normal));
  if (std::abs(determinant) < 1e-9) return false;
  const Vector x = scaled(cross(b.normal, c.normal), a.distance_nm / determinant);
  const Vector y = scaled(cross(c.normal, a.normal), b.distance_nm / determinant);
  const Vector z = scaled(cross(a.normal, b.normal), c.distance_nm / determinant);
  point = {x[0] + y[0] + z[0], x[1] + y[1] + z[1], x[2] + y[2] + z[2]};
  return true;
}

double scale_of(const Shape& shape) {
  double scale = 0;
  for (const Face& face : shape.faces) scale = std::max(scale, face.distance_nm);
  return scale;
}

void add_once(const Vector& corner, double tolerance, std::vector<Vector>& corners) {
  const auto same = [&](const Vector& known) { return length(difference(known, corner)) < tolerance; };
  if (std::ranges::none_of(corners, same)) corners.push_back(corner);
}

// Area of a convex polygon: its corners in the order of their angle around the middle, as a fan of triangles.
double polygon_area(std::vector<Vector> corners, const Vector& normal) {
  if (corners.size() < 3) return 0;
  Vector middle{};
  for (const Vector& corner : corners)
    for (std::size_t k = 0; k < 3; ++k) middle[k] += corner[k] / static_cast<double>(corners.size());
  const Vector across = difference(corners[0], middle);
  const Vector along = cross(normal, across);
  std::ranges::sort(corners, {}, [&](const Vector& corner) {
    const Vector arm = difference(corner, middle);
    return std::atan2(dot(arm, along), dot(arm, across));
  });
  double area = 0;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Vector from = difference(corners[i], middle);
    const Vector to = difference(corners[(i + 1) % corners.size()], middle);
    area += 0.5 * length(cross(from, to));
  }
  return area;
}

std::vector<double> face_areas(const Shape& shape) {
  const std::vector<Vector> corners = corners_nm(shape);
  std::vector<double> areas;
  for (const Face& face : shape.faces) {
    std::vector<Vector> own;
    for (const Vector& corner : corners)
      if (std::abs(dot(face.normal, corner) - face.distance_nm) < 1e-7 * scale_of(shape))
        own.push_back(corner);
    areas.push_back(polygon_area(std::move(own), face.normal));
  }
  return areas;
}

// The areas of a closed surface, as vectors, add up to nothing.
bool is_closed(const Shape& shape, const std::vector<double>& areas) {
  double total = 0;
  Vector sum{};
  for (std::size_t i = 0; i < areas.size(); ++i) {
    total += areas[i];
    for (std::size_t k = 0; k < 3; ++k) sum[k] += areas[i] * shape.faces[i].normal[k];
  }
  return total > 0 && length(sum) < 1e-6 * total;
}

void check_distance(double distance_nm) {
  if (!(distance_nm > 0) || !std::isfinite(distance_nm))
    throw std::invalid_argument("a shape reaches a positive distance from its middle");
}

}  // namespace

bool Shape::contains(const Vector& position_nm) const {
  if (radius_nm < 0) return false;
  if (dot(position_nm, position_nm) > (radius_nm + rounding_nm) * (radius_nm + rounding_nm)) return false;
  return std::ranges::all_of(faces, [&](const Face& face) {
    return dot(face.normal, position_nm) <= face.distance_nm + rounding_nm;
  });
}

std::vector<Hkl> equivalent_faces(const Hkl& hkl, PointGroup group) {
  if (hkl == Hkl{}) throw std::invalid_argument("(0 0 0) is no face");
  const bool cubic = group == PointGroup::cubic || group == PointGroup::tetrahedral;
  const auto family = cubic ? cubic_family(hkl, group == PointGroup::tetrahedral)
                            : hexagonal_family(hkl, group == PointGroup::hexagonal);
  return {family.begin(), family.end()};
}

Shape sphere(double radius_nm) {
  check_distance(radius_nm);
  return {.radius_nm = radius_nm};
}

Shape polyhedron(const UnitCell& cell, std::span<const FaceFamily> families, PointGroup group) {
  const auto [a, b, c] = cell.reciprocal_per_nm();
  Shape shape;
  for (const FaceFamily& family : families) {
    check_distance(family.distance_nm);
    for (const Hkl& face : equivalent_faces(family.hkl, group)) {
      Vector normal{};
      for (std::size_t k = 0; k < 3; ++k) normal[k] = face[0] * a[k] + face[1] * b[k] + face[2] * c[k];
      shape.faces.push_back({scaled(normal, 1 / length(normal)), family.distance_nm});
    }
  }
  return shape;
}

std::vector<Vector> corners_nm(const Shape& shape) {
  const double tolerance = 1e-7 * scale_of(shape);
  const auto& faces = shape.faces;
  std::vector<Vector> corners;
  Vector point{};
  for (std::size_t i = 0; i < faces.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      for (std::size_t k = 0; k < j; ++k) {
        if (!meet(faces[i], faces[j], faces[k], point)) continue;
        const auto behind = [&](const Face& face) {
          return dot(face.normal, point) <= face.distance_nm + tolerance;
        };
        if (std::ranges::all_of(faces, behind)) add_once(point, tolerance, corners);
      }
  return corners;
}

double volume_nm3(const Shape& shape) {
  if (shape.faces.empty()) return 4 * std::numbers::pi / 3 * std::pow(shape.radius_nm, 3);
  const std::vector<double> areas = face_areas(shape);
  if (!is_closed(shape, areas)) return infinity;
  double volume = 0;
  for (std::size_t i = 0; i < areas.size(); ++i) volume += areas[i] * shape.faces[i].distance_nm / 3;
  return volume;
}

double surface_area_nm2(const Shape& shape) {
  if (shape.faces.empty()) return 4 * std::numbers::pi * shape.radius_nm * shape.radius_nm;
  const std::vector<double> areas = face_areas(shape);
  if (!is_closed(shape, areas)) return infinity;
  return std::accumulate(areas.begin(), areas.end(), 0.0);
}

double outer_radius_nm(const Shape& shape) {
  if (shape.faces.empty() || !is_closed(shape, face_areas(shape))) return shape.radius_nm;
  double radius = 0;
  for (const Vector& corner : corners_nm(shape)) radius = std::max(radius, length(corner));
  return std::min(radius, shape.radius_nm);
}

Shape enlarged(Shape shape, double factor) {
  shape.radius_nm *= factor;
  for (Face& face : shape.faces) face.distance_nm *= factor;
  return shape;
}

Shape without_layer(Shape shape, double thickness_nm) {
  shape.radius_nm -= thickness_nm;
  for (Face& face : shape.faces) face.distance_nm -= thickness_nm;
  return shape;
}

}  // namespace nacre::crystal
