// The pattern of a cluster by the quickest way that is exact for it, with the cost said first.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/crystal/nanocrystal.hpp"
#include "nacre/crystal/unit_cell.hpp"
#include "nacre/scattering/debye.hpp"
#include "nacre/scattering/pair_histogram.hpp"
#include "nacre/scattering/scatterers.hpp"

namespace nacre::scattering {

enum class PairMethod {
  automatic,  // counted where every atom is on a site of the lattice, else binned
  counted,    // by the vectors of the lattice (lattice_pairs.hpp)
  binned,     // every pair, in bins (pair_binning.hpp)
  exact,      // every pair at every q (debye.hpp)
};

struct PairOptions {
  PairMethod method = PairMethod::automatic;
  std::optional<crystal::UnitCell> lattice{};  // what the cluster was cut from
  std::optional<double> bin_A{};               // none: pair_bin_A of the largest q
  DebyeLimits limits{};
};

struct ClusterPairs {
  PairHistogram pairs{};
  PairMethod method{};  // counted or binned
  DebyeCost cost{};
};

// Throws std::invalid_argument for a cost above the limits, before anything is calculated; for the method
// `counted` with atoms off the lattice or none given; and for the method `exact`, which has no pairs in bins.
ClusterPairs cluster_pairs(const crystal::Nanocrystal& cluster, double q_max_per_A,
                           const PairOptions& options = {}, const RunControl& control = {});

struct ClusterPattern {
  DebyePattern pattern{};
  PairMethod method{};
  DebyeCost cost{};
};

// u_A2: mean-square displacement of each species along one direction; empty: none. Throws as above and as
// debye_pattern().
ClusterPattern cluster_pattern(const crystal::Nanocrystal& cluster, const Beam& beam,
                               std::span<const double> u_A2, std::span<const double> q_per_A,
                               const PairOptions& options = {}, const RunControl& control = {});

}  // namespace nacre::scattering
