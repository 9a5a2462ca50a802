// Tables of scattering that come with gemmi, without its headers.
#pragma once

#include <complex>
#include <optional>
#include <string>

namespace nacre::scattering::tables {

// f' + i f''; zero for H and He, for which there is no table. `number` up to 92.
std::complex<double> cromer_liberman(int number, double energy_keV);

// By the symbol of the element; nothing where the length is not known.
std::optional<double> neutron_length_fm(const std::string& element);

}  // namespace nacre::scattering::tables
