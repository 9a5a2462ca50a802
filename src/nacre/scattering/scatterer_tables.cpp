#include "nacre/scattering/scatterer_tables.hpp"

#include <gemmi/fprime.hpp>
#include <gemmi/neutron92.hpp>

namespace nacre::scattering::tables {

std::complex<double> cromer_liberman(int number, double energy_keV) {
  double imaginary = 0;
  const double real = gemmi::cromer_liberman(number, 1000 * energy_keV, &imaginary);
  return {real, imaginary};
}

std::optional<double> neutron_length_fm(const std::string& element) {
  const double length = gemmi::Neutron92<double>::get_(gemmi::find_element(element.c_str()));
  if (length == 0) return {};
  return length;
}

}  // namespace nacre::scattering::tables
