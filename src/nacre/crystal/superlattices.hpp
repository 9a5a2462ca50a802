// Superlattices of spheres of one or two sizes in cells with right angles, and any crystal brought into such
// a cell. Lengths without a unit: a cell is scaled to a packing fraction before use.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/crystal/crystal.hpp"
#include "nacre/crystal/unit_cell.hpp"

namespace nacre::crystal {

// A cell with right angles. Species 0 is the large one.
struct OrthogonalCell {
  std::string name{};
  Vector edges{1, 1, 1};
  std::vector<CellSite> sites{};
  std::size_t species = 1;

  double volume() const { return edges[0] * edges[1] * edges[2]; }
  std::vector<std::size_t> counts() const;  // sites of each species
};

// One known structure. c/a of AlB2 is that at which large spheres touch in the plane and small ones (diameter
// ratio 0.55) touch them: sqrt(1.55^2 - 4/3) = 1.0340, the densest packing of that ratio, 0.7792. Free
// coordinates of sites are those of the alloys (NaZn13: Shoemaker et al., Acta Cryst. 5, 637, 1952), of MgZn2
// the ideal ones.
struct Superlattice {
  std::string_view name;         // "AlB2"
  std::size_t species = 1;       // 1 or 2
  std::array<int, 2> formula{};  // large, small: 1, 2
  std::size_t sites = 0;         // in the orthogonal cell
  std::string_view symmetry;     // Hermann-Mauguin
  std::string_view description;
};

// SC, BCC, FCC, HCP, AlB2, NaZn13, CsCl, NaCl, Cu3Au, MgCu2, MgZn2.
std::span<const Superlattice> superlattices();
const Superlattice* find_superlattice(std::string_view name);  // null if there is none

// The structure of a name with its symmetry, a = 20 A. Throws as superlattice_cell does.
Crystal superlattice_crystal(std::string_view name, double c_over_a = 0);

// The cell of a name, its first edge 1. `c_over_a` 0: the default (AlB2, HCP, MgZn2 alone have one).
// Throws std::invalid_argument: no structure of this name, c/a where the structure has none or not positive.
OrthogonalCell superlattice_cell(std::string_view name, double c_over_a = 0);

// Any crystal with right angles, or hexagonal (a, b at 120 degrees: the cell is doubled to a, sqrt(3) a, c).
// Edges in angstrom; species in the order of the crystal. Throws std::invalid_argument for other angles, for
// sites that are partly occupied and for a crystal without sites.
OrthogonalCell orthogonal_cell(const Crystal& crystal);

// The largest packing fraction of hard spheres of these diameters in the cell's proportions: where the first
// two touch. One diameter a species. Throws std::invalid_argument for another number of diameters.
double highest_packing(const OrthogonalCell& cell, std::span<const double> diameters);

// The cell with its edges scaled so that spheres of these diameters fill it to `packing`.
OrthogonalCell scaled_to_packing(OrthogonalCell cell, std::span<const double> diameters, double packing);

}  // namespace nacre::crystal
