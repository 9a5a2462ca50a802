#include "nacre/spectra/two_state.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "nacre/core/random.hpp"
#include "nacre/core/units.hpp"

namespace nacre::spectra {
namespace {

constexpr double dH = 60, Tc = 305;
const std::vector<double> temperatures{288, 293, 298, 303, 308, 313, 318, 323};

double true_ln_K(double T) { return -dH / (1e-3 * gas_constant_J_molK) * (1 / T - 1 / Tc); }

std::vector<FractionPoint> made_fractions(double noise, std::uint64_t replica) {
  RandomStream random(5, StreamName::synthetic_data, replica);
  std::vector<FractionPoint> points;
  for (const double T : temperatures)
    points.push_back({T, 1 / (1 + std::exp(-true_ln_K(T))) + noise * random.normal(), noise});
  return points;
}

std::vector<TwoWayRate> made_rates(double noise, std::uint64_t replica) {
  RandomStream random(6, StreamName::synthetic_data, replica);
  std::vector<TwoWayRate> points;
  for (const double T : temperatures) {
    const double forward = 100 - 276.9 / thermal_energy_kJ_mol(T) + noise * random.normal();
    const double backward = 100 - 276.9 / thermal_energy_kJ_mol(T) - true_ln_K(T) + noise * random.normal();
    points.push_back({T, forward, backward, noise, noise});
  }
  return points;
}

TEST(TwoState, BothRoutesFindWhatWasPutIn) {
  const TwoStateFit a = fit_fractions(made_fractions(1e-7, 0)), b = fit_two_way_rates(made_rates(1e-7, 0));
  for (const TwoStateFit& fit : {a, b}) {
    EXPECT_NEAR(fit.dH_kJ_mol.value, dH, 1e-3);
    EXPECT_NEAR(fit.critical_K.value, Tc, 1e-3);
    EXPECT_NEAR(fit.dS_J_molK.value, 1e3 * dH / Tc, 1e-2);
    EXPECT_NEAR(fit.free_energy_kJ_mol(Tc).value, 0, 1e-5);
    EXPECT_NEAR(fit.free_energy_kJ_mol(290).value, dH * (1 - 290 / Tc), 1e-3);
    EXPECT_NEAR(fit.fraction(Tc).value, 0.5, 1e-5);
  }
}

// dH and dS rise and fall together; T_c, their ratio, is known far better than either says.
TEST(TwoState, CorrelationIsKept) {
  const TwoStateFit fit = fit_fractions(made_fractions(0.02, 1));
  EXPECT_GT(fit.dH_dS_correlation, 0.99);
  const double uncorrelated =
      Tc * std::hypot(fit.dH_kJ_mol.error / fit.dH_kJ_mol.value, fit.dS_J_molK.error / fit.dS_J_molK.value);
  EXPECT_LT(fit.critical_K.error, 0.2 * uncorrelated);
}

TEST(TwoState, PullsAndAgreement) {
  double sum = 0, squares = 0, low_p = 0;
  const int n = 200;
  for (int i = 0; i < n; ++i) {
    const TwoStateFit a = fit_fractions(made_fractions(0.02, i)), b = fit_two_way_rates(made_rates(0.05, i));
    for (const double pull :
         {(a.dH_kJ_mol.value - dH) / a.dH_kJ_mol.error, (a.critical_K.value - Tc) / a.critical_K.error,
          (a.dS_J_molK.value - 1e3 * dH / Tc) / a.dS_J_molK.error,
          (b.dH_kJ_mol.value - dH) / b.dH_kJ_mol.error}) {
      sum += pull;
      squares += pull * pull;
    }
    low_p += agreement(a, b).p < 0.1;
  }
  EXPECT_NEAR(sum / (4 * n), 0, 0.15);
  EXPECT_NEAR(std::sqrt(squares / (4 * n)), 1, 0.12);
  EXPECT_NEAR(low_p / n, 0.1, 0.065);  // three standard errors
}

TEST(TwoState, DisagreementIsSeen) {
  std::vector<TwoWayRate> rates = made_rates(0.02, 0);
  for (TwoWayRate& r : rates) r.ln_forward += 0.5;  // T_c moves by 6 K
  EXPECT_LT(agreement(fit_fractions(made_fractions(0.01, 0)), fit_two_way_rates(rates)).p, 1e-6);
}

TEST(TwoState, RefusesOneTemperature) {
  const FractionPoint one[] = {{300, 0.4, 0.1}, {300, 0.5, 0.1}};
  EXPECT_THROW(fit_fractions(one), std::invalid_argument);
  const TwoWayRate none[] = {{0, 1, 1}};
  EXPECT_THROW(fit_two_way_rates(none), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::spectra
