// Wavelength and photon energy.
#pragma once

#include <span>
#include <vector>

namespace nacre::spectra {

inline constexpr double hc_eV_nm = 1239.8419843320026;  // exact in the SI of 2019

double energy_eV(double wavelength_nm);  // in vacuum; the same function turns energies into wavelengths

struct EnergySpectrum {
  std::vector<double> energy_eV{};  // ascending
  std::vector<double> density{};    // per eV
};

// A spectrum per nm as one per eV: times |d lambda / d E| = lambda^2 / hc (Mooney and Kambhampati 2013,
// doi:10.1021/jz401508t). Wavelengths ascend or descend; throws std::invalid_argument for one that is not
// positive or for lists of different length.
EnergySpectrum per_energy(std::span<const double> wavelength_nm, std::span<const double> per_nm);

}  // namespace nacre::spectra
