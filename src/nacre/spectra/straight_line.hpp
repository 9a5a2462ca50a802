// Straight lines through few points whose errors are known, left to the scatter, or made by printing too few
// digits: the base of Arrhenius, Eyring and reaction-order plots.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <vector>

#include "nacre/fit/fit.hpp"

namespace nacre::spectra {

struct LinePoint {
  double x = 0;
  double y = 0;
  double y_error = std::numeric_limits<double>::quiet_NaN();  // one standard deviation; NaN: unknown
  double half_digit = 0;                                      // half of the last printed digit of y; 0: exact
};

// What the two parameters are called.
struct LineNames {
  std::string line{};   // "Arrhenius"
  std::string model{};  // "ln k = ln k_m - E_a / R (1/T - 1/T_m)"
  std::string slope{};  // "E_a"
  std::string unit{};   // of the slope
  std::string slope_description{};
  std::string middle{};  // of the value at the middle of the points
  std::string middle_description{};
};

struct Estimate {
  double value = 0;
  double error = 0;
};

// y = at_middle + slope (x - middle). The middle is the weighted mean of x, where the two are not correlated.
struct StraightLine {
  std::vector<LinePoint> points{};
  fit::Problem problem{};
  fit::Result result{};  // parameters: slope, value at the middle
  double middle = 0;
  bool errors_given = false;  // false: the scatter about the line sets them
  double scatter = 0;         // root mean square distance from the line per degree of freedom; NaN with none

  double slope() const { return result.values[0]; }
  double slope_error() const { return result.uncertainties[0]; }
  Estimate at(double x) const;

  // Error of slope_share * slope + middle_share * value at the middle.
  double error_of(double slope_share, double middle_share) const;

  // The same error if every y was drawn about the line with its error (or the scatter) and then printed with
  // as many digits as it has: values of the line are linear in y, and the variance of a printed normal number
  // is a sum over the numbers that can be printed. Never less than a uniform error of the last digit alone.
  double error_with_rounding(double slope_share, double middle_share) const;

  // By how much the slope can differ at most from that of the numbers before they were printed.
  double slope_reach() const;
};

// Errors count as given if every point has one. Throws std::invalid_argument for fewer than two different x.
StraightLine fit_line(std::span<const LinePoint> points, const LineNames& names);

// Variance of a number drawn from a normal distribution and then rounded to a multiple of 2 half_digit.
double printed_variance(double mean, double sigma, double half_digit);

}  // namespace nacre::spectra
