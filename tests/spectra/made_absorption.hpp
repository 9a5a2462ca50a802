// Made absorption spectra with known first excitons.
#pragma once

#include <cmath>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/spectra/photon_energy.hpp"

namespace nacre::spectra {

struct Line {
  double amplitude = 0;
  double energy_eV = 0;
  double sigma_eV = 0;
};

inline std::vector<double> grid_nm(double from = 350, double to = 750, double step = 1) {
  std::vector<double> out;
  for (double w = from; w <= to + 1e-9; w += step) out.push_back(w);
  return out;
}

inline std::vector<double> absorbance_of(const std::vector<double>& wavelength_nm,
                                         const std::vector<Line>& lines, double offset = 0) {
  std::vector<double> out;
  for (const double w : wavelength_nm) {
    double sum = offset;
    for (const Line& line : lines)
      sum += line.amplitude * std::exp(-0.5 * std::pow((energy_eV(w) - line.energy_eV) / line.sigma_eV, 2));
    out.push_back(sum);
  }
  return out;
}

inline std::vector<double> noisy(std::vector<double> values, double sigma, std::uint64_t seed) {
  RandomStream random(seed, StreamName::synthetic_data);
  for (double& one : values) one += sigma * random.normal();
  return values;
}

// Mean and width of pulls.
struct Pulls {
  double sum = 0, squares = 0;
  int n = 0;
  void add(double pull) {
    sum += pull;
    squares += pull * pull;
    ++n;
  }
  double mean() const { return sum / n; }
  double width() const { return std::sqrt(squares / n - mean() * mean()); }
};

}  // namespace nacre::spectra
