// The curve that is fitted about a first exciton.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "nacre/fit/problem.hpp"

namespace nacre::spectra {

// The points of a window by energy.
struct ExcitonWindow {
  std::vector<double> energy_eV{};
  std::vector<double> absorbance{};
  double sigma = 1;  // noise
};

// Where a Gaussian is thought to be.
struct ExcitonStart {
  double energy_eV = 0;
  double sigma_eV = 0;
  double amplitude = 0;
};

// Parameters: amplitude, energy and sigma of every population (suffix _2 of the second), next_amplitude,
// next_energy and next_sigma of the next transition above them, which stands `next_sigmas` widths above the
// highest at the start, and offset. With exact derivatives; residuals share the window.
fit::Problem exciton_problem(const std::shared_ptr<const ExcitonWindow>& window,
                             std::span<const ExcitonStart> starts, double next_sigmas);

// The curve, and what of it is not the excitons of the populations.
double exciton_curve(std::span<const double> values, double energy_eV);
double exciton_background(std::span<const double> values, double energy_eV);
double exciton_slope(std::span<const double> values, double energy_eV);  // d curve / d energy

}  // namespace nacre::spectra
