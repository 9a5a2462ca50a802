// Nanocrystals: atoms cut from a crystal.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/crystal/neighbors.hpp"
#include "nacre/crystal/shape.hpp"
#include "nacre/crystal/unit_cell.hpp"

namespace nacre::crystal {

struct Nanocrystal {
  std::vector<std::string> species{};
  std::vector<Vector> positions_nm{};  // from the middle of the cut
  std::vector<int> kind{};             // of each atom, index into species

  std::size_t size() const { return kind.size(); }
  std::size_t count(int species_index) const;
};

// What lies in the middle of a cut.
enum class Centre { cation, anion, bond, octahedral_hole, tetrahedral_hole };

// Its fractional coordinates: the first site of species 0 or 1, half way between species 0 and its nearest
// species 1, or an empty hole. Throws std::invalid_argument where the crystal has no such hole.
Vector centre_of(const UnitCell& cell, Centre centre);

// The atoms of the crystal within the shape about a point, those on its surface included, in the order of the
// cells. Throws std::invalid_argument for a shape without end.
Nanocrystal cut(const UnitCell& cell, const Shape& shape, const Vector& centre_fractional);

// Likewise for any body: the atoms that it contains within a distance of the point.
Nanocrystal cut(const UnitCell& cell, double outer_radius_nm,
                const std::function<bool(const Vector& position_nm)>& contains,
                const Vector& centre_fractional);

// Neighbours of the other species up to 1.2 times the shortest bond: the first shell in zinc blende,
// wurtzite and rock salt, whose second is at 1.4 times or more.
NeighborList bonds(const Nanocrystal& particle, double bond_length_nm);

// Removes atoms with fewer bonds than the least of their species; `repeat`: also those that the removal of
// others leaves with too few, until none is left.
struct DanglingRule {
  std::vector<int> least_bonds{};  // of each species; 0 keeps all
  bool repeat = true;
};
Nanocrystal without_dangling(const Nanocrystal& particle, const NeighborList& bonds,
                             const DanglingRule& rule);

}  // namespace nacre::crystal
