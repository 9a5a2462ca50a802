#include "nacre/spectra/dilution_series.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <set>
#include <stdexcept>

#include "nacre/fit/tails.hpp"

namespace nacre::spectra {
namespace {

// Probability of |t| or more: Student's, or the normal distribution's for no degrees of freedom (errors
// known).
double two_sided_tail(double t, int degrees) {
  return degrees == 0 ? fit::normal_tail(t) : fit::student_tail(t, degrees);
}

// A polynomial in the concentration, lowest power first.
fit::Problem polynomial(const std::vector<DilutionPoint>& points, bool errors_known, int from, int to) {
  static constexpr const char* names[] = {"intercept", "slope", "curvature"};
  static constexpr const char* words[] = {"absorbance at no concentration", "absorbance of the stock",
                                          "q of A = a + b x + q x^2"};
  fit::Problem problem{.name = "dilution series", .model = "Beer and Lambert", .scale_sigmas = !errors_known};
  double top = 0;
  for (const DilutionPoint& one : points) top = std::max(top, std::abs(one.absorbance.value / one.relative));
  for (int k = from; k <= to; ++k)
    problem.parameters.push_back(
        {.name = names[k], .unit = "1", .description = words[k], .start = k == 1 ? top : 0});
  const auto shared = std::make_shared<const std::vector<DilutionPoint>>(points);
  const auto n = static_cast<std::size_t>(to - from + 1);
  problem.data.push_back(
      {.name = "absorbance",
       .n_residuals = static_cast<int>(points.size()),
       .residuals =
           [shared, from](std::span<const double> p, std::span<double> out) {
             for (std::size_t i = 0; i < out.size(); ++i) {
               const DilutionPoint& one = (*shared)[i];
               double sum = 0;
               for (std::size_t k = p.size(); k-- > 0;) sum = sum * one.relative + p[k];
               out[i] = (sum * std::pow(one.relative, from) - one.absorbance.value) / one.absorbance.error;
             }
           },
       .derivatives =
           [shared, from, n](std::span<const double>, std::span<double> out) {
             for (std::size_t i = 0; i < shared->size(); ++i)
               for (std::size_t k = 0; k < n; ++k)
                 out[i * n + k] = std::pow((*shared)[i].relative, from + static_cast<int>(k)) /
                                  (*shared)[i].absorbance.error;
           }});
  return problem;
}

Measured parameter(const fit::Result& result, std::size_t i) {
  return {result.values[i], result.uncertainties[i]};
}

void check(const std::vector<DilutionPoint>& points) {
  std::set<double> different;
  for (const DilutionPoint& one : points) {
    if (!(one.relative > 0)) throw std::invalid_argument("a relative concentration is not positive");
    if (!(one.absorbance.error > 0)) throw std::invalid_argument("an error of an absorbance is not positive");
    different.insert(one.relative);
  }
  if (points.size() < 4 || different.size() < 3)
    throw std::invalid_argument("a dilution series needs four spectra at three concentrations or more");
}

}  // namespace

DilutionSeries fit_dilution(std::vector<DilutionPoint> points, bool errors_known) {
  check(points);
  DilutionSeries out{.points = std::move(points), .errors_known = errors_known};
  const int n = static_cast<int>(out.points.size());
  out.problem = polynomial(out.points, errors_known, 0, 1);
  out.result = fit::fit(out.problem);
  out.intercept = parameter(out.result, 0);
  out.slope = parameter(out.result, 1);
  out.p_intercept = two_sided_tail(out.intercept.value / out.intercept.error, errors_known ? 0 : n - 2);
  out.through_origin = parameter(fit::fit(polynomial(out.points, errors_known, 1, 1)), 0);
  out.curvature = parameter(fit::fit(polynomial(out.points, errors_known, 0, 2)), 2);
  out.p_curvature = two_sided_tail(out.curvature.value / out.curvature.error, errors_known ? 0 : n - 3);
  return out;
}

}  // namespace nacre::spectra
