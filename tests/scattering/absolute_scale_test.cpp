#include "nacre/scattering/absolute_scale.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nacre::scattering {
namespace {

// 25 umol/L of CdSe particles of 2.22 nm radius.
TEST(AbsoluteScale, VolumeFractionAndMaterial) {
  const double volume_nm3 = 4 * M_PI / 3 * std::pow(2.22, 3);
  const double by_hand = 25e-6 * 6.02214076e23 * 1000 * volume_nm3 * 1e-27;  // particles per m3 times m3
  EXPECT_NEAR(volume_fraction(25, volume_nm3), by_hand, 1e-15);
  EXPECT_NEAR(material_mol_m3(25, volume_nm3, 3.3e-5), by_hand / 3.3e-5, 1e-9);
}

// n (drho V)^2 in cgs.
TEST(AbsoluteScale, ForwardIntensity) {
  const double per_cm3 = 3e-6 * 6.02214076e23 / 1000;
  const double contrast = 40e10, volume_cm3 = 30e-21;
  EXPECT_NEAR(intensity_per_uM * 3 * std::pow(40.0 * 30.0, 2), per_cm3 * std::pow(contrast * volume_cm3, 2), 1e-9);
}

}  // namespace
}  // namespace nacre::scattering
