// Unit cells and the prototypes that nanocrystals are cut from. Lengths in nm.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nacre::crystal {

using Vector = std::array<double, 3>;

struct CellSite {
  int species = 0;      // index into UnitCell::species
  Vector fractional{};  // 0 <= x < 1
};

struct UnitCell {
  std::array<Vector, 3> vectors_nm{};  // a, b, c
  std::vector<std::string> species{};
  std::vector<CellSite> sites{};
  // Middles of holes between the cations that hold no atom, fractional; none where all are filled.
  std::optional<Vector> octahedral_hole{};
  std::optional<Vector> tetrahedral_hole{};

  Vector position_nm(const Vector& fractional) const;
  double volume_nm3() const;
  std::array<Vector, 3> reciprocal_per_nm() const;  // a* . a = 1, a* . b = 0: no factor of 2 pi
};

// Shortest distance between an atom of one species and another atom of the other (or the same) species.
// Throws std::invalid_argument for a species without sites.
double nearest_distance_nm(const UnitCell& cell, int species, int other);

// Binary prototypes; species 0 is the cation (at the origin in zinc blende and rock salt), 1 the anion.
// Throws std::invalid_argument for lattice parameters that are not positive.
UnitCell zinc_blende(double a_nm, std::string cation, std::string anion);
UnitCell rock_salt(double a_nm, std::string cation, std::string anion);
UnitCell wurtzite(double a_nm, double c_nm, double u, std::string cation, std::string anion);

}  // namespace nacre::crystal
