#include "nacre/spectra/particle_concentration.hpp"

#include <gtest/gtest.h>

#include "made_absorption.hpp"

namespace nacre::spectra {
namespace {

// 1 umol/L of spheres of 4 nm at mu = 1.5e5 1/cm in 1 cm, by their cross section.
TEST(ParticleConcentration, IsBeerAndLambert) {
  const double volume_nm3 = M_PI / 6 * 64;
  const double per_cm3 = 1e-6 * 6.02214076e23 / 1000;
  const double absorbance = 1.5e5 * volume_nm3 * 1e-21 * per_cm3 / std::log(10.0);
  const AbsorbanceRead read{.absorbance = {absorbance / 20, 0}, .dilution = 20, .intrinsic_per_cm = 1.5e5};
  const ParticleAmount amount = particle_amount(read, {.diameter_nm = {4, 0}});
  EXPECT_NEAR(amount.concentration_uM.value, 1, 1e-12);
  EXPECT_NEAR(amount.volume_fraction.value, per_cm3 * volume_nm3 * 1e-21, 1e-15);
  // 1 umol/L of particles of so many formula units at 33 cm3/mol.
  const double units = volume_nm3 * 1e-21 / 33 * 6.02214076e23;
  EXPECT_NEAR(yield_of(amount.volume_fraction, 33, 10).value, units * 1e-3 / 10, 1e-9);
}

// All errors and both correlations by simulation.
TEST(ParticleConcentration, ErrorsAndCorrelationsAreThoseOfASimulation) {
  const AbsorbanceRead read{.absorbance = {0.8, 0.008},
                            .dilution = 10,
                            .dilution_relative_error = 0.01,
                            .path_cm = 0.4,
                            .intrinsic_per_cm = 1.6e5};
  const ParticleSize size{.diameter_nm = {3.6, 0.03}, .deviation_nm = 0.25};
  const ParticleAmount amount = particle_amount(read, size);
  const auto sites = [](double d) { return 30 + 20 * d * d; };
  const Measured all_sites = sites_mM(amount, size, sites(3.6), 40 * 3.6);
  double cc = 0, dd = 0, cd = 0, ff = 0, cf = 0, ss = 0;
  const int n = 20000;
  RandomStream random(1, StreamName::synthetic_data);
  for (int i = 0; i < n; ++i) {
    AbsorbanceRead r = read;
    ParticleSize s = size;
    r.absorbance.value += r.absorbance.error * random.normal();
    r.dilution *= 1 + r.dilution_relative_error * random.normal();
    s.diameter_nm.value += s.diameter_nm.error * random.normal();
    const ParticleAmount one = particle_amount(r, s);
    const double c = one.concentration_uM.value - amount.concentration_uM.value;
    const double d = s.diameter_nm.value - size.diameter_nm.value;
    const double f = one.volume_fraction.value - amount.volume_fraction.value;
    const double site = 1e-3 * one.concentration_uM.value * sites(s.diameter_nm.value) - all_sites.value;
    cc += c * c / n, dd += d * d / n, cd += c * d / n, ff += f * f / n, cf += c * f / n,
        ss += site * site / n;
  }
  EXPECT_NEAR(std::sqrt(cc) / amount.concentration_uM.error, 1, 0.02);
  EXPECT_NEAR(std::sqrt(ff) / amount.volume_fraction.error, 1, 0.02);
  EXPECT_NEAR(std::sqrt(ss) / all_sites.error, 1, 0.02);
  EXPECT_NEAR(cd / std::sqrt(cc * dd), amount.correlation_with_diameter, 0.02);
  EXPECT_NEAR(cf / std::sqrt(cc * ff), amount.correlation_with_fraction, 0.02);
}

// A coefficient of one particle: the spread of sizes does not change how many there are.
TEST(ParticleConcentration, AtTheFirstExcitonIsThatOfTheCard) {
  const ExcitonRead read{
      .absorbance = {0.3, 0}, .dilution = 20, .path_cm = 0.5, .extinction_per_M_cm = 1.2e5};
  const ParticleAmount one = particle_amount(read, {.diameter_nm = {4, 0}});
  const ParticleAmount spread = particle_amount(read, {.diameter_nm = {4, 0}, .deviation_nm = 0.6});
  EXPECT_NEAR(one.concentration_uM.value, 1e6 * 0.3 * 20 / (1.2e5 * 0.5), 1e-9);
  EXPECT_NEAR(spread.concentration_uM.value / one.concentration_uM.value, 1, 1e-12);
  EXPECT_NEAR(spread.volume_fraction.value / one.volume_fraction.value, 1 + 3 * 0.6 * 0.6 / 16, 1e-12);
  const double volume_cm3 = M_PI / 6 * 64 * 1e-21;
  EXPECT_NEAR(one.volume_fraction.value,
              1e-6 * one.concentration_uM.value / 1000 * 6.02214076e23 * volume_cm3, 1e-15);
}

// By simulation: the coefficient 5857 d^2.65 with an error of its own for each spectrum.
TEST(ParticleConcentration, ErrorsAtTheFirstExcitonAreThoseOfASimulation) {
  const auto extinction = [](double d) { return 5857 * std::pow(d, 2.65); };
  const ExcitonRead read{.absorbance = {0.3, 0.002},
                         .dilution = 10,
                         .dilution_relative_error = 0.01,
                         .extinction_per_M_cm = extinction(3.6),
                         .extinction_relative_error = 0.008,
                         .extinction_per_nm = 2.65 / 3.6};
  const ParticleSize size{.diameter_nm = {3.6, 0.05}, .deviation_nm = 0.3};
  const auto sites = [](double d) { return 30 + 20 * d * d; };
  const ParticleAmount amount = particle_amount(read, size);
  const Measured all_sites = sites_mM(amount, size, sites(3.6), 40 * 3.6);
  double cc = 0, ff = 0, cf = 0, dd = 0, cd = 0, ss = 0;
  const int n = 20000;
  RandomStream random(2, StreamName::synthetic_data);
  for (int i = 0; i < n; ++i) {
    ExcitonRead r = read;
    ParticleSize s = size;
    r.absorbance.value += r.absorbance.error * random.normal();
    r.dilution *= 1 + r.dilution_relative_error * random.normal();
    s.diameter_nm.value += s.diameter_nm.error * random.normal();
    r.extinction_per_M_cm =
        extinction(s.diameter_nm.value) * (1 + r.extinction_relative_error * random.normal());
    const ParticleAmount one = particle_amount(r, s);
    const double c = one.concentration_uM.value - amount.concentration_uM.value;
    const double f = one.volume_fraction.value - amount.volume_fraction.value;
    const double d = s.diameter_nm.value - size.diameter_nm.value;
    const double site = 1e-3 * one.concentration_uM.value * sites(s.diameter_nm.value) - all_sites.value;
    cc += c * c / n, ff += f * f / n, cf += c * f / n, dd += d * d / n, cd += c * d / n,
        ss += site * site / n;
  }
  EXPECT_NEAR(std::sqrt(cc) / amount.concentration_uM.error, 1, 0.02);
  EXPECT_NEAR(std::sqrt(ff) / amount.volume_fraction.error, 1, 0.02);
  EXPECT_NEAR(std::sqrt(ss) / all_sites.error, 1, 0.02);
  EXPECT_NEAR(cf / std::sqrt(cc * ff), amount.correlation_with_fraction, 0.02);
  EXPECT_NEAR(cd / std::sqrt(cc * dd), amount.correlation_with_diameter, 0.02);
}

}  // namespace
}  // namespace nacre::spectra
