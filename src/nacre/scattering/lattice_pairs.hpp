// Distances of all pairs of atoms of a cluster on the sites of a crystal, by counting the vectors of its
// lattice.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/crystal/nanocrystal.hpp"
#include "nacre/crystal/unit_cell.hpp"
#include "nacre/scattering/debye.hpp"
#include "nacre/scattering/pair_histogram.hpp"

namespace nacre::scattering {

// Atom i sits on site[i] of the cell, in cell number cell[i].
struct LatticeCluster {
  crystal::UnitCell unit{};
  std::vector<int> site{};
  std::vector<std::array<int, 3>> cell{};
};

// The cluster on the sites of the crystal that it was cut from, wherever its origin lies; nothing where an
// atom is farther than the tolerance from every free site of its species. The species of the cluster are
// those of the cell, in its order.
std::optional<LatticeCluster> on_lattice(const crystal::Nanocrystal& cluster, const crystal::UnitCell& unit,
                                         double tolerance_nm = 1e-6);

// The exact numbers of pairs at every distance: how often each vector of the lattice occurs between two
// sublattices is the correlation of their occupancies, by Fourier transform. Time grows as N log N. Distances
// whose squares round to the same multiple of 1e-8 A2 are one; where a crystal of low symmetry has too many
// of them, bins of 0.002 A keep mean and deviation. Throws std::runtime_error should a count not come out
// whole.
PairHistogram counted_pairs(const LatticeCluster& cluster, const RunControl& control = {});

DebyeCost cost_of_counting(const LatticeCluster& cluster, int threads);

// The same for a sphere before it is cut.
DebyeCost cost_of_counting(const crystal::UnitCell& unit, double diameter_nm, int threads);

}  // namespace nacre::scattering
