#include "nacre/scattering/inversion_support.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>

#include "nacre/scattering/inversion_peaks.hpp"

namespace nacre::scattering {
namespace {

constexpr std::size_t step = 2;      // nodes
constexpr double excluded = 15;      // loss at which no narrower support is tried
constexpr double flank_share = 0.3;  // of the first maximum: supports begin below that
constexpr double least_weight = 1e-3;

// From the logarithms of weights to weights, without those that do not matter.
std::vector<Supported> normalized(std::vector<Supported> all) {
  double best = all.front().weight, sum = 0;
  for (const Supported& one : all) best = std::max(best, one.weight);
  for (Supported& one : all) one.weight = std::exp(one.weight - best);
  std::erase_if(all, [](const Supported& one) { return one.weight < least_weight; });
  for (const Supported& one : all) sum += one.weight;
  for (Supported& one : all) one.weight /= sum;
  return all;
}

}  // namespace

std::vector<Supported> supports(const InversionProblem& problem, const InversionState& state) {
  std::vector<Supported> all = {{state, state.evidence}};
  const std::vector<Basin> basins = find_basins(std::span<const double>(state.values).first(problem.nodes()));
  if (basins.empty() || !state.converged) return {{state, 1}};
  const Basin& lowest = basins.front();
  const double flank = flank_share * state.values[lowest.top];
  for (std::size_t first = step; first <= lowest.top && state.values[first] < flank; first += step) {
    Shape shape = state.shape;
    shape.hold(0, first - 1);
    InversionState one = problem.solve(state.strength, shape, all.back().state.values);
    if (!one.converged || problem.loss(one, state) > excluded) break;
    const double evidence = one.evidence;
    all.push_back({std::move(one), evidence});
  }
  return normalized(std::move(all));
}

Estimate average(const std::vector<Supported>& all,
                 const std::function<Estimate(const InversionState&)>& of) {
  Estimate mean;
  double squares = 0;
  for (const Supported& one : all) {
    const Estimate estimate = of(one.state);
    mean.value += one.weight * estimate.value;
    squares += one.weight * (estimate.value * estimate.value + estimate.error * estimate.error);
  }
  mean.error = std::sqrt(std::max(squares - mean.value * mean.value, 0.0));
  return mean;
}

std::vector<double> average_values(const std::vector<Supported>& all) {
  std::vector<double> mean(all.front().state.values.size(), 0.0);
  for (const Supported& one : all)
    for (std::size_t j = 0; j < mean.size(); ++j) mean[j] += one.weight * one.state.values[j];
  return mean;
}

}  // namespace nacre::scattering
