// Backgrounds below peaks: constant, constant and power law, Legendre polynomial.
#pragma once

#include <span>
#include <vector>

#include "nacre/scattering/peak_fit.hpp"

namespace nacre::scattering {

class BackgroundForm {
 public:
  BackgroundForm(const LineModel& model, const LineCurve& curve);

  std::size_t size() const;  // parameters
  double value(std::span<const double> values, double x) const;
  void derivatives(std::span<const double> values, double x, std::span<double> out) const;
  void add_parameters(std::span<const double> start, fit::Problem& problem) const;

  // Least squares on the points further than 1.5 widths from every line.
  std::vector<double> start(const LineCurve& curve, std::span<const Line> lines) const;

 private:
  double along(double x) const { return (2 * x - low_ - high_) / (high_ - low_); }

  LineBackground kind_;
  int degree_;
  double low_, high_;
  double reference_;  // of the power law
};

}  // namespace nacre::scattering
