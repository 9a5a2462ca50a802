// Quiet stretches of a thermogram, the noise in them, and the smooth baseline through them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "nacre/ligands/thermogram.hpp"

namespace nacre::ligands {

// Samples [begin, end) before an injection, or at the end of the record.
struct BaselineWindow {
  std::string where{};  // "before injection 3", for messages
  std::size_t begin = 0;
  std::size_t end = 0;
  double center_s = 0;
  double mean_uW = 0;
  double slope_uW_s = 0;
  std::vector<double> residuals{};  // about the line through the window, outliers left out
};

// Fills mean, slope and residuals: a straight line, from which points further than 4 robust standard
// deviations are left out while there are ten or more. Throws std::invalid_argument for fewer than 5 points.
void fit_window(const Thermogram& thermogram, BaselineWindow& window);

// First-order autoregressive noise: correlation phi^k between samples k apart.
struct Noise {
  double sigma_uW = 0;
  double phi = 0;

  // Variance of the sum and of the mean of n neighbouring samples.
  double variance_of_sum(std::size_t n) const;
  double variance_of_mean(std::size_t n) const;
  double variance_of_rise(std::size_t n) const;
  double memory_samples() const;  // in which the correlation falls to 1/e
};

// From the residuals of all windows, corrected for what the lines through them took away.
Noise noise_of(std::span<const BaselineWindow> windows);

// Natural cubic spline through points; straight beyond the ends.
class NaturalSpline {
 public:
  NaturalSpline(std::vector<double> x, std::vector<double> y);
  double operator()(double x) const;

 private:
  std::vector<double> x_, y_, second_;
};

}  // namespace nacre::ligands
