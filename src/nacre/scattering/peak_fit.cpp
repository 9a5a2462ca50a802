#include "nacre/scattering/peak_fit.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>

#include "nacre/scattering/line_background.hpp"

namespace nacre::scattering {
namespace {

constexpr double four_ln_2 = 4 * std::numbers::ln2;
const double gaussian_height = std::sqrt(four_ln_2 / std::numbers::pi);  // of area 1 and width 1
constexpr double lorentzian_height = 2 / std::numbers::pi;

// Both shapes of area 1 at x, and their slopes in u = (x - center) / fwhm.
struct Shapes {
  double gaussian = 0, lorentzian = 0;
  double gaussian_slope = 0, lorentzian_slope = 0;
  double u = 0;
};

Shapes shapes_of(double center, double fwhm, double x) {
  Shapes s;
  s.u = (x - center) / fwhm;
  const double bell = 1 + 4 * s.u * s.u;
  s.gaussian = gaussian_height / fwhm * std::exp(-four_ln_2 * s.u * s.u);
  s.lorentzian = lorentzian_height / (fwhm * bell);
  s.gaussian_slope = -2 * four_ln_2 * s.u * s.gaussian;
  s.lorentzian_slope = -8 * s.u * s.lorentzian / bell;
  return s;
}

class LineResiduals {
 public:
  LineResiduals(std::shared_ptr<const LineCurve> curve, BackgroundForm background, std::size_t lines)
      : curve_(std::move(curve)), background_(background), lines_(lines) {}

  void residuals(std::span<const double> values, std::span<double> out) const {
    const std::size_t first = background_.size();
    const double share = values.back();
    for (std::size_t i = 0; i < out.size(); ++i) {
      double model = background_.value(values, curve_->x[i]);
      for (std::size_t k = 0; k < lines_; ++k) {
        const auto line = values.subspan(first + 3 * k, 3);
        model += line_value({line[0], line[1], line[2]}, share, curve_->x[i]);
      }
      out[i] = (model - curve_->y[i]) / curve_->sigma[i];
    }
  }

  void derivatives(std::span<const double> values, std::span<double> out) const {
    const std::size_t n = values.size(), first = background_.size();
    const double share = values.back();
    for (std::size_t i = 0; i < curve_->x.size(); ++i) {
      const std::span<double> row = out.subspan(i * n, n);
      background_.derivatives(values, curve_->x[i], row);
      row[n - 1] = 0;
      for (std::size_t k = 0; k < lines_; ++k) {
        const std::size_t at = first + 3 * k;
        const Shapes s = shapes_of(values[at + 1], values[at + 2], curve_->x[i]);
        const double shape = share * s.lorentzian + (1 - share) * s.gaussian;
        const double slope = share * s.lorentzian_slope + (1 - share) * s.gaussian_slope;
        row[at] = shape;
        row[at + 1] = -values[at] * slope / values[at + 2];
        row[at + 2] = -values[at] * (shape + s.u * slope) / values[at + 2];
        row[n - 1] += values[at] * (s.lorentzian - s.gaussian);
      }
      for (double& one : row) one /= curve_->sigma[i];
    }
  }

 private:
  std::shared_ptr<const LineCurve> curve_;
  BackgroundForm background_;
  std::size_t lines_;
};

// Inside the bounds, off them by a thousandth of the range, so that a fit can move either way.
double inside(double value, double low, double high) {
  const double margin = 1e-3 * (high - low);
  return std::clamp(value, low + margin, high - margin);
}

void add_line(const LineCurve& curve, const Line& start, const LineModel& model, std::size_t k,
              fit::Problem& problem) {
  const std::string number = "_" + std::to_string(k + 1), of = " of peak " + std::to_string(k + 1);
  const double low = curve.x.front(), high = curve.x.back();
  problem.parameters.push_back(
      {.name = "area" + number, .description = "area" + of, .start = std::max(start.area, 0.0), .lower = 0});
  problem.parameters.push_back({.name = "center" + number,
                                .unit = curve.x_unit,
                                .description = "middle" + of,
                                .start = inside(start.center, low, high),
                                .lower = low,
                                .upper = high});
  problem.parameters.push_back({.name = "fwhm" + number,
                                .unit = curve.x_unit,
                                .description = "full width at half maximum" + of,
                                .start = inside(start.fwhm, model.min_fwhm, model.max_fwhm),
                                .lower = model.min_fwhm,
                                .upper = model.max_fwhm});
}

fit::Parameter share_parameter(const LineModel& model, bool any_line) {
  fit::Parameter share{
      .name = "lorentz_share", .description = "of all peaks: 0 Gaussian, 1 Lorentzian", .fixed = true};
  if (model.shape == LineShape::lorentzian) share.start = 1;
  if (model.shape != LineShape::pseudo_voigt || !any_line) return share;
  share.start = 0.5;
  share.lower = 0;
  share.upper = 1;
  share.fixed = false;
  return share;
}

void take_over(std::size_t n_lines, std::size_t first, LineFit& fit) {
  const auto &values = fit.result.values, &errors = fit.result.uncertainties;
  std::vector<std::size_t> order(n_lines);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto center = [&](std::size_t k) { return values[first + 3 * k + 1]; };
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return center(a) < center(b); });
  for (const std::size_t k : order) {
    const std::size_t at = first + 3 * k;
    fit.lines.push_back({values[at], values[at + 1], values[at + 2]});
    fit.errors.push_back({errors[at], errors[at + 1], errors[at + 2]});
  }
  fit.lorentz_share = values.back();
  fit.lorentz_share_error = errors.back();
  fit.background.assign(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(first));
}

// Starts in the order of their middles, so that peak 1 of the table of parameters is peak 1 of the results.
std::vector<Line> ordered(std::span<const Line> start) {
  std::vector<Line> lines(start.begin(), start.end());
  std::ranges::sort(lines, {}, &Line::center);
  return lines;
}

}  // namespace

double Line::height(double lorentz_share) const {
  return area / fwhm * (lorentz_share * lorentzian_height + (1 - lorentz_share) * gaussian_height);
}

double line_value(const Line& line, double lorentz_share, double x) {
  const double u = (x - line.center) / line.fwhm;
  const double gaussian = gaussian_height * std::exp(-four_ln_2 * u * u);
  const double lorentzian = lorentzian_height / (1 + 4 * u * u);
  return line.area / line.fwhm * (lorentz_share * lorentzian + (1 - lorentz_share) * gaussian);
}

fit::Problem line_problem(const std::shared_ptr<const LineCurve>& curve, std::span<const Line> start,
                          const LineModel& model, std::span<const double> background) {
  const BackgroundForm form(model, *curve);
  const std::vector<Line> lines = ordered(start);
  fit::Problem problem{.model = std::to_string(lines.size()) + " peaks and a background"};
  const std::vector<double> found = background.empty()
                                        ? form.start(*curve, lines)
                                        : std::vector<double>(background.begin(), background.end());
  form.add_parameters(found, problem);
  for (std::size_t k = 0; k < lines.size(); ++k) add_line(*curve, lines[k], model, k, problem);
  problem.parameters.push_back(share_parameter(model, !lines.empty()));
  if (curve->x.size() <= problem.parameters.size())
    throw std::invalid_argument("there are fewer points than parameters of the peaks and their background");
  const auto residuals = std::make_shared<const LineResiduals>(curve, form, lines.size());
  problem.data.push_back(
      {.n_residuals = static_cast<int>(curve->x.size()),
       .residuals = [residuals](auto values, auto out) { residuals->residuals(values, out); },
       .derivatives = [residuals](auto values, auto out) { residuals->derivatives(values, out); }});
  problem.scale_sigmas = model.scale_sigmas;
  return problem;
}

LineFit fit_lines(const std::shared_ptr<const LineCurve>& curve, std::span<const Line> start,
                  const LineModel& model, std::span<const double> background) {
  LineFit fit{.problem = line_problem(curve, start, model, background)};
  fit.result = fit::fit(fit.problem);
  take_over(start.size(), BackgroundForm(model, *curve).size(), fit);
  return fit;
}

std::vector<double> fitted_background(const LineCurve& curve, const LineFit& fit, const LineModel& model,
                                      std::span<const double> x) {
  const BackgroundForm form(model, curve);
  std::vector<double> y;
  y.reserve(x.size());
  for (const double at : x) y.push_back(form.value(fit.background, at));
  return y;
}

std::vector<double> fitted_curve(const LineCurve& curve, const LineFit& fit, const LineModel& model,
                                 std::span<const double> x) {
  std::vector<double> y = fitted_background(curve, fit, model, x);
  for (std::size_t i = 0; i < x.size(); ++i)
    for (const Line& line : fit.lines) y[i] += line_value(line, fit.lorentz_share, x[i]);
  return y;
}

}  // namespace nacre::scattering
