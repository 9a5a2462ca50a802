// What a spectrum of dispersed particles has where they are transparent: an offset, a slope, scattered light.
#pragma once

#include <array>
#include <span>
#include <vector>

namespace nacre::spectra {

struct BaselineModel {
  bool offset = false;
  bool slope = false;
  bool scatter = false;
  double scatter_exponent = 4;  // of wavelength^-n; 4: Rayleigh
  double from_nm = 0;           // the window where the particles are transparent
  double to_nm = 0;

  int terms() const { return offset + slope + scatter; }
};

// A sum of the terms, with the covariance of their amounts.
struct Baseline {
  BaselineModel model{};
  double middle_nm = 1;  // where slope and scatter are measured from
  std::array<double, 3> amounts{};
  std::array<double, 9> covariance{};
  int points = 0;
  double chi2 = 0;

  double at(double wavelength_nm) const;
  double variance(double wavelength_nm) const;
  double chi2_reduced() const;  // NaN without degrees of freedom
};

// Linear least squares over the window. Throws std::invalid_argument for fewer points in it than terms, and
// where the terms cannot be told apart.
Baseline fit_baseline(std::span<const double> wavelength_nm, std::span<const double> absorbance, double sigma,
                      const BaselineModel& model);

}  // namespace nacre::spectra
