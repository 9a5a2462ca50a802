#include "nacre/growth/regime_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>

#include "nacre/fit/tails.hpp"

namespace nacre::growth {
namespace {

constexpr double tested[] = {-1, reaction_exponent, diffusion_exponent, threshold_exponent, paper_exponent};
constexpr double no_rise = 1e-12;  // of chi2: rounding
constexpr double starts[] = {-2, 0, 1, 2, 4, 8};

void refuse_unusable(const Bimodal& data) {
  if (data.points.size() < 3) throw std::invalid_argument(data.name + ": fewer than 3 aliquots");
  for (const BimodalPoint& point : data.points)
    for (const double value : {point.r1_nm, point.r2_nm, point.r1_err_nm, point.r2_err_nm})
      if (!(value > 0) || std::isinf(value))
        throw std::invalid_argument(data.name + ": a radius or its error is not positive");
}

fit::DataSet distances(const Bimodal& data, double r2_nm) {
  const auto points = std::make_shared<const std::vector<BimodalPoint>>(data.points);
  const auto nearest = [points, r2_nm](std::size_t i, std::span<const double> values) {
    return nearest_pair((*points)[i], values[0], {values[1], r2_nm});
  };
  const auto residuals = [points, nearest](std::span<const double> values, std::span<double> out) {
    for (std::size_t i = 0; i < points->size(); ++i) out[i] = nearest(i, values).distance;
  };
  const auto derivatives = [points, nearest](std::span<const double> values, std::span<double> out) {
    for (std::size_t i = 0; i < points->size(); ++i) {
      const NearestPair one = nearest(i, values);
      out[2 * i] = one.by_exponent;
      out[2 * i + 1] = one.by_reference_r1;
    }
  };
  return {.name = data.name,
          .n_residuals = static_cast<int>(data.points.size()),
          .residuals = residuals,
          .derivatives = derivatives};
}

// The law through the aliquot whose r2 is nearest to the reference.
double start_r1_nm(const Bimodal& data, double exponent, double r2_nm) {
  const auto off = [&](const BimodalPoint& point) { return std::abs(std::log(point.r2_nm / r2_nm)); };
  const BimodalPoint& middle = *std::ranges::min_element(data.points, {}, off);
  const double r1_nm = predicted_r1_nm(r2_nm, exponent, {middle.r1_nm, middle.r2_nm});
  return r1_nm > 0 && std::isfinite(r1_nm) ? r1_nm : middle.r1_nm;
}

fit::Parameter held(double exponent) {
  fit::Parameter parameter = default_exponent();
  parameter.start = exponent;
  parameter.lower = std::min(parameter.lower, exponent);
  parameter.upper = std::max(parameter.upper, exponent);
  parameter.fixed = true;
  return parameter;
}

fit::Result fit_at(const Bimodal& data, double exponent) {
  return fit::fit(regime_problem(data, held(exponent)));
}

// The chi2 of large exponents is flat, and a start far off might stay there: the best of several.
fit::Problem well_started(const Bimodal& data, fit::Parameter exponent) {
  std::vector<double> candidates(std::begin(starts), std::end(starts));
  candidates.push_back(exponent.start);
  double lowest = std::numeric_limits<double>::infinity();
  fit::Parameter best = exponent;
  double r1_nm = 0;
  for (const double start : candidates) {
    if (start < exponent.lower || start > exponent.upper) continue;
    const fit::Result result = fit_at(data, start);
    if (!(result.chi2 < lowest)) continue;
    lowest = result.chi2;
    best.start = start;
    r1_nm = result.values[1];
  }
  fit::Problem problem = regime_problem(data, best);
  if (r1_nm > 0) problem.parameters[1].start = r1_nm;
  return problem;
}

double p_of_fit(const Bimodal& data, const fit::Result& result) {
  if (!data.errors_known) return std::numeric_limits<double>::quiet_NaN();
  return fit::chi2_tail(result.chi2, result.n_data - result.n_free);
}

// Likelihood ratio of one parameter; an F test where the errors have their size from the scatter.
Hypothesis compared(const RegimeTest& test, double exponent, fit::Result result) {
  const int degrees = test.best.n_data - test.best.n_free;
  const double variance = test.data.errors_known ? 1 : test.lowest_chi2 / degrees;
  const double rise = std::max(result.chi2 - test.lowest_chi2, 0.0);
  const double delta = rise < no_rise ? 0 : rise / variance;
  const double p =
      test.data.errors_known ? fit::chi2_tail(delta, 1) : fit::student_tail(std::sqrt(delta), degrees);
  const double p_fit = p_of_fit(test.data, result);
  return {exponent, std::move(result), delta, p_fit, p};
}

// Where every exponent fits alike, rounding would end the interval.
void open_interval(RegimeTest& test) {
  const bool alike =
      std::ranges::all_of(test.hypotheses, [](const Hypothesis& one) { return one.delta_chi2 == 0; });
  if (!alike || test.best.intervals.empty()) return;
  test.best.intervals[0] = {test.problem.parameters[0].lower, test.problem.parameters[0].upper};
}

// Errors that are estimated from few aliquots are uncertain themselves.
void widen_interval(RegimeTest& test) {
  if (test.data.errors_known || test.best.intervals.empty() || !test.best.intervals[0]) return;
  const double t = fit::student_quantile(fit::chi2_tail(1, 1), test.best.n_data - test.best.n_free);
  test.best.intervals[0] = fit::profile_interval(test.problem, test.best, "exponent", t * t);
}

}  // namespace

double reference_r2_nm(const Bimodal& data) {
  double sum = 0;
  for (const BimodalPoint& point : data.points) sum += std::log(point.r2_nm);
  return std::exp(sum / static_cast<double>(data.points.size()));
}

fit::Parameter default_exponent() {
  return {.name = "exponent",
          .unit = "1",
          .description = "m of dr/dt = a(t) / r^m",
          .start = 1,
          .lower = -4,
          .upper = 20};
}

fit::Problem regime_problem(const Bimodal& data, const fit::Parameter& exponent) {
  refuse_unusable(data);
  const double r2_nm = reference_r2_nm(data);
  fit::Problem problem{.name = data.name, .model = "r1^(m+1) - r2^(m+1) = constant"};
  problem.parameters.push_back(exponent);
  problem.parameters.push_back({.name = "radius_1",
                                .unit = "nm",
                                .description = "radius of population 1 at the mean radius of population 2",
                                .start = start_r1_nm(data, exponent.start, r2_nm),
                                .lower = 1e-3 * r2_nm,
                                .upper = 1e3 * r2_nm});
  problem.data.push_back(distances(data, r2_nm));
  problem.scale_sigmas = !data.errors_known;
  return problem;
}

RadiusPair reference_pair(const Bimodal& data, const fit::Result& result) {
  return {result.values[1], reference_r2_nm(data)};
}

double RegimeTest::exponent() const { return chosen().values[0]; }

const fit::Result& RegimeTest::chosen() const { return given ? given->result : best; }

const Hypothesis& RegimeTest::at(double exponent) const {
  for (const Hypothesis& one : hypotheses)
    if (one.exponent == exponent) return one;
  throw std::out_of_range("no such hypothesis");
}

std::array<double, 2> RegimeTest::interval() const {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  return best.intervals.empty() ? std::array{-infinity, infinity}
                                : best.intervals[0].value_or(std::array{-infinity, infinity});
}

bool RegimeTest::open_above() const { return interval()[1] >= problem.parameters[0].upper; }
bool RegimeTest::open_below() const { return interval()[0] <= problem.parameters[0].lower; }

RegimeTest test_regime(const Bimodal& data, const fit::Parameter& exponent, const RunControl& control) {
  refuse_unusable(data);
  RegimeTest test{.data = data};
  fit::Parameter free = exponent.fixed ? default_exponent() : exponent;
  test.problem = well_started(data, free);
  test.best = fit::fit(test.problem);
  const std::string profiled[] = {"exponent"};
  fit::add_profile_intervals(test.problem, test.best, profiled, control);
  widen_interval(test);
  test.p_fit = p_of_fit(data, test.best);
  std::vector<fit::Result> results;
  test.lowest_chi2 = test.best.chi2;
  for (const double one : tested) {
    results.push_back(fit_at(data, one));
    test.lowest_chi2 = std::min(test.lowest_chi2, results.back().chi2);
  }
  for (std::size_t i = 0; i < results.size(); ++i)
    test.hypotheses.push_back(compared(test, tested[i], std::move(results[i])));
  open_interval(test);
  if (exponent.fixed) test.given = test_exponent(test, exponent.start);
  return test;
}

Hypothesis test_exponent(const RegimeTest& test, double exponent) {
  return compared(test, exponent, fit_at(test.data, exponent));
}

}  // namespace nacre::growth
