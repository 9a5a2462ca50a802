#include "nacre/scattering/peak_search.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "nacre/core/units.hpp"
#include "nacre/scattering/small_systems.hpp"

namespace nacre::scattering {
namespace {

constexpr double window = 2;  // widths on either side that a bump is seen with
constexpr double width_step = 1.3;
constexpr double stride = 0.2;  // widths between the places that are tried
constexpr std::size_t least_points = 7;

struct Points {
  std::span<const double> x, y, sigma;
};

Bump bump_at(const Points& points, double center, double fwhm, SmallSystem& system) {
  const auto first = std::ranges::lower_bound(points.x, center - window * fwhm) - points.x.begin();
  const auto last = std::ranges::upper_bound(points.x, center + window * fwhm) - points.x.begin();
  if (last - first < static_cast<std::ptrdiff_t>(least_points)) return {};
  system.clear();
  for (auto k = static_cast<std::size_t>(first); k < static_cast<std::size_t>(last); ++k) {
    const double u = (points.x[k] - center) / fwhm;
    const std::array<double, 4> row{1, u, u * u, std::exp(-4 * std::numbers::ln2 * u * u)};
    system.add(row, points.y[k], points.sigma[k]);
  }
  const auto last_one = system.solve_last();
  if (!last_one || last_one->value <= 0) return {};
  return {center, fwhm, last_one->value, last_one->value / std::sqrt(last_one->variance)};
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

std::vector<double> left_over(const LineCurve& curve, const LineFit& fit, const LineModel& model) {
  std::vector<double> rest = fitted_curve(curve, fit, model, curve.x);
  for (std::size_t i = 0; i < rest.size(); ++i) rest[i] = curve.y[i] - rest[i];
  return rest;
}

// The background of the curve with its peaks still in it: large residuals count little.
LineFit robust_background(const std::shared_ptr<const LineCurve>& curve, const LineModel& model) {
  LineFit fit{.problem = line_problem(curve, {}, model)};
  fit.problem.loss = fit::Loss::cauchy;
  fit.problem.loss_scale = 2;
  fit.result = fit::fit(fit.problem);
  fit.background.assign(fit.result.values.begin(), fit.result.values.end() - 1);
  fit.lorentz_share = fit.result.values.back();
  return fit;
}

Line line_of(const Bump& bump) {
  return {.area = bump.height * bump.fwhm * std::sqrt(std::numbers::pi / (4 * std::numbers::ln2)),
          .center = bump.center,
          .fwhm = bump.fwhm};
}

bool is_significant(const LineFit& fit, std::size_t k, double threshold) {
  return fit.lines[k].area > threshold * fit.errors[k].area;  // false where there is no error
}

bool all_significant(const LineFit& fit, double threshold) {
  for (std::size_t k = 0; k < fit.lines.size(); ++k)
    if (!is_significant(fit, k, threshold)) return false;
  return true;
}

std::string refusal(const Bump& bump, const LineCurve& curve, const std::string& why) {
  return "a bump at " + format_rounded(bump.center, 4) + " " + curve.x_unit + " (" +
         format_rounded(bump.significance, 2) + " standard errors high) is not counted: " + why;
}

bool is_shoulder(const Bump& bump, const LineFit& fit, double share) {
  return std::ranges::any_of(fit.lines, [&](const Line& line) {
    return std::abs(bump.center - line.center) < std::max(line.fwhm, bump.fwhm) &&
           bump.height < share * line.height(fit.lorentz_share);
  });
}

// The next peak where there is one, fitted with all the others.
bool add_peak(const std::shared_ptr<const LineCurve>& curve, const LineModel& model, const PeakSearch& search,
              FoundPeaks& found) {
  const std::vector<double> rest = left_over(*curve, found.fit, model);
  const Bump bump =
      strongest_bump(curve->x, rest, curve->sigma, model.min_fwhm, model.max_fwhm,
                     [&](const Bump& one) { return !is_shoulder(one, found.fit, search.shoulder); });
  if (bump.significance < search.threshold) return false;
  if (found.fit.lines.size() >= static_cast<std::size_t>(search.most)) {
    found.notes.push_back(refusal(bump, *curve, "there are as many peaks as were asked for at most"));
    return false;
  }
  std::vector<Line> start = found.fit.lines;
  start.push_back(line_of(bump));
  LineFit next = fit_lines(curve, start, model, found.fit.background);
  if (!next.result.converged || next.result.singular || !all_significant(next, search.threshold)) {
    found.notes.push_back(refusal(bump, *curve, "fitted with the others, not all of them stay significant"));
    return false;
  }
  found.fit = std::move(next);
  return true;
}

// Where the scatter about the fit is larger than from point to point, lines lose their significance: the
// least goes first.
void prune(const std::shared_ptr<const LineCurve>& curve, const LineModel& model, const PeakSearch& search,
           FoundPeaks& found) {
  while (!all_significant(found.fit, search.threshold)) {
    std::vector<Line> lines = found.fit.lines;
    std::vector<double> significance;
    for (std::size_t k = 0; k < lines.size(); ++k) {
      const double one = lines[k].area / found.fit.errors[k].area;
      significance.push_back(std::isfinite(one) ? one : 0);
    }
    const auto least = std::ranges::min_element(significance) - significance.begin();
    found.notes.push_back("a bump at " + format_rounded(lines[static_cast<std::size_t>(least)].center, 4) +
                          " " + curve->x_unit + " is not counted: against the scatter about the fit it is " +
                          format_rounded(significance[static_cast<std::size_t>(least)], 2) +
                          " standard errors");
    lines.erase(lines.begin() + least);
    found.fit = fit_lines(curve, lines, model, found.fit.background);
  }
}

}  // namespace

Bump strongest_bump(std::span<const double> x, std::span<const double> y, std::span<const double> sigma,
                    double min_fwhm, double max_fwhm, const std::function<bool(const Bump&)>& counts) {
  SmallSystem system(4);
  Bump best;
  for (double fwhm = min_fwhm; fwhm <= max_fwhm * (1 + 1e-9); fwhm *= width_step)
    for (double center = x.front() + 0.5 * fwhm; center < x.back() - 0.5 * fwhm; center += stride * fwhm) {
      const Bump bump = bump_at({x, y, sigma}, center, fwhm, system);
      if (bump.significance > best.significance && counts(bump)) best = bump;
    }
  return best;
}

double noise_scale(const LineCurve& curve) {
  constexpr std::array<double, 4> weights{1, -3, 3, -1};
  std::vector<double> sizes;
  for (std::size_t i = 0; i + 3 < curve.x.size(); ++i) {
    double difference = 0, variance = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      difference += weights[k] * curve.y[i + k];
      variance += std::pow(weights[k] * curve.sigma[i + k], 2);
    }
    sizes.push_back(std::abs(difference) / std::sqrt(variance));
  }
  return median(std::move(sizes)) / 0.6745;  // the median of |normal| is 0.6745
}

double area_error(const LineCurve& curve, double x, double fwhm) {
  SmallSystem system(4);
  const std::vector<double> ones(curve.x.size(), 1.0);
  const auto first = std::ranges::lower_bound(curve.x, x - window * fwhm) - curve.x.begin();
  const auto last = std::ranges::upper_bound(curve.x, x + window * fwhm) - curve.x.begin();
  for (auto k = first; k < last; ++k) {
    const double u = (curve.x[static_cast<std::size_t>(k)] - x) / fwhm;
    const std::array<double, 4> row{1, u, u * u, std::exp(-4 * std::numbers::ln2 * u * u)};
    system.add(row, 0, curve.sigma[static_cast<std::size_t>(k)]);
  }
  const auto height = system.solve_last();
  if (!height || last - first < static_cast<std::ptrdiff_t>(least_points)) return fit::Parameter{}.upper;
  return line_of({.fwhm = fwhm, .height = std::sqrt(height->variance)}).area;
}

FoundPeaks search_peaks(const LineCurve& curve, const LineModel& model, const PeakSearch& search,
                        const RunControl& control) {
  FoundPeaks found;
  LineCurve scaled = curve;
  if (model.scale_sigmas) found.noise_scale = std::max(noise_scale(curve), 1e-12);
  for (double& sigma : scaled.sigma) sigma *= found.noise_scale;
  const auto seen = std::make_shared<const LineCurve>(scaled);
  LineModel exact = model;
  exact.scale_sigmas = false;
  found.fit = robust_background(seen, exact);
  do control.throw_if_stopped();
  while (add_peak(seen, exact, search, found));
  const auto measured = std::make_shared<const LineCurve>(curve);
  found.fit = fit_lines(measured, found.fit.lines, model, found.fit.background);
  prune(measured, model, search, found);
  for (std::size_t k = 0; k < found.fit.lines.size(); ++k)
    found.significance.push_back(found.fit.lines[k].area / found.fit.errors[k].area);
  return found;
}

}  // namespace nacre::scattering
