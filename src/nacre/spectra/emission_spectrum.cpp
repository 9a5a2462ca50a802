#include "nacre/spectra/emission_spectrum.hpp"

#include <algorithm>
#include <stdexcept>

#include "nacre/spectra/photon_energy.hpp"

namespace nacre::spectra {
namespace {

void check(const MeasuredEmission& measured) {
  const std::size_t n = measured.wavelength_nm.size();
  const bool response = !measured.response.empty();
  if (measured.signal.size() != n || measured.sigma.size() != n ||
      (response && measured.response.size() != n))
    throw std::invalid_argument("a spectrum has as many values, errors and responses as wavelengths");
  for (std::size_t i = 0; i < n; ++i) {
    if (!(measured.wavelength_nm[i] > 0)) throw std::invalid_argument("a wavelength is positive");
    if (!(measured.sigma[i] > 0)) throw std::invalid_argument("an error is positive");
    if (response && !(measured.response[i] > 0)) throw std::invalid_argument("a response is positive");
  }
}

// Density on the axis per signal of the file.
double jacobian(double wavelength_nm, EmissionAxis axis, SignalDensity density) {
  const double nm_per_eV = wavelength_nm * wavelength_nm / hc_eV_nm;
  const bool wanted_per_eV = axis == EmissionAxis::energy;
  if (wanted_per_eV == (density == SignalDensity::per_eV)) return 1;
  return wanted_per_eV ? nm_per_eV : 1 / nm_per_eV;
}

}  // namespace

EmissionSpectrum emission_spectrum(const MeasuredEmission& measured, EmissionAxis axis,
                                   SignalDensity density) {
  check(measured);
  EmissionSpectrum out{.axis = axis};
  const std::size_t n = measured.wavelength_nm.size();
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t i = axis == EmissionAxis::energy ? n - 1 - k : k;  // energies ascend
    const double wavelength_nm = measured.wavelength_nm[i];
    const double response = measured.response.empty() ? 1 : measured.response[i];
    const double per_signal = jacobian(wavelength_nm, axis, density) / response;
    out.x.push_back(axis == EmissionAxis::energy ? energy_eV(wavelength_nm) : wavelength_nm);
    out.density.push_back(measured.signal[i] * per_signal);
    out.sigma.push_back(measured.sigma[i] * per_signal);
    out.per_signal.push_back(per_signal);
  }
  return out;
}

double energy_of(EmissionAxis axis, double x) { return axis == EmissionAxis::energy ? x : energy_eV(x); }

double energy_width_of(EmissionAxis axis, double x, double width) {
  return axis == EmissionAxis::energy ? width : hc_eV_nm / (x * x) * width;
}

double wavelength_of(EmissionAxis axis, double x) { return axis == EmissionAxis::energy ? energy_eV(x) : x; }

double wavelength_width_of(EmissionAxis axis, double x, double width) {
  return axis == EmissionAxis::wavelength ? width : hc_eV_nm / (x * x) * width;
}

}  // namespace nacre::spectra
