#include "nacre/study/peak_requests.hpp"

#include <algorithm>

#include "nacre/core/units.hpp"

namespace nacre::study {
namespace {

using scattering::LineCurve;
using scattering::LineFit;
using scattering::LineModel;

constexpr std::size_t most_points = 800, most_fit_points = 1600;

// The widest step of the middle of the curve: a logarithmic grid has wide ones at its end.
double step_of(const LineCurve& curve) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < curve.x.size(); ++i) steps.push_back(curve.x[i] - curve.x[i - 1]);
  std::ranges::sort(steps);
  return steps[steps.size() / 2];
}

Curve drawn(Curve curve, const std::vector<double>& x, const std::vector<double>& y) {
  for (const std::size_t i : thinned(x.size(), most_fit_points)) {
    curve.x.push_back(x[i]);
    curve.y.push_back(y[i]);
  }
  return curve;
}

}  // namespace

LineModel line_model_of(const Case& one, const LineCurve& curve) {
  LineModel model{.degree = static_cast<int>(one.integer("peaks.degree"))};
  const std::string &shape = one.text("peaks.shape"), &background = one.text("peaks.background");
  model.shape = shape == "gaussian"     ? scattering::LineShape::gaussian
                : shape == "lorentzian" ? scattering::LineShape::lorentzian
                                        : scattering::LineShape::pseudo_voigt;
  model.background = background == "constant"    ? scattering::LineBackground::constant
                     : background == "power-law" ? scattering::LineBackground::power_law
                                                 : scattering::LineBackground::polynomial;
  model.min_fwhm = one.has("peaks.narrowest") ? one.number("peaks.narrowest") : 3 * step_of(curve);
  model.max_fwhm =
      one.has("peaks.widest") ? one.number("peaks.widest") : (curve.x.back() - curve.x.front()) / 4;
  if (model.min_fwhm < model.max_fwhm) return model;
  const char* key = one.has("peaks.widest") ? "peaks.widest" : "peaks.narrowest";
  if (!one.has(key)) key = "data.file";
  throw one.error(
      key, "there is no width between the narrowest and the widest of the peaks",
      format_rounded(model.min_fwhm) + " to " + format_rounded(model.max_fwhm) + " " + curve.x_unit,
      "a narrowest below the widest");
}

scattering::PeakSearch peak_search_of(const Case& one) {
  return {.threshold = one.number("peaks.significance"), .most = static_cast<int>(one.integer("peaks.most"))};
}

FitSummary peak_fit_summary(const LineFit& fit, const std::string& name) {
  FitSummary summary = fit::summarize(fit.problem, fit.result);
  summary.name = name;
  return summary;
}

std::vector<Curve> peak_curves(const LineCurve& curve, const LineFit& fit, const LineModel& model) {
  Curve data{.label = "data", .mark = Mark::points, .color = 0, .shade = 0.6};
  for (const std::size_t i : thinned(curve.x.size(), most_points)) {
    data.x.push_back(curve.x[i]);
    data.y.push_back(curve.y[i]);
    data.y_error.push_back(curve.sigma[i]);
  }
  std::vector<Curve> curves{std::move(data)};
  const std::vector<double> below = scattering::fitted_background(curve, fit, model, curve.x);
  curves.push_back(
      drawn({.label = "fit", .color = 1}, curve.x, scattering::fitted_curve(curve, fit, model, curve.x)));
  curves.push_back(drawn({.label = "background", .mark = Mark::dashed, .color = 5}, curve.x, below));
  for (std::size_t k = 0; k < fit.lines.size(); ++k) {
    std::vector<double> x, y;
    for (std::size_t i = 0; i < curve.x.size(); ++i) {
      if (std::abs(curve.x[i] - fit.lines[k].center) > 3 * fit.lines[k].fwhm) continue;
      x.push_back(curve.x[i]);
      y.push_back(below[i] + scattering::line_value(fit.lines[k], fit.lorentz_share, curve.x[i]));
    }
    if (x.size() > 1)
      curves.push_back(drawn({.label = k == 0 ? "peaks" : "", .color = 2, .shade = 0.6}, x, y));
  }
  return curves;
}

Curve peak_residuals(const LineCurve& curve, const LineFit& fit, const LineModel& model) {
  Curve rest{.label = "residuals", .mark = Mark::points, .color = 0};
  const std::vector<double> fitted = scattering::fitted_curve(curve, fit, model, curve.x);
  for (const std::size_t i : thinned(curve.x.size(), most_points)) {
    rest.x.push_back(curve.x[i]);
    rest.y.push_back((curve.y[i] - fitted[i]) / curve.sigma[i]);
  }
  return rest;
}

Curve sticks(Curve curve, const std::vector<double>& x, const std::vector<double>& height, double base) {
  for (std::size_t i = 0; i < x.size(); ++i)
    for (const double y : {base, height[i], base}) {
      curve.x.push_back(x[i]);
      curve.y.push_back(y);
    }
  return curve;
}

}  // namespace nacre::study
