#include "nacre/spectra/overlap.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace nacre::spectra {
namespace {

double interpolated(std::span<const double> x, std::span<const double> y, double at) {
  if (x.size() < 2 || !(at >= x.front() && at <= x.back()))
    throw std::invalid_argument("the wavelength is outside the spectra");
  auto above = static_cast<std::size_t>(std::ranges::upper_bound(x, at) - x.begin());
  above = std::clamp<std::size_t>(above, 1, x.size() - 1);
  const double share = (at - x[above - 1]) / (x[above] - x[above - 1]);
  return (1 - share) * y[above - 1] + share * y[above];
}

// Half life from the mean of the first and the last quarter: a start for the search alone.
double start_rate(const OverlapCourse& course) {
  const double length = course.time_s.back() - course.time_s.front();
  const double first = course.corrected.front(), last = course.corrected.back();
  for (std::size_t i = 1; i < course.time_s.size(); ++i)
    if (course.corrected[i] < last + (first - last) * std::exp(-1.0))
      return 1 / (course.time_s[i] - course.time_s.front());
  return 1 / length;
}

fit::DataSet data_set(const OverlapCourse& course) {
  std::vector<double> t;
  for (const double time : course.time_s) t.push_back(time - course.time_s.front());
  return {.name = "concentrations",
          .n_residuals = static_cast<int>(t.size()),
          .residuals =
              [t, y = course.corrected, e = course.errors](std::span<const double> v, std::span<double> r) {
                const double k = std::exp(v[0]);
                for (std::size_t i = 0; i < t.size(); ++i)
                  r[i] = (v[1] * std::exp(-k * t[i]) + v[2] - y[i]) / e[i];
              },
          .derivatives =
              [t, e = course.errors](std::span<const double> v, std::span<double> j) {
                const double k = std::exp(v[0]);
                for (std::size_t i = 0; i < t.size(); ++i) {
                  const double decay = std::exp(-k * t[i]);
                  j[3 * i] = -v[1] * k * t[i] * decay / e[i];
                  j[3 * i + 1] = decay / e[i];
                  j[3 * i + 2] = 1 / e[i];
                }
              }};
}

}  // namespace

OverlapCoefficients overlap_coefficients(const Overlap& overlap) {
  const double share = overlap.off_peak * overlap.extinction_ratio;
  if (!(share < 1)) throw std::invalid_argument("B absorbs as much as A at the peak of A");
  return {1 / (1 - share), -share / (1 - share)};
}

Overlap measured_overlap(std::span<const double> wavelength_nm, std::span<const double> a,
                         std::span<const double> b, double peak_a_nm, double peak_b_nm) {
  const double b_at_b = interpolated(wavelength_nm, b, peak_b_nm);
  return {interpolated(wavelength_nm, b, peak_a_nm) / b_at_b,
          b_at_b / interpolated(wavelength_nm, a, peak_a_nm)};
}

double peak_of(std::span<const double> x, std::span<const double> y, double from_nm, double to_nm) {
  std::size_t top = x.size();
  for (std::size_t j = 0; j < x.size(); ++j)
    if (x[j] >= from_nm && x[j] <= to_nm && (top == x.size() || y[j] > y[top])) top = j;
  if (top == x.size()) throw std::invalid_argument("there is no spectrum between the wavelengths");
  if (top == 0 || top + 1 == x.size()) return x[top];
  const double left = (y[top] - y[top - 1]) / (x[top] - x[top - 1]);
  const double right = (y[top + 1] - y[top]) / (x[top + 1] - x[top]);
  const double low = 0.5 * (x[top] + x[top - 1]), high = 0.5 * (x[top + 1] + x[top]);
  const double peak = low + (high - low) * left / (left - right);
  return std::isfinite(peak) ? std::clamp(peak, x[top - 1], x[top + 1]) : x[top];
}

OverlapCourse corrected_course(const SpectraSeries& series, const Overlap& overlap, double peak_a_nm) {
  OverlapCourse course{.coefficients = overlap_coefficients(overlap), .time_s = series.time_s};
  const double start = absorbance_at(series, 0, peak_a_nm);
  for (std::size_t i = 0; i < series.frames(); ++i) {
    const double now = absorbance_at(series, i, peak_a_nm);
    course.absorbance.push_back(now);
    course.corrected.push_back(course.coefficients.now * now + course.coefficients.start * start);
    course.errors.push_back(course.coefficients.now * series.sigma[i]);
  }
  course.common_error = std::abs(course.coefficients.start) * series.sigma.front();
  return course;
}

FirstOrderFit fit_first_order(const OverlapCourse& course, bool remainder_free) {
  if (course.time_s.size() < 4) throw std::invalid_argument("a first-order fit needs four frames");
  FirstOrderFit fit;
  fit::Parameter remainder{.name = "remainder", .description = "corrected absorbance once all of A is gone"};
  if (!remainder_free) remainder.prior = fit::Prior{0, std::max(course.common_error, 1e-12)};
  fit.problem = {
      .name = "overlap correction",
      .model = "C = C_0 exp(-k t) + remainder",
      .parameters = {{.name = "ln_k", .description = "ln(k s)", .start = std::log(start_rate(course))},
                     {.name = "C_0",
                      .description = "corrected absorbance of A in the first frame, less the remainder",
                      .start = course.corrected.front()},
                     remainder},
      .data = {data_set(course)}};
  fit.result = fit::fit(fit.problem);
  const auto of = [&](std::size_t i) { return Estimate{fit.result.values[i], fit.result.uncertainties[i]}; };
  fit.ln_k = of(0);
  fit.start = of(1);
  fit.remainder = of(2);
  return fit;
}

}  // namespace nacre::spectra
