#include "nacre/study/growth_buildup.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "nacre/core/units.hpp"
#include "nacre/fit/fit.hpp"

namespace nacre::study {
namespace {

constexpr int samples = 200;

// Share of c_end at a time.
double share_at(double time_s, double start_s, double tau_s) {
  return time_s > start_s ? -std::expm1(-(time_s - start_s) / tau_s) : 0;
}

// Parameters: t_0 and tau over the time of 98 %, c_end over the concentration then.
fit::Problem buildup_problem(const std::vector<double>& times, const std::vector<double>& shares) {
  fit::Problem problem{.name = "buildup", .model = "single exponential", .scale_sigmas = true};
  problem.parameters = {{.name = "start", .start = 0.1, .lower = -1, .upper = 1},
                        {.name = "time", .start = 0.2, .lower = 1e-4, .upper = 10},
                        {.name = "concentration", .start = 1, .lower = 0.1, .upper = 10}};
  problem.data = {{.name = "concentration",
                   .n_residuals = samples,
                   .residuals = [&times, &shares](std::span<const double> p, std::span<double> residuals) {
                     for (std::size_t i = 0; i < times.size(); ++i)
                       residuals[i] = p[2] * share_at(times[i], p[0], p[1]) - shares[i];
                   }}};
  return problem;
}

}  // namespace

double Buildup::concentration_at(double at_s) const {
  return concentration_mol_m3 * share_at(at_s, start_s, time_s);
}

Buildup fit_buildup(const growth::Trajectory& trajectory) {
  const growth::Arrival arrival = growth::arrival_of_concentration(trajectory);
  if (!(arrival.time_s > 0) || trajectory.points.front().moments[0] > 0) return {};
  const double until_s = std::min(2 * arrival.time_s, trajectory.points.back().time_s);
  std::vector<double> times, shares;
  for (int i = 1; i <= samples; ++i) {
    const double time_s = until_s * i / samples;
    times.push_back(time_s / arrival.time_s);
    shares.push_back(trajectory.at(time_s).moments[0] / arrival.reference);
  }
  const fit::Result result = fit::fit(buildup_problem(times, shares));
  if (!result.converged) return {};
  return {.start_s = result.values[0] * arrival.time_s,
          .time_s = result.values[1] * arrival.time_s,
          .concentration_mol_m3 = result.values[2] * arrival.reference / avogadro_per_mol,
          .residual = std::sqrt(result.chi2 / samples) / result.values[2],
          .until_s = until_s};
}

}  // namespace nacre::study
