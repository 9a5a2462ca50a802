// The first exciton in an absorption spectrum: found by the second derivative, placed by a fit.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "nacre/fit/fit.hpp"
#include "nacre/spectra/measured.hpp"
#include "nacre/spectra/second_derivative.hpp"

namespace nacre::spectra {

inline constexpr int most_populations = 2;

struct ExcitonOptions {
  double from_nm = 0;  // where it is looked for
  double to_nm = std::numeric_limits<double>::infinity();
  int populations = 1;       // first excitons of so many sizes
  double below_sigmas = 4;   // the fit sees from so far below the lowest of them in energy
  double above_sigmas = 3;   // to so far above the highest
  double least_depth = 5;    // of a minimum of the second derivative, in units of its noise
  double half_width_nm = 0;  // of the second derivative's window; 0: what the noise asks for
};

// A Gaussian in energy.
struct Exciton {
  Measured energy_eV{};
  Measured sigma_eV{};
  Measured amplitude{};  // absorbance
  Measured peak_nm{};    // the energy as a wavelength

  double hwhm_eV() const { return 1.1774100225154747 * sigma_eV.value; }  // sqrt(2 ln 2)
  Measured sigma_nm() const {
    const double value = sigma_eV.value / energy_eV.value * peak_nm.value;
    return {value, value * sigma_eV.error / sigma_eV.value};
  }
};

struct ExcitonFit {
  std::vector<Exciton> excitons{};       // longest wavelength first
  std::vector<double> minima_nm{};       // of the second derivative, in the same order
  std::vector<double> derivative{};      // second derivative of the spectrum, 1/nm2
  double half_width_nm = 0;              // of its window
  double derivative_noise = 0;           // at the first minimum
  std::optional<Measured> maximum_nm{};  // of the fitted curve near the exciton, where it has one
  Measured height{};  // of the fitted curve, background and all: there, else at the first exciton's middle
  // By how much the first peak, and the maximum, move when the window ends 0.8 or 1.25 times as far above.
  double window_shift_nm = 0;
  double maximum_shift_nm = 0;
  std::vector<double> wavelength_nm{};  // of the window
  std::vector<double> fitted{};         // there
  std::vector<double> background{};     // there: what is not excitons
  fit::Problem problem{};
  fit::Result result{};
  std::string failure{};  // why there is no peak, as one sentence; empty: there is one

  bool found() const { return failure.empty(); }
};

// Made once for all spectra on one grid.
class ExcitonFinder {
 public:
  // Throws std::invalid_argument for a grid that does not ascend or has too few points.
  ExcitonFinder(std::span<const double> wavelength_nm, const ExcitonOptions& options);

  // `sigma`: noise of the absorbance. In the window the spectrum is a sum of Gaussians in energy: one a
  // population, one for the next transition, and an offset. Errors are scaled to the scatter about the fit.
  ExcitonFit operator()(std::span<const double> absorbance, double sigma) const;

 private:
  struct Minimum {
    std::size_t point = 0;
    double sigma_nm = 0;  // half the distance between the zeros of the derivative on either side
    double depth = 0;
  };
  std::vector<Minimum> minima(const SecondDerivative& window, std::span<const double> derivative,
                              double sigma) const;
  bool choose_window(std::span<const double> absorbance, double sigma, ExcitonFit& out,
                     std::vector<Minimum>& found) const;
  void fit_window(std::span<const double> absorbance, double sigma, const std::vector<Minimum>& found,
                  ExcitonFit& out) const;

  std::vector<double> wavelength_nm_;
  ExcitonOptions options_;
  std::vector<SecondDerivative> windows_;  // narrow ones first
};

}  // namespace nacre::spectra
