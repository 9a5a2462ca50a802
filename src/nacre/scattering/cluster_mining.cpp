#include "nacre/scattering/cluster_mining.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numbers>

#include "nacre/core/parallel.hpp"

namespace nacre::scattering {
namespace {

SignalParameters parameters_of(std::span<const double> v) { return {v[0], v[1], v[2], v[3], v[4], v[5]}; }

fit::Parameter parameter(std::string name, std::string unit, const MiningParameter& one,
                         std::string description) {
  return {.name = std::move(name),
          .unit = std::move(unit),
          .description = std::move(description),
          .start = one.start,
          .lower = one.lower,
          .upper = one.upper,
          .fixed = !one.free};
}

// What all fits share.
struct Shared {
  ClusterSignal signal;
  MiningData data;
  std::vector<double> weight;  // 1/sigma
};

// The scale at which the starting curve is nearest to the data.
double start_scale(const Shared& shared, const PairHistogram& pairs, const MiningOptions& options) {
  const SignalParameters start{1, options.u_A2.start, options.expansion.start, options.delta2_A2.start, 0, 0};
  std::vector<double> curve(shared.signal.size());
  shared.signal.evaluate(pairs, start, curve, {});
  double cross = 0, square = 0;
  for (std::size_t i = 0; i < curve.size(); ++i) {
    const double w = shared.weight[i] * shared.weight[i];
    cross += w * curve[i] * shared.data.y[i];
    square += w * curve[i] * curve[i];
  }
  return square > 0 && cross > 0 ? cross / square : 1;
}

fit::Problem problem_for(const std::shared_ptr<const Shared>& shared, const PairHistogram& pairs,
                         const MiningOptions& options) {
  fit::Problem problem{.name = "cluster", .model = "Debye sum over all pairs", .scale_sigmas = true};
  const double scale = start_scale(*shared, pairs, options);
  constexpr double wide = std::numeric_limits<double>::infinity();
  problem.parameters = {
      parameter("scale", "", {true, scale, 0, wide}, "of the curve"),
      parameter("U", "A2", options.u_A2, "mean-square displacement of every atom along one direction"),
      parameter("expansion", "", options.expansion, "factor of all distances"),
      parameter("delta2", "A2", options.delta2_A2, "near pairs move together"),
      parameter("b0", "", {options.background, 0, -wide, wide}, "background, level"),
      parameter("b1", "A", {options.background, 0, -wide, wide}, "background, slope in Q")};
  const auto n = static_cast<int>(shared->signal.size());
  fit::DataSet data{.name = "curve", .n_residuals = n, .residuals = {}};
  data.residuals = [shared, &pairs](std::span<const double> v, std::span<double> out) {
    shared->signal.evaluate(pairs, parameters_of(v), out, {});
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = (out[i] - shared->data.y[i]) * shared->weight[i];
  };
  data.derivatives = [shared, &pairs](std::span<const double> v, std::span<double> out) {
    std::vector<double> values(shared->signal.size());
    shared->signal.evaluate(pairs, parameters_of(v), values, out);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] *= shared->weight[i / signal_parameters];
  };
  problem.data.push_back(std::move(data));
  return problem;
}

double weighted_square(const Shared& shared) {
  double sum = 0;
  for (std::size_t i = 0; i < shared.data.y.size(); ++i)
    sum += std::pow(shared.data.y[i] * shared.weight[i], 2);
  return sum;
}

MinedCluster mined(const Shared& shared, const PairHistogram& pairs, const fit::Result& result,
                   std::size_t index) {
  MinedCluster one{.candidate = index,
                   .values = parameters_of(result.values),
                   .errors = parameters_of(result.uncertainties),
                   .rw = std::sqrt(result.chi2 / weighted_square(shared)),
                   .chi2 = result.chi2,
                   .converged = result.converged,
                   .at_bound = std::ranges::find(result.at_bound, true) != result.at_bound.end()};
  one.curve.resize(shared.signal.size());
  shared.signal.evaluate(pairs, one.values, one.curve, {});
  return one;
}

// |difference / sigma|.
double distance(const Shared& shared, const MinedCluster& a, const MinedCluster& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.curve.size(); ++i)
    sum += std::pow((a.curve[i] - b.curve[i]) * shared.weight[i], 2);
  return std::sqrt(sum);
}

void set_behind(const Shared& shared, int n_free, MiningResult& result) {
  const MinedCluster& best = result.ranked.front();
  const double freedom = std::max(1.0, static_cast<double>(shared.data.y.size()) - n_free);
  const double misfit = std::sqrt(best.chi2 / freedom);
  result.misfit = shared.data.sigma.empty() ? misfit : std::max(1.0, misfit);
  for (MinedCluster& one : result.ranked) {
    const double apart = distance(shared, one, best) / result.misfit;
    const double worse = (one.chi2 - best.chi2) / (result.misfit * result.misfit);
    one.behind = apart > 0 ? worse / (2 * apart) : 0;
  }
}

}  // namespace

MiningResult mine_clusters(std::span<const PairHistogram> candidates, const MiningData& data,
                           const SignalSetup& setup, const MiningOptions& options,
                           const RunControl& control) {
  auto made = std::make_shared<Shared>(Shared{ClusterSignal(setup, data.x), data, {}});
  made->weight.assign(data.x.size(), 1);
  for (std::size_t i = 0; i < data.sigma.size(); ++i) made->weight[i] = 1 / data.sigma[i];
  const std::shared_ptr<const Shared> shared = std::move(made);
  MiningResult result;
  result.ranked.resize(candidates.size());
  int n_free = 0;
  Stage stage(control, "mining", static_cast<double>(candidates.size()), "clusters");
  parallel_for(candidates.size(), control, [&](std::size_t i) {
    const fit::Problem problem = problem_for(shared, candidates[i], options);
    const fit::Result fitted = fit::fit(problem);
    result.ranked[i] = mined(*shared, candidates[i], fitted, i);
    if (i == 0) n_free = fitted.n_free;
    stage.advance(1);
  });
  std::ranges::stable_sort(result.ranked, {}, &MinedCluster::rw);
  if (result.ranked.empty()) return result;
  set_behind(*shared, n_free, result);
  const fit::Problem problem = problem_for(shared, candidates[result.ranked.front().candidate], options);
  result.best = fit::summarize(problem, fit::fit(problem));
  if (!options.background)
    std::erase_if(result.best.parameters, [](const FitParameterRow& row) { return row.name[0] == 'b'; });
  return result;
}

MiningData independent_points(const MiningData& data, double q_max_per_A) {
  MiningData kept;
  const double least = std::numbers::pi / q_max_per_A;
  for (std::size_t i = 0; i < data.x.size(); ++i) {
    if (!kept.x.empty() && data.x[i] - kept.x.back() < least * (1 - 1e-9)) continue;
    kept.x.push_back(data.x[i]);
    kept.y.push_back(data.y[i]);
    if (!data.sigma.empty()) kept.sigma.push_back(data.sigma[i]);
  }
  return kept;
}

}  // namespace nacre::scattering
