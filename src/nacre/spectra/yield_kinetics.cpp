#include "nacre/spectra/yield_kinetics.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

namespace nacre::spectra {
namespace {

constexpr std::size_t fewest_points = 4;
constexpr double starts_of_time[] = {0.03, 0.1, 0.3};  // of the build-up, in shares of the last time

enum : std::size_t { yield_end, rate, concentration_end, buildup_time, start };

double built_up(double time_s, double tau_s) { return time_s > 0 ? -std::expm1(-time_s / tau_s) : 0; }

double yield_of(std::span<const double> p, const KineticModel& model, double time_s) {
  return p[yield_end] * conversion(time_s - model.start_s, p[rate], model.order);
}

double concentration_of(std::span<const double> p, double time_s) {
  return p[concentration_end] * built_up(time_s - p[start], p[buildup_time]);
}

void check(const std::vector<KineticPoint>& points, const KineticModel& model) {
  const auto after = [&](const KineticPoint& one) { return one.time_s > model.start_s; };
  if (static_cast<std::size_t>(std::ranges::count_if(points, after)) < fewest_points)
    throw std::invalid_argument("a course needs four points after its start");
  for (const KineticPoint& one : points)
    if (!(one.yield.error > 0 && one.concentration_uM.error > 0 && std::abs(one.correlation) < 1))
      throw std::invalid_argument("the errors of a course are positive and not fully correlated");
}

// Two residuals a point; the second is what of the concentration the yield does not already say.
fit::DataSet courses(const std::vector<KineticPoint>& points, const KineticModel& model) {
  const auto shared = std::make_shared<const std::vector<KineticPoint>>(points);
  return {.name = "yield and concentration",
          .n_residuals = static_cast<int>(2 * points.size()),
          .residuals = [shared, model](std::span<const double> p, std::span<double> out) {
            for (std::size_t i = 0; i < shared->size(); ++i) {
              const KineticPoint& one = (*shared)[i];
              const double y = (yield_of(p, model, one.time_s) - one.yield.value) / one.yield.error;
              const double c =
                  (concentration_of(p, one.time_s) - one.concentration_uM.value) / one.concentration_uM.error;
              const double r = one.correlation;
              out[2 * i] = y;
              out[2 * i + 1] = (c - r * y) / std::sqrt(1 - r * r);
            }
          }};
}

std::vector<fit::Parameter> parameters(const std::vector<KineticPoint>& points, const KineticModel& model,
                                       double share) {
  const double last_s = points.back().time_s - model.start_s;
  double top_y = 0, top_c = 0;
  for (const KineticPoint& one : points) {
    top_y = std::max(top_y, one.yield.value);
    top_c = std::max(top_c, one.concentration_uM.value);
  }
  const double half_s = 0.15 * last_s;  // when half has reacted
  const double start_rate = time_of_conversion(0.5, 1, model.order) / half_s;
  std::vector<fit::Parameter> list(5);
  list[yield_end] = {.name = "yield_end",
                     .unit = "1",
                     .description = "yield in the limit",
                     .start = top_y,
                     .lower = 1e-3 * top_y,
                     .upper = 100 * top_y};
  list[rate] = {.name = "rate",
                .unit = "1/s",
                .description = "k P0^(order - 1) of the monomer's generation",
                .start = start_rate,
                .lower = 1e-5 * start_rate,
                .upper = 1e5 * start_rate};
  list[concentration_end] = {.name = "concentration_end",
                             .unit = "umol/L",
                             .description = "concentration of particles in the limit",
                             .start = top_c,
                             .lower = 1e-3 * top_c,
                             .upper = 100 * top_c};
  list[buildup_time] = {.name = "buildup_time",
                        .unit = "s",
                        .description = "of the concentration, exponential",
                        .start = share * last_s,
                        .lower = 1e-6 * last_s,
                        .upper = 1e3 * last_s};
  list[start] = {.name = "start",
                 .unit = "s",
                 .description = "when the first particles are there",
                 .start = model.start_s,
                 .lower = model.start_s - last_s,
                 .upper = points.back().time_s,
                 .fixed = !model.fit_start};
  return list;
}

fit::Problem problem_of(const std::vector<KineticPoint>& points, const KineticModel& model, double share) {
  fit::Problem problem{.name = "yield and concentration",
                       .model = "generation of monomer and exponential build-up of particles",
                       .scale_sigmas = !model.errors_known};
  problem.parameters = parameters(points, model, share);
  problem.data.push_back(courses(points, model));
  return problem;
}

// Shares of the limits that count as complete.
double yield_share(std::span<const double> p, const KineticModel& model, double last_s) {
  return model.final_at_last ? complete * conversion(last_s - model.start_s, p[rate], model.order) : complete;
}
double concentration_share(std::span<const double> p, const KineticModel& model, double last_s) {
  return model.final_at_last ? complete * built_up(last_s - p[start], p[buildup_time]) : complete;
}

double t98_yield(std::span<const double> p, const KineticModel& model, double last_s) {
  return time_of_conversion(yield_share(p, model, last_s), p[rate], model.order);
}
double t98_concentration(std::span<const double> p, const KineticModel& model, double last_s) {
  return p[start] - model.start_s - p[buildup_time] * std::log1p(-concentration_share(p, model, last_s));
}

void add_times(YieldKinetics& out) {
  const double last_s = out.points.back().time_s;
  const auto functions = [&](std::span<const double> p, std::span<double> to) {
    to[0] = t98_yield(p, out.model, last_s);
    to[1] = t98_concentration(p, out.model, last_s);
    to[2] = to[1] / to[0];
  };
  double values[3];
  functions(out.result.values, values);
  const std::vector<double> covariance = fit::propagate_covariance(out.problem, out.result, 3, functions);
  const auto measured = [&](std::size_t i) { return Measured{values[i], std::sqrt(covariance[4 * i])}; };
  out.t98_yield_s = measured(0);
  out.t98_concentration_s = measured(1);
  out.nucleation_share = measured(2);
}

}  // namespace

double conversion(double time_s, double rate_per_s, double order) {
  if (!(time_s > 0)) return 0;
  const double x = rate_per_s * time_s;
  if (std::abs(order - 1) < 1e-9) return -std::expm1(-x);
  const double left = 1 + (order - 1) * x;
  return left > 0 ? 1 - std::pow(left, -1 / (order - 1)) : 1;
}

double time_of_conversion(double share, double rate_per_s, double order) {
  if (std::abs(order - 1) < 1e-9) return -std::log1p(-share) / rate_per_s;
  return (std::pow(1 - share, 1 - order) - 1) / ((order - 1) * rate_per_s);
}

double YieldKinetics::yield_at(double time_s) const { return yield_of(result.values, model, time_s); }
double YieldKinetics::concentration_uM_at(double time_s) const {
  return concentration_of(result.values, time_s);
}

YieldKinetics fit_yield_kinetics(std::vector<KineticPoint> points, const KineticModel& model) {
  std::ranges::stable_sort(points, {}, &KineticPoint::time_s);
  check(points, model);
  YieldKinetics out{.model = model, .points = std::move(points)};
  for (const double share : starts_of_time) {
    fit::Problem problem = problem_of(out.points, model, share);
    fit::Result result = fit::fit(problem);
    if (!out.result.values.empty() && !(result.chi2 < out.result.chi2)) continue;
    out.problem = std::move(problem);
    out.result = std::move(result);
  }
  add_times(out);
  return out;
}

}  // namespace nacre::spectra
