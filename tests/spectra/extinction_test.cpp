#include "nacre/spectra/extinction.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace nacre::spectra {
namespace {

// Leatherdale 2002: 5.501e5 r^3; of 2 nm radius 4.40e-15 cm2. By the same particle's molar coefficient,
// eps = sigma N_A / (1000 ln 10).
TEST(Extinction, CrossSectionOfCdSe) {
  const IntrinsicAbsorption& card = *find_intrinsic_absorption("leatherdale-2002-cdse");
  const double volume_cm3 = 4 * M_PI / 3 * std::pow(2e-7, 3);
  EXPECT_NEAR(card.per_cm * volume_cm3, 4.4008e-15, 1e-18);
  const double extinction = 4.4008e-15 * 6.02214076e23 / (1000 * std::log(10.0));
  EXPECT_NEAR(intrinsic_per_cm(extinction, 4) / card.per_cm, 1, 1e-5);
}

// eps = 0.0233 d^3 and 0.0277 d^3 1/(umol/L cm): 1.70e5 and 2.02e5 1/cm.
TEST(Extinction, LeadSaltsAt400nm) {
  EXPECT_NEAR(find_intrinsic_absorption("moreels-2009-pbs")->per_cm, 1.702e5, 100);
  EXPECT_NEAR(find_intrinsic_absorption("moreels-2007-pbse")->per_cm, 2.023e5, 100);
}

// Printed equations by hand at 3 nm (and for Jasieniak's at 2.25 eV).
TEST(Extinction, AtTheFirstExciton) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const auto of = [&](const char* name) {
    return extinction_per_M_cm(*find_exciton_extinction(name), 3, 2.25, none);
  };
  EXPECT_NEAR(of("yu-2003-cdte"), 103125, 100);
  EXPECT_NEAR(of("yu-2003-cdse"), 107663, 100);
  EXPECT_NEAR(of("yu-2003-cds"), 269478, 200);
  EXPECT_NEAR(of("jasieniak-2009-cdse"), 155507 + 6.67054e13 * std::exp(-2.25 / 0.10551), 1);
}

TEST(Extinction, AWiderPeakIsLower) {
  const ExcitonExtinction& card = *find_exciton_extinction("jasieniak-2009-cdse");
  EXPECT_DOUBLE_EQ(2 * extinction_per_M_cm(card, 3, 2.25, 0.12), extinction_per_M_cm(card, 3, 2.25, 0.06));
}

TEST(Extinction, UnknownNamesAreNone) {
  EXPECT_EQ(find_intrinsic_absorption("brus-1984"), nullptr);
  EXPECT_EQ(find_exciton_extinction("brus-1984"), nullptr);
}

}  // namespace
}  // namespace nacre::spectra
