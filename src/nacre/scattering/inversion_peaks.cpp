#include "nacre/scattering/inversion_peaks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace nacre::scattering {
namespace {

constexpr int most_rounds = 40;

std::span<const double> nodes_of(const InversionProblem& problem, const InversionState& state) {
  return std::span<const double>(state.values).first(problem.nodes());
}

// The shape without the maximum `which`, as a shoulder of its neighbour to the left (-1) or right (+1).
Shape without(const InversionState& state, const std::vector<Basin>& basins, std::size_t which, int side) {
  Shape shape = state.shape;
  if (side > 0)
    shape.set(basins[which].first, basins[which + 1].top, 1);
  else
    shape.set(basins[which - 1].top, basins[which].last, -1);
  return shape;
}

struct Removal {
  std::size_t which = 0;
  double significance = std::numeric_limits<double>::infinity();
  InversionState state{};
};

// The likelier of the two ways to do without a maximum.
Removal remove(const InversionProblem& problem, const InversionState& state, const std::vector<Basin>& basins,
               std::size_t which) {
  Removal best{.which = which};
  for (const int side : {-1, 1}) {
    if ((side < 0 && which == 0) || (side > 0 && which + 1 == basins.size())) continue;
    InversionState other = problem.solve(state.strength, without(state, basins, which, side), state.values);
    const double significance = std::sqrt(std::max(problem.loss(other, state), 0.0));
    if (!other.converged || !(significance < best.significance)) continue;
    best.significance = significance;
    best.state = std::move(other);
  }
  return best;
}

// The least significant maximum of several; the basins learn their significance.
Removal weakest(const InversionProblem& problem, const InversionState& state, std::vector<Basin>& basins) {
  Removal least;
  for (std::size_t k = 0; k < basins.size(); ++k) {
    Removal one = remove(problem, state, basins, k);
    basins[k].significance = one.significance;
    if (one.significance < least.significance) least = std::move(one);
  }
  return least;
}

}  // namespace

std::vector<Basin> find_basins(std::span<const double> density, double dip) {
  std::vector<Basin> basins;
  std::size_t top = 0, valley = 0, first = 0;
  bool rising = true;
  for (std::size_t j = 0; j < density.size(); ++j) {
    if (rising) {
      if (density[j] > density[top]) top = j;
      if (density[j] >= density[top] * (1 - dip)) continue;
      rising = false;
      valley = j;
    }
    if (density[j] <= density[valley]) valley = j;
    const double up = density[valley] / (1 - dip);
    if (density[j] > up) {
      basins.push_back({first, top, valley});
      first = valley;
      top = j;
      rising = true;
    }
  }
  if (!density.empty() && density[top] > 0) basins.push_back({first, top, density.size() - 1});
  return basins;
}

Pruned prune(const InversionProblem& problem, InversionState state, double threshold) {
  Pruned out;
  for (int round = 0; round < most_rounds; ++round) {
    out.basins = find_basins(nodes_of(problem, state));
    if (out.basins.size() < 2) break;
    Removal least = weakest(problem, state, out.basins);
    if (!(least.significance < threshold)) break;
    out.refused.push_back({static_cast<double>(out.basins[least.which].top), least.significance});
    state = std::move(least.state);
  }
  if (out.basins.size() == 1)
    out.basins[0].significance = std::sqrt(std::max(problem.loss(problem.chi2_of_nothing(), state), 0.0));
  out.state = std::move(state);
  return out;
}

}  // namespace nacre::scattering
