// What the symmetry of a crystal makes of its asymmetric unit, and what it leaves free. Lengths in angstrom.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "nacre/crystal/crystal.hpp"
#include "nacre/crystal/lattice.hpp"

namespace nacre::crystal {

// Images of a site nearer than this are one atom: files round 1/3 to 0.333, which moves images by 0.01 A.
inline constexpr double same_atom_A = 0.05;

// x of an image, not wrapped into the cell.
Vector applied(const SymmetryOperation& operation, const Vector& fractional);

// The tensor of an image: R <dx dx^T> R^T.
Displacement rotated(const SymmetryOperation& operation, const Lattice& lattice, const Displacement& u_A2);

// Every atom of the cell once, site by site, each site's images in the order of the operations. Atoms of
// special positions lie exactly there, with the mean of the tensors of their images, whatever the rounding of
// the site.
std::vector<CellAtom> expanded(const Crystal& crystal, double tolerance_A = same_atom_A);

// Operations that leave a site where it is, up to whole cells.
struct SiteSymmetry {
  std::vector<int> operations{};  // indices into Crystal::operations
  Vector fractional{};            // the site, moved onto its special position
};
SiteSymmetry site_symmetry(const Crystal& crystal, const Site& site, double tolerance_A = same_atom_A);

// What symmetry leaves free of a site: every allowed shift is a sum of `shifts` (fractional), every allowed
// tensor a sum of `displacements`. Each vector has a 1 where its name says and moves with it what symmetry
// ties: {"x", (1, 2, 0)} is x, 2x.
struct SiteFreedom {
  std::vector<std::string> shift_names{};  // of "x", "y", "z"
  std::vector<Vector> shifts{};
  std::vector<std::string> displacement_names{};  // of "U11", "U22", "U33", "U12", "U13", "U23"
  std::vector<Displacement> displacements{};
};
SiteFreedom site_freedom(const Crystal& crystal, const Site& site, double tolerance_A = same_atom_A);

// Which of a, b, c, alpha, beta, gamma are free: each vector has a 1 where the parameter of that name acts
// ({"a", (1, 1, 0, 0, 0, 0)} in a hexagonal cell). Angles that symmetry fixes are in none.
struct LatticeFreedom {
  std::vector<std::string> names{};
  std::vector<std::array<double, 6>> basis{};
};
LatticeFreedom lattice_freedom(const Crystal& crystal);

// True where the edges and angles have the symmetry of the operations, within a part in 1000.
bool fits_symmetry(const Crystal& crystal);

// Conversions; UnitCell is in nm and knows neither occupancy nor displacement. The crystal's cell has the
// vectors of vectors_A(), whatever the orientation of the unit cell.
Crystal from_unit_cell(const UnitCell& cell);
UnitCell to_unit_cell(
    const Crystal& crystal);  // throws std::invalid_argument where a site is partly occupied

// The element of a species: "Se2-" is "Se".
std::string element_of(const std::string& species);

}  // namespace nacre::crystal
