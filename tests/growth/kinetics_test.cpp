#include "nacre/growth/kinetics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "growth/figure5.hpp"
#include "nacre/core/units.hpp"

namespace {

using namespace nacre::growth;

struct Laws {
  Synthesis synthesis;
  AdsorptionRate adsorption;
  Kinetics kinetics;

  explicit Laws(const Synthesis& given, double temperature_K = 523)
      : synthesis(given), adsorption(synthesis.adsorption), kinetics(synthesis, adsorption, temperature_K) {}
};

Synthesis with_tolman(double length_nm) {
  Synthesis synthesis = figure5(4);
  synthesis.material.tolman_length_nm = length_nm;
  return synthesis;
}

TEST(Arrhenius, AtTwoTemperatures) {
  const Arrhenius rate{3, 80};
  EXPECT_DOUBLE_EQ(rate.at(523, 523), 3);
  EXPECT_NEAR(rate.at(543, 523) / (3 * std::exp(80e3 / nacre::gas_constant_J_molK * (1 / 523.0 - 1 / 543.0))),
              1, 1e-14);
  EXPECT_EQ((Arrhenius{3, 0}).at(100, 523), 3);
}

TEST(Kinetics, CapillaryLengthAndCriticalRadius) {
  const Laws laws(figure5(0));
  const double r0 = 2e9 * 0.2937 * 3.3e-5 / (nacre::gas_constant_J_molK * 523);
  EXPECT_NEAR(laws.kinetics.capillary_nm(), r0, 1e-12);
  EXPECT_NEAR(laws.kinetics.critical_radius_nm(100 * 3.164e-4), r0 / std::log(100), 1e-12);
  EXPECT_EQ(laws.kinetics.critical_radius_nm(3.164e-4), std::numeric_limits<double>::infinity());
  EXPECT_EQ(laws.kinetics.critical_radius_nm(1e-5), std::numeric_limits<double>::infinity());
  EXPECT_NEAR(laws.kinetics.monomer_nm(), 0.23563, 1e-5);
}

// Eq 1 as it is printed.
TEST(Kinetics, GrowthIsEquationOne) {
  const Laws laws(figure5(4));
  for (const double S : {0.5, 3.0, 400.0})
    for (const double r : {0.5, 1.0, 3.0}) {
      const double k_a = 8.918e-7 * std::pow((0.6315 + 0.2671) / (r + 0.2671), 4);
      const double surface = std::exp(laws.kinetics.capillary_nm() / r);
      const double rate_m_s = 1e-10 * 3.3e-5 * 3.164e-4 * (S - surface) / (r * 1e-9 + 1e-10 / k_a);
      EXPECT_NEAR(laws.kinetics.growth(r, S * 3.164e-4).nm_s / (1e9 * rate_m_s), 1, 1e-12);
    }
}

TEST(Kinetics, FactorMultipliesAdsorptionAlone) {
  Synthesis synthesis = figure5(0);
  synthesis.material.diffusion_m2_s.value = 1;
  const Laws fast_diffusion(synthesis);
  EXPECT_NEAR(fast_diffusion.kinetics.growth(2, 1, 3).nm_s / fast_diffusion.kinetics.growth(2, 1).nm_s, 3,
              1e-6);
  synthesis.adsorption.law = AdsorptionLaw::diffusion_limit;
  const Laws limit(synthesis);
  EXPECT_DOUBLE_EQ(limit.kinetics.growth(2, 1, 3).nm_s, limit.kinetics.growth(2, 1).nm_s);
}

TEST(Kinetics, ParticlesOfTheCriticalRadiusStay) {
  for (const double tolman : {0.0, 0.05, 0.2}) {
    const Laws laws(with_tolman(tolman));
    const double critical = laws.kinetics.critical_radius_nm(0.2);
    const double scale = laws.kinetics.growth(2 * critical, 0.2).nm_s;
    EXPECT_NEAR(laws.kinetics.growth(critical, 0.2).nm_s / scale, 0, 1e-13) << tolman;
    EXPECT_LT(laws.kinetics.growth(0.99 * critical, 0.2).nm_s, 0);
    EXPECT_GT(laws.kinetics.growth(1.01 * critical, 0.2).nm_s, 0);
  }
}

TEST(Kinetics, DerivativesAgreeWithDifferences) {
  for (const double tolman : {0.0, 0.1}) {
    const Laws laws(with_tolman(tolman));
    const double r = 0.8, monomer = 0.3, h = 1e-5;
    const auto at = [&](double radius, double m) { return laws.kinetics.growth(radius, m, 0.7).nm_s; };
    const GrowthRate rate = laws.kinetics.growth(r, monomer, 0.7);
    const double per_radius = (at(r + h, monomer) - at(r - h, monomer)) / (2 * h);
    const double per_monomer = (at(r, monomer + h) - at(r, monomer - h)) / (2 * h);
    EXPECT_NEAR(rate.per_radius / per_radius, 1, 1e-7);
    EXPECT_NEAR(rate.per_monomer / per_monomer, 1, 1e-9);
    const auto nuclei = [&](double m) { return laws.kinetics.nucleation(m); };
    const double m = 0.35;
    EXPECT_NEAR(nuclei(m).per_monomer / ((nuclei(m + h).per_m3_s - nuclei(m - h).per_m3_s) / (2 * h)), 1,
                1e-6);
    EXPECT_NEAR(
        nuclei(m).radius_per_monomer / ((nuclei(m + h).radius_nm - nuclei(m - h).radius_nm) / (2 * h)), 1,
        1e-7);
  }
}

TEST(Kinetics, NucleationIsTheClassicalOne) {
  const Laws laws(figure5(4));
  const double kT = nacre::boltzmann_J_K * 523, v = 3.3e-5 / nacre::avogadro_per_mol, ln_s = std::log(1000.0);
  const double barrier =
      16 * std::numbers::pi * std::pow(0.2937, 3) * v * v / (3 * std::pow(kT, 3) * ln_s * ln_s);
  const NucleationRate rate = laws.kinetics.nucleation(0.3164);
  EXPECT_NEAR(std::log(rate.per_m3_s), 89.358 - barrier, 1e-10);
  const double shift_nm = 0.5e9 * std::sqrt(kT / (std::numbers::pi * 0.2937));
  EXPECT_NEAR(rate.radius_nm, laws.kinetics.capillary_nm() / ln_s + shift_nm, 1e-12);
}

// d ln J / d ln S = number of monomers in the critical nucleus.
TEST(Kinetics, NucleationTheorem) {
  const Laws laws(figure5(4));
  const NucleationRate rate = laws.kinetics.nucleation(0.2);
  const double monomers = std::pow(laws.kinetics.critical_radius_nm(0.2) / laws.kinetics.monomer_nm(), 3);
  EXPECT_NEAR(rate.per_monomer * 0.2 / rate.per_m3_s / monomers, 1, 1e-12);
}

// The classical barrier with the surface energy of the critical nucleus.
TEST(Kinetics, NucleationWithATolmanLength) {
  const Laws laws(with_tolman(0.1));
  const double monomer = 0.2, ln_s = std::log(monomer / 3.164e-4);
  const double gamma = 0.2937 / (1 + 0.2 / laws.kinetics.critical_radius_nm(monomer));
  const double kT = nacre::boltzmann_J_K * 523, v = 3.3e-5 / nacre::avogadro_per_mol;
  const double barrier =
      16 * std::numbers::pi * std::pow(gamma, 3) * v * v / (3 * std::pow(kT, 3) * ln_s * ln_s);
  EXPECT_NEAR(std::log(laws.kinetics.nucleation(monomer).per_m3_s), 89.358 - barrier, 1e-10);
}

TEST(Kinetics, NoNucleation) {
  Synthesis synthesis = figure5(4);
  EXPECT_EQ(Laws(synthesis).kinetics.nucleation(3e-4).per_m3_s, 0);
  EXPECT_EQ(Laws(synthesis).kinetics.nucleation(4e-4).per_m3_s, 0);  // the barrier is too high
  synthesis.nucleation.on = false;
  EXPECT_EQ(Laws(synthesis).kinetics.nucleation(1).per_m3_s, 0);
}

TEST(Kinetics, NucleiAreNoSmallerThanAMonomer) {
  Synthesis synthesis = figure5(4);
  synthesis.nucleation.entry_width = 0;
  const NucleationRate rate = Laws(synthesis).kinetics.nucleation(1e9);
  EXPECT_NEAR(rate.radius_nm, 0.23563, 1e-5);
  EXPECT_EQ(rate.radius_per_monomer, 0);
}

// A Tolman length takes the barrier away where r_c reaches 0; the rate stays at A beyond, without a jump.
TEST(Kinetics, TolmanLengthTakesTheBarrierAway) {
  const Laws laws(with_tolman(0.3));
  const double S = std::exp(laws.kinetics.capillary_nm() / 0.6);
  EXPECT_NEAR(std::log(laws.kinetics.nucleation(0.999 * S * 3.164e-4).per_m3_s), 89.358, 1e-6);
  EXPECT_DOUBLE_EQ(std::log(laws.kinetics.nucleation(1.001 * S * 3.164e-4).per_m3_s), 89.358);
  EXPECT_EQ(laws.kinetics.critical_radius_nm(1.001 * S * 3.164e-4), 0);
}

TEST(Kinetics, TemperatureChangesEveryRate) {
  Synthesis synthesis = figure5(0);
  synthesis.material.solubility_mol_m3.activation_kJ_mol = 30;
  synthesis.precursor.rate.activation_kJ_mol = 100;
  synthesis.adsorption.activation_kJ_mol = 60;
  synthesis.material.diffusion_m2_s = {1, 0};
  const Laws cold(synthesis, 500), warm(synthesis, 523);
  const auto factor = [](double kJ) {
    return std::exp(1e3 * kJ / nacre::gas_constant_J_molK * (1 / 500.0 - 1 / 523.0));
  };
  EXPECT_NEAR(warm.kinetics.solubility_mol_m3() / cold.kinetics.solubility_mol_m3(), factor(30), 1e-12);
  EXPECT_NEAR(warm.kinetics.precursor_rate() / cold.kinetics.precursor_rate(), factor(100), 1e-9);
  EXPECT_NEAR(cold.kinetics.capillary_nm() / warm.kinetics.capillary_nm(), 523.0 / 500, 1e-12);
  const double ratio = warm.kinetics.growth(3, 1).per_monomer / cold.kinetics.growth(3, 1).per_monomer;
  EXPECT_NEAR(ratio, factor(60), 1e-6);
}

// At equilibrium a particle takes up as many monomers as it gives off.
TEST(Kinetics, ExchangeCountsBothWays) {
  const Laws laws(figure5(0));
  const double r = 1, monomer = laws.kinetics.equilibrium_mol_m3(r);
  EXPECT_NEAR(
      laws.kinetics.exchange_nm_s(r, monomer) / (2 * laws.kinetics.growth(r, monomer).per_monomer * monomer),
      1, 1e-12);
}

}  // namespace
