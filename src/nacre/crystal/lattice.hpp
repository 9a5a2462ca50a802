// Geometry of a cell given by its edges and angles. Lengths in angstrom.
#pragma once

#include <array>

#include "nacre/crystal/crystal.hpp"

namespace nacre::crystal {

using Matrix = std::array<Vector, 3>;  // rows

// Throws std::invalid_argument for edges that are not positive and angles that make no cell.
void check(const Lattice& lattice);

// a along x, b in the plane of x and y, z upwards.
Matrix vectors_A(const Lattice& lattice);
Lattice lattice_of(const Matrix& vectors_A);  // edges and angles of the cell that three vectors make

// a_i . a_j in A2.
Matrix metric_A2(const Lattice& lattice);

double volume_A3(const Lattice& lattice);
Matrix reciprocal_per_A(const Lattice& lattice);  // a* . a = 1: no factor of 2 pi
Vector position_A(const Lattice& lattice, const Vector& fractional);
double length_A(const Lattice& lattice, const Vector& fractional);  // of a step in fractional coordinates

// 1 / d of the planes (h k l): |h a* + k b* + l c*|.
double inverse_spacing_per_A(const Lattice& lattice, const std::array<int, 3>& hkl);

// The tensor of equal mean-square displacement in all directions.
Displacement isotropic(const Lattice& lattice, double u_A2);
double equivalent_isotropic_A2(const Lattice& lattice, const Displacement& u_A2);  // a third of the trace

// <dx dx^T> in cartesian axes, those of vectors_A; its variance along the unit vector n is n . U n.
Matrix cartesian_A2(const Lattice& lattice, const Displacement& u_A2);

}  // namespace nacre::crystal
