// Crystals as diffraction sees them: cells with symmetry, occupancies and thermal displacements. Lengths in
// angstrom, as in CIF and in every table of the field; UnitCell, from which nanocrystals are cut, is in nm.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "nacre/crystal/unit_cell.hpp"

namespace nacre::crystal {

// Edges and angles of a cell.
struct Lattice {
  double a_A = 1;
  double b_A = 1;
  double c_A = 1;
  double alpha_deg = 90;
  double beta_deg = 90;
  double gamma_deg = 90;
};

// Mean-square displacements U11, U22, U33, U12, U13, U23 in the basis of the CIF dictionary (a a*, b b*, c
// c*): isotropic in a hexagonal cell is U12 = U11 / 2.
using Displacement = std::array<double, 6>;

// One atom of the asymmetric unit, or of a whole cell.
struct Site {
  std::string label{};  // "Cd1"
  int species = 0;      // index into Crystal::species
  Vector fractional{};
  double occupancy = 1;
  Displacement u_A2{};
};

// x -> rotation x + translation, in fractional coordinates.
struct SymmetryOperation {
  std::array<std::array<int, 3>, 3> rotation{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  Vector translation{};
};

// A crystal by its asymmetric unit. `sites` are every atom of the cell where the only operation is the
// identity.
struct Crystal {
  Lattice lattice{};
  std::vector<std::string> species{};  // element or ion: "Cd", "Se2-"
  std::vector<Site> sites{};
  std::string space_group = "P 1";  // Hermann-Mauguin
  std::vector<SymmetryOperation> operations{
      SymmetryOperation{}};  // those of centring too; the identity first
};

// One atom of the whole cell and where it comes from.
struct CellAtom {
  int site = 0;       // index into Crystal::sites
  int operation = 0;  // index into Crystal::operations: the first that makes it
  int species = 0;
  Vector fractional{};  // 0 <= x < 1
  double occupancy = 1;
  Displacement u_A2{};
};

}  // namespace nacre::crystal
