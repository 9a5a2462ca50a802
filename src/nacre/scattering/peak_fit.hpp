// Peaks on a background: Gaussian, Lorentzian and pseudo-Voigt lines fitted to one curve, all at once. The
// axis is q or 2-theta: the fit does not care.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "nacre/fit/fit.hpp"

namespace nacre::scattering {

enum class LineShape { gaussian, lorentzian, pseudo_voigt };
enum class LineBackground { constant, power_law, polynomial };

// A line by its area, its middle and its full width at half maximum, in units of the axis.
struct Line {
  double area = 0;
  double center = 0;
  double fwhm = 0;

  double height(double lorentz_share) const;
};

// The line at x: lorentz_share times a Lorentzian plus the rest a Gaussian, of the same width.
double line_value(const Line& line, double lorentz_share, double x);

struct LineCurve {
  std::vector<double> x{};  // ascending
  std::vector<double> y{};
  std::vector<double> sigma{};  // above 0
  std::string x_unit{};         // "1/A", "deg"
};

inline constexpr int most_degree = 12;

struct LineModel {
  LineShape shape = LineShape::pseudo_voigt;
  LineBackground background = LineBackground::constant;
  int degree = 1;             // of a polynomial, in Legendre's
  double min_fwhm = 0;        // above 0
  double max_fwhm = 1;        // above min_fwhm
  bool scale_sigmas = false;  // errors are relative, as in fit::Problem
};

struct LineFit {
  std::vector<Line> lines{};   // by their middles
  std::vector<Line> errors{};  // standard errors; NaN where a bound or the data leave none
  double lorentz_share = 0;    // of all lines
  double lorentz_share_error = 0;
  std::vector<double> background{};  // values of its parameters, as in the problem
  fit::Problem problem{};
  fit::Result result{};
};

// Parameters of the background: "background" (constant); "background", "power_scale" (at the geometric mean
// of the ends), "power_exponent" for B + S (x / x0)^-p; "background_0" ... for Legendre polynomials over the
// range. Then area_1, center_1, fwhm_1, area_2, ... and lorentz_share (one for all; fixed unless
// pseudo-Voigt), with exact derivatives. Starts of the background are found where `background` is empty.
// Throws std::invalid_argument: a power law where x <= 0, fewer points than free parameters.
fit::Problem line_problem(const std::shared_ptr<const LineCurve>& curve, std::span<const Line> start,
                          const LineModel& model, std::span<const double> background = {});

// The fit from these starts.
LineFit fit_lines(const std::shared_ptr<const LineCurve>& curve, std::span<const Line> start,
                  const LineModel& model, std::span<const double> background = {});

// The fitted curve, and its background alone, at any x of the range.
std::vector<double> fitted_curve(const LineCurve& curve, const LineFit& fit, const LineModel& model,
                                 std::span<const double> x);
std::vector<double> fitted_background(const LineCurve& curve, const LineFit& fit, const LineModel& model,
                                      std::span<const double> x);

}  // namespace nacre::scattering
