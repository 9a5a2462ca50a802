// Convex bodies about the origin that nanocrystals are cut as: spheres, and polyhedra of crystal faces.
#pragma once

#include <array>
#include <limits>
#include <span>
#include <vector>

#include "nacre/crystal/unit_cell.hpp"

namespace nacre::crystal {

// The points x with normal . x <= distance; the normal has length 1.
struct Face {
  Vector normal{};
  double distance_nm = 0;
};

// The points within the radius and behind every face. Surfaces belong to it, up to rounding.
struct Shape {
  double radius_nm = std::numeric_limits<double>::infinity();
  std::vector<Face> faces{};

  bool contains(const Vector& position_nm) const;
};

// Which faces are the same by symmetry.
enum class PointGroup {
  cubic,        // m-3m: rock salt, and zinc blende where both polarities are alike
  tetrahedral,  // -43m: zinc blende, (111) unlike (-1-1-1)
  hexagonal,    // 6/mmm: wurtzite where both polarities are alike
  polar,        // 6mm: wurtzite, (001) unlike (00-1)
};

// A family of faces {hkl} (hexagonal: three indices, without i) at one distance from the origin.
struct FaceFamily {
  std::array<int, 3> hkl{};
  double distance_nm = 0;
};

// The faces of a family, each once, in ascending order.
std::vector<std::array<int, 3>> equivalent_faces(const std::array<int, 3>& hkl, PointGroup group);

Shape sphere(double radius_nm);  // throws std::invalid_argument unless positive
Shape polyhedron(const UnitCell& cell, std::span<const FaceFamily> families, PointGroup group);

// Corners of the polyhedron that the faces make, without the sphere.
std::vector<Vector> corners_nm(const Shape& shape);

// Of a sphere, or of a polyhedron without a radius: infinite where the faces do not close.
double volume_nm3(const Shape& shape);
double surface_area_nm2(const Shape& shape);

// Radius of the smallest sphere about the origin that holds the shape; infinite if none does.
double outer_radius_nm(const Shape& shape);

// The same shape, larger by a factor.
Shape enlarged(Shape shape, double factor);

// What is left under a layer of this thickness; holds nothing where the layer reaches the middle.
Shape without_layer(Shape shape, double thickness_nm);

}  // namespace nacre::crystal
