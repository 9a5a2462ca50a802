#include "nacre/scattering/cluster_pattern.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/scattering/lattice_pairs.hpp"
#include "nacre/scattering/pair_binning.hpp"

namespace nacre::scattering {
namespace {

using crystal::Nanocrystal;
using crystal::Vector;

// Diagonal of the box about the atoms.
double farthest_A(const Nanocrystal& cluster) {
  if (cluster.size() == 0) return 0;
  Vector low = cluster.positions_nm[0], high = low;
  for (const Vector& p : cluster.positions_nm)
    for (std::size_t d = 0; d < 3; ++d) {
      low[d] = std::min(low[d], p[d]);
      high[d] = std::max(high[d], p[d]);
    }
  return 10 * std::hypot(high[0] - low[0], high[1] - low[1], high[2] - low[2]);
}

std::optional<LatticeCluster> placed(const Nanocrystal& cluster, const PairOptions& options) {
  if (options.method == PairMethod::binned || !options.lattice) return {};
  return on_lattice(cluster, *options.lattice);
}

}  // namespace

ClusterPairs cluster_pairs(const Nanocrystal& cluster, double q_max_per_A, const PairOptions& options,
                           const RunControl& control) {
  if (options.method == PairMethod::exact) throw std::invalid_argument("the exact sum has no pairs in bins");
  if (const auto lattice = placed(cluster, options)) {
    const DebyeCost cost = cost_of_counting(*lattice, control.threads);
    require_within(cost, options.limits);
    return {counted_pairs(*lattice, control), PairMethod::counted, cost};
  }
  if (options.method == PairMethod::counted)
    throw std::invalid_argument(
        "lattice vectors can be counted only where every atom is on a site of a known lattice");
  const double bin_A = options.bin_A.value_or(pair_bin_A(q_max_per_A));
  const DebyeCost cost = cost_of_binning(static_cast<double>(cluster.size()), farthest_A(cluster), bin_A,
                                         cluster.species.size(), control.threads);
  require_within(cost, options.limits);
  return {binned_pairs(cluster, bin_A, control), PairMethod::binned, cost};
}

ClusterPattern cluster_pattern(const Nanocrystal& cluster, const Beam& beam, std::span<const double> u_A2,
                               std::span<const double> q_per_A, const PairOptions& options,
                               const RunControl& control) {
  const auto amplitudes = scattering_amplitudes(beam, cluster.species, q_per_A);
  const DebyeAtoms atoms{amplitudes, u_A2};
  if (options.method == PairMethod::exact) {
    const DebyeCost cost =
        cost_of_exact(static_cast<double>(cluster.size()), static_cast<double>(q_per_A.size()));
    require_within(cost, options.limits);
    return {debye_exact(cluster, atoms, q_per_A, control), PairMethod::exact, cost};
  }
  const double q_max = q_per_A.empty() ? 0 : *std::ranges::max_element(q_per_A);
  const ClusterPairs found = cluster_pairs(cluster, q_max, options, control);
  return {debye_pattern(found.pairs, atoms, q_per_A), found.method, found.cost};
}

}  // namespace nacre::scattering
