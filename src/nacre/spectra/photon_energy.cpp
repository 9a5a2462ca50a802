#include "nacre/spectra/photon_energy.hpp"

#include <algorithm>
#include <stdexcept>

namespace nacre::spectra {

double energy_eV(double wavelength_nm) { return hc_eV_nm / wavelength_nm; }

EnergySpectrum per_energy(std::span<const double> wavelength_nm, std::span<const double> per_nm) {
  if (wavelength_nm.size() != per_nm.size())
    throw std::invalid_argument("a spectrum has as many values as wavelengths");
  EnergySpectrum out;
  for (std::size_t i = 0; i < wavelength_nm.size(); ++i) {
    const double lambda = wavelength_nm[i];
    if (!(lambda > 0)) throw std::invalid_argument("a wavelength is positive");
    out.energy_eV.push_back(energy_eV(lambda));
    out.density.push_back(per_nm[i] * lambda * lambda / hc_eV_nm);
  }
  if (out.energy_eV.size() > 1 && out.energy_eV.front() > out.energy_eV.back()) {
    std::ranges::reverse(out.energy_eV);
    std::ranges::reverse(out.density);
  }
  return out;
}

}  // namespace nacre::spectra
