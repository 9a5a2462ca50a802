// Made emission spectra for the tests.
#pragma once

#include <cmath>
#include <memory>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/spectra/emission_peaks.hpp"
#include "nacre/spectra/photon_energy.hpp"

namespace nacre::spectra {

inline std::vector<double> wavelengths(double low_nm = 450, double high_nm = 650, double step_nm = 1) {
  std::vector<double> list;
  for (double w = low_nm; w < high_nm + 0.5 * step_nm; w += step_nm) list.push_back(w);
  return list;
}

// Light per nm of lines that are Gaussians in energy.
inline std::vector<double> light_per_nm(const std::vector<double>& wavelength_nm,
                                        const std::vector<Peak>& lines) {
  std::vector<double> light;
  for (const double w : wavelength_nm) {
    double per_eV = 0;
    for (const Peak& line : lines) per_eV += gaussian(line, energy_eV(w));
    light.push_back(per_eV * hc_eV_nm / (w * w));
  }
  return light;
}

// A line whose highest value per nm is about this.
inline Peak line(double height_per_nm, double energy, double fwhm) {
  const double nm_per_eV = hc_eV_nm / (energy * energy);
  return {height_per_nm * nm_per_eV * fwhm * 1.0645, energy, fwhm};
}

inline MeasuredEmission measured_emission(const std::vector<Peak>& lines, double noise, std::uint64_t seed,
                                          const std::vector<double>& wavelength_nm = wavelengths()) {
  MeasuredEmission measured{.wavelength_nm = wavelength_nm, .signal = light_per_nm(wavelength_nm, lines)};
  RandomStream random(seed, StreamName::synthetic_data);
  for (double& one : measured.signal) one += noise * random.normal();
  measured.sigma.assign(measured.signal.size(), noise > 0 ? noise : 1);
  return measured;
}

inline std::shared_ptr<const EmissionSpectrum> made_spectrum(const std::vector<Peak>& lines, double noise,
                                                             std::uint64_t seed,
                                                             EmissionAxis axis = EmissionAxis::energy) {
  return std::make_shared<const EmissionSpectrum>(
      emission_spectrum(measured_emission(lines, noise, seed), axis));
}

inline constexpr PeakModel energy_model{.min_fwhm = 0.02, .max_fwhm = 0.4};

// Mean and standard deviation of a sample.
struct Spread {
  double mean = 0;
  double deviation = 0;
};
inline Spread spread_of(const std::vector<double>& sample) {
  Spread out;
  const auto n = static_cast<double>(sample.size());
  for (const double one : sample) out.mean += one / n;
  for (const double one : sample) out.deviation += (one - out.mean) * (one - out.mean) / (n - 1);
  out.deviation = std::sqrt(out.deviation);
  return out;
}

}  // namespace nacre::spectra
