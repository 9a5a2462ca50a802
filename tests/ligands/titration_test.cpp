#include "nacre/ligands/titration.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "ligands/titrations.hpp"
#include "nacre/core/units.hpp"

namespace {

using namespace titrations;

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

// S17 multiplied by K - 1, its root in long double by bisection.
double exact_coverage(long double K, long double x) {
  long double low = 0, high = std::min(1.0L, x);
  for (int i = 0; i < 200; ++i) {
    const long double middle = (low + high) / 2;
    const long double f = K * (1 - middle) * (x - middle) - middle * middle;
    (f > 0 ? low : high) = middle;
  }
  return static_cast<double>((low + high) / 2);
}

TEST(ExchangeCoverage, ExactThroughOne) {
  for (const double x : {1e-6, 0.01, 0.3, 0.999, 1.0, 1.5, 4.0, 100.0}) {
    EXPECT_DOUBLE_EQ(exchange_coverage(1, x), x / (1 + x));
    for (int exponent = -16; exponent <= -1; ++exponent) {
      for (const double sign : {-1.0, 1.0}) {
        const double K = 1 + sign * std::pow(10.0, exponent);
        const double exact = exact_coverage(K, x);
        EXPECT_NEAR(exchange_coverage(K, x) / exact, 1, 1e-14) << K << " " << x;
      }
    }
  }
}

TEST(ExchangeCoverage, ExactForAnyK) {
  for (const double K : {1e-12, 1e-4, 0.3, 3.0, 29.0, 1e4, 1e12}) {
    for (const double x : {1e-8, 0.1, 0.5, 1.0, 2.0, 50.0}) {
      EXPECT_NEAR(exchange_coverage(K, x) / exact_coverage(K, x), 1, 1e-13) << K << " " << x;
    }
  }
  EXPECT_EQ(exchange_coverage(5, 0), 0);
}

// d theta / d K at K = 1 is x^2 / (1 + x)^3: the series in K - 1, which the printed form cannot give.
TEST(ExchangeCoverage, SlopeAtOne) {
  const double x = 0.7, h = 1e-5;
  const double slope = (exchange_coverage(1 + h, x) - exchange_coverage(1 - h, x)) / (2 * h);
  EXPECT_NEAR(slope, x * x / std::pow(1 + x, 3), 1e-9);
}

TEST(EquilibriumConstant, ThereAndBack) {
  EXPECT_NEAR(equilibrium_constant(-8.5, 303), std::exp(8500 / (nacre::gas_constant_J_molK * 303)), 1e-12);
  EXPECT_DOUBLE_EQ(exchange_free_energy_kJ_mol(equilibrium_constant(-8.5, 303), 303), -8.5);
}

TEST(TitrationModel, NamesAndCards) {
  EXPECT_EQ(titration_models().size(), 4u);
  EXPECT_EQ(titration_model("competitive").parameters[4].name, "dG_c");
  try {
    titration_model("exchnge");
    FAIL();
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(e.what(), "there is no titration model \"exchnge\"; did you mean \"exchange\"?");
  }
}

TEST(InjectionHeats, CountsParameters) {
  try {
    injection_heats_uJ(c6sh(), titration_model("exchange"), std::vector<double>{1, 2});
    FAIL();
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(e.what(), "model exchange has 3 parameters, not 2");
  }
}

// Nothing leaves: n M V dH when the excess is large.
TEST(InjectionHeats, AddUpToAllSites) {
  Titration full = c6sh();
  full.displacement = Displacement::none;
  full.syringe_mM = 1e7;
  full.volumes_uL.assign(1000, 0.01);
  const double all = 0.58 * 5.9 * 1000 * -20.2;
  EXPECT_NEAR(sum(injection_heats_uJ(full, titration_model("exchange"), c6sh_values)) / all, 1, 1e-4);
  full.displacement = Displacement::growing;  // 10 uL diluted the exchange, which does not care
  EXPECT_NEAR(sum(injection_heats_uJ(full, titration_model("exchange"), c6sh_values)) / all, 1, 1e-4);
  // Overflow of concentrated titrant: almost all sites react before 1 % of the liquid has left.
  full.displacement = Displacement::overflow;
  EXPECT_NEAR(sum(injection_heats_uJ(full, titration_model("exchange"), c6sh_values)) / all, 1, 2e-4);
}

TEST(InjectionHeats, GrowingCellIsNoneForExchangeButNotForBinding) {
  Titration growing = c6sh(), none = c6sh();
  growing.displacement = Displacement::growing;
  none.displacement = Displacement::none;
  const auto a = injection_heats_uJ(growing, titration_model("exchange"), c6sh_values);
  const auto b = injection_heats_uJ(none, titration_model("exchange"), c6sh_values);
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[i], 1e-9);
  const double binding[] = {-20.2, -15, 0.58};
  EXPECT_GT(std::abs(sum(injection_heats_uJ(growing, titration_model("independent"), binding)) -
                     sum(injection_heats_uJ(none, titration_model("independent"), binding))),
            100);
}

// dh/dv = V d(ML)/dv + ML with dM/dv = -M/V, dL/dv = (Ls - L)/V: what an overflowing cell does when the
// injections become small, by Runge-Kutta from the formula of the coverage alone.
TEST(InjectionHeats, OverflowIsTheOrdinaryDifferentialEquation) {
  const Titration cell = c6sh();
  const double K = equilibrium_constant(-8.5, 303), n = 0.58, V = cell.cell_volume_uL, total = 250;
  const auto reacted = [&](double v) {
    const double first = std::exp(-v / V);
    return n * cell.cell_mM * first *
           exchange_coverage(K, cell.syringe_mM * (1 - first) / (n * cell.cell_mM * first));
  };
  const int steps = 20000;  // Simpson over the liquid that leaves, which carries V ML / V per volume
  double left = 0;
  for (int i = 0; i <= steps; ++i) {
    const double weight = i == 0 || i == steps ? 1 : (i % 2 == 1 ? 4 : 2);
    left += weight * reacted(total * i / steps) * total / steps / 3;
  }
  const double exact = -20.2 * (V * reacted(total) + left);
  for (const int parts : {1000, 10000}) {
    Titration fine = cell;
    fine.volumes_uL.assign(static_cast<std::size_t>(parts), total / parts);
    const double heat = sum(injection_heats_uJ(fine, titration_model("exchange"), c6sh_values));
    EXPECT_NEAR(heat / exact, 1, 0.3 / parts);
  }
}

// Content now, plus what left in every overflow, is what was put in and what reacted.
TEST(InjectionHeats, OverflowConservesMass) {
  const Titration cell = c6sh();
  const CellContent content = cell_content(cell);
  const auto heats = injection_heats_uJ(cell, titration_model("exchange"), c6sh_values);
  const double K = equilibrium_constant(-8.5, 303);
  const auto reacted = [&](std::size_t i) {
    const double sites = 0.58 * content.cell_mM[i];
    return sites * exchange_coverage(K, content.titrant_mM[i] / sites);
  };
  double titrant_left = 0, reacted_left = 0;
  for (std::size_t i = 0; i < 50; ++i) {
    titrant_left += 5 * content.titrant_mM[i];
    reacted_left += 5 * reacted(i);
  }
  EXPECT_NEAR(1000 * content.titrant_mM[50] + titrant_left, 250 * 31, 1e-9);
  EXPECT_NEAR(sum(heats), -20.2 * (1000 * reacted(50) + reacted_left), 1e-8);
}

// Paper S22 at the end of each injection against the difference of S19.
TEST(InjectionHeats, DerivativeUnderestimatesTheHeat) {
  Titration none = c6sh();
  none.displacement = Displacement::none;
  const double K = equilibrium_constant(-8.5, 303), sites = 0.58 * 5.9, ratio = K / (K - 1);
  double derivative = 0;
  for (int i = 1; i <= 50; ++i) {
    const double x = 0.155 * i / sites;
    const double root = std::sqrt(1 + x * x + x * (4 - 2 * K) / K);
    derivative += 5 * 31 * -20.2 / 2 * ratio * (1 - (x + (2 - K) / K) / root);
  }
  const double exact = sum(injection_heats_uJ(none, titration_model("exchange"), c6sh_values));
  EXPECT_NEAR(derivative / exact - 1, -0.0228, 5e-5);
}

// The limit of many weak sites: two halves of one kind bind as one set.
TEST(InjectionHeats, TwoEqualSetsAreOne) {
  const double one[] = {-40, -32, 0.9};
  const double two[] = {-40, -32, 0.3, -40, -32, 0.6};
  const auto a = injection_heats_uJ(binding(), titration_model("independent"), one);
  const auto b = injection_heats_uJ(binding(), titration_model("two-sites"), two);
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[i], 1e-9);
}

// A competitor that hardly binds changes nothing; one that binds tightly turns binding into exchange with
// K_a / K_c and dH - dH_c.
TEST(InjectionHeats, CompetitorLimits) {
  Titration cell = binding();
  cell.displacement = Displacement::growing;  // nothing leaves that would count for the competitor alone
  const auto alone = injection_heats_uJ(cell, titration_model("independent"), binding_values);
  cell.competitor_mM = 0.5;
  const double weak[] = {-40, -32, 0.9, -15, 60};
  const auto with_weak = injection_heats_uJ(cell, titration_model("competitive"), weak);
  for (std::size_t i = 0; i < alone.size(); ++i) EXPECT_NEAR(with_weak[i], alone[i], 1e-6);

  cell.competitor_mM = 0.09;  // as many as sites: all of them occupied
  const double tight[] = {-40, -98.5, 0.9, -15, -90};
  const double exchange[] = {-25, -8.5, 0.9};
  const auto displaced = injection_heats_uJ(cell, titration_model("competitive"), tight);
  const auto exchanged = injection_heats_uJ(cell, titration_model("exchange"), exchange);
  for (std::size_t i = 0; i < alone.size(); ++i) EXPECT_NEAR(displaced[i], exchanged[i], 1e-3 * 300);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_NEAR(displaced[i] / exchanged[i], 1, 1e-3);
}

}  // namespace
