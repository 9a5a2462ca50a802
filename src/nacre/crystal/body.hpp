// Bodies that clusters are cut as: ellipsoids, cylinders and polyhedra about the origin. Lengths in nm.
#pragma once

#include <array>
#include <limits>
#include <span>
#include <vector>

#include "nacre/crystal/shape.hpp"

namespace nacre::crystal {

// The points within an ellipsoid (semi-axes along `axes`, infinite ones do not count), between two planes
// across the third axis, and behind every face. Surfaces belong to it, up to rounding.
struct Body {
  std::array<Vector, 3> axes{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};  // orthonormal
  Vector semi_axes_nm{infinite, infinite, infinite};
  double half_height_nm = infinite;
  std::vector<Face> faces{};

  static constexpr double infinite = std::numeric_limits<double>::infinity();

  bool contains(const Vector& position_nm) const;
};

// An orthonormal frame whose third axis has this direction. Throws std::invalid_argument for no direction.
std::array<Vector, 3> frame_along(const Vector& direction);

double volume_nm3(const Body& body);       // of an ellipsoid, a cylinder with ends, or a closed polyhedron
double outer_radius_nm(const Body& body);  // infinite where it does not close
Body enlarged(Body body, double factor);
Body without_layer(Body body, double thickness_nm);  // contains nothing where the layer reaches the middle

// Four directions at the tetrahedral angle, from which the polyhedra of a close-packed crystal are made.
// Cubic: (111), (1 -1 -1), (-1 1 -1), (-1 -1 1); else z and the three that go with it, towards +y or -y.
using Tetrahedral = std::array<Vector, 4>;
Tetrahedral cubic_tetrahedral();
Tetrahedral layered_tetrahedral(bool towards_positive_y);

// Polyhedra of unit size: faces at distance 1 from the middle.
Body tetrahedron(const Tetrahedral& directions);
Body truncated_tetrahedron(const Tetrahedral& directions, double ratio);  // corners cut at `ratio`, 1 to 3
Body octahedron(const Tetrahedral& directions);
Body truncated_octahedron(const Tetrahedral& directions, double ratio);  // distance of {100} over {111}
Body cube(const Tetrahedral& directions);

}  // namespace nacre::crystal
