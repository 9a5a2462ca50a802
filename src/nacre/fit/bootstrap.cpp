// Parametric bootstrap: fits to data drawn around the best model.
#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "nacre/core/parallel.hpp"
#include "nacre/fit/assemble.hpp"
#include "nacre/fit/check.hpp"

namespace nacre::fit {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<double> fit_replica(const Problem& synthetic, std::span<const double> start) {
  const Objective objective(synthetic);
  if (objective.n_free() != start.size()) {
    reject(synthetic, "the synthetic problem has other free parameters");
  }
  const Solution solution = minimize(objective, start);
  if (solution.converged) return objective.all_values(solution.free);
  return std::vector<double>(synthetic.parameters.size(), nan);
}

// Linear between the order statistics (type 7 of Hyndman and Fan 1996, doi:10.1080/00031305.1996.10473566).
double quantile(std::span<const double> sorted, double probability) {
  const double at = probability * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

std::vector<std::vector<double>> bootstrap(const Problem& problem, const Result& best, int replicas,
                                           const SyntheticProblem& synthetic, const RunControl& control) {
  const Objective objective(problem);
  const std::vector<double> start = free_values(objective, best);
  const auto n = static_cast<std::size_t>(std::max(replicas, 0));
  std::vector<std::vector<double>> samples(n);
  Stage stage(control, "bootstrap", static_cast<double>(n), "fits");
  parallel_for(n, control, [&](std::size_t i) {
    samples[i] = fit_replica(synthetic(best.values, i), start);
    stage.advance(1);
  });
  return samples;
}

std::array<double, 2> central_interval(std::vector<double> sample, double level) {
  if (!(level > 0 && level < 1)) {
    throw std::invalid_argument("the level of an interval must be between 0 and 1");
  }
  std::erase_if(sample, [](double v) { return std::isnan(v); });
  if (sample.empty()) return {nan, nan};
  std::ranges::sort(sample);
  const double tail = (1 - level) / 2;
  return {quantile(sample, tail), quantile(sample, 1 - tail)};
}

}  // namespace nacre::fit
