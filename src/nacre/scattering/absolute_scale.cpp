#include "nacre/scattering/absolute_scale.hpp"

namespace nacre::scattering {

double volume_fraction(double concentration_uM, double mean_volume_nm3) {
  constexpr double particles_per_nm3 = 6.02214076e-7;  // of 1 umol/L
  return particles_per_nm3 * concentration_uM * mean_volume_nm3;
}

double material_mol_m3(double concentration_uM, double mean_volume_nm3, double molar_volume_m3_mol) {
  return volume_fraction(concentration_uM, mean_volume_nm3) / molar_volume_m3_mol;
}

}  // namespace nacre::scattering
