// Prototypes by name, beside the binary ones of unit_cell.hpp. Lengths in nm.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/crystal/unit_cell.hpp"

namespace nacre::crystal {

struct Prototype {
  std::string_view name;
  std::size_t elements = 1;   // in the order of its species
  bool hexagonal = false;     // has a second lattice parameter c
  bool close_packed = false;  // made of the layers A, B, C, or of pairs of them: its stacking can be chosen
};

// zinc-blende, wurtzite, rock-salt, spinel, fcc, bcc, hcp.
std::span<const Prototype> prototypes();
const Prototype* find_prototype(std::string_view name);  // null if there is none

struct PrototypeCell {
  std::vector<std::string> species{};
  double a_nm = 0;
  double c_nm = 0;  // 0: that of touching spheres, sqrt(8/3) a
  double u = 0;     // of the anion in wurtzite and spinel; 0: 3/8, of regular tetrahedra
};

// Throws std::invalid_argument: no prototype of this name, another number of species, lattice parameters that
// are not positive.
UnitCell prototype_cell(std::string_view name, const PrototypeCell& cell);

// A B2 X4 in the setting of space group 227 with the origin on A: A at 0 0 0, B at 5/8 5/8 5/8, X at u u u.
UnitCell spinel(double a_nm, double u, std::vector<std::string> species);
UnitCell face_centred_cubic(double a_nm, std::string species);
UnitCell body_centred_cubic(double a_nm, std::string species);
UnitCell hexagonal_close_packed(double a_nm, double c_nm, std::string species);

}  // namespace nacre::crystal
