// Thermodynamics at a temperature, and advice.
#include <gtest/gtest.h>

#include <cmath>

#include "ligands/titrations.hpp"
#include "nacre/core/units.hpp"

namespace {

using namespace titrations;

struct Made {
  TitrationFitPlan plan = plan_of("exchange", 303);
  nacre::fit::Problem problem;
  nacre::fit::Result result;

  Made() {
    const Titration exact = with_heats(c6sh(), "exchange", c6sh_values, 5);
    problem = titration_problem("made", {exact}, plan);
    result = fit_titrations(problem);
  }
};

TEST(Thermodynamics, AtTheReference) {
  const Made made;
  const Thermodynamics t = thermodynamics_at(made.problem, made.result, made.plan, 303);
  EXPECT_NEAR(t.dH_kJ_mol, -20.2, 1e-5);
  EXPECT_NEAR(t.dG_kJ_mol, -8.5, 1e-5);
  EXPECT_NEAR(t.dS_J_molK, 1e3 * (-20.2 + 8.5) / 303, 1e-4);
  EXPECT_NEAR(t.K, equilibrium_constant(-8.5, 303), 1e-3);
  EXPECT_NEAR(t.dH_error / error(made.problem, made.result, "dH"), 1, 1e-6);
  EXPECT_NEAR(t.K_error / t.K, t.dG_error / (nacre::gas_constant_J_molK * 0.303), 1e-12);
  EXPECT_NEAR(t.dG_error * t.dG_error, t.covariance[2], 1e-12);
  const double variance = t.covariance[0] - 2 * t.covariance[1] + t.covariance[2];
  EXPECT_NEAR(t.dS_error, 1e3 * std::sqrt(variance) / 303, 1e-9);
}

// Without heat capacity dH stays, and dG is a straight line through T dS.
TEST(Thermodynamics, VantHoff) {
  const Made made;
  const Thermodynamics t = thermodynamics_at(made.problem, made.result, made.plan, 330);
  EXPECT_NEAR(t.dH_kJ_mol, -20.2, 1e-5);
  EXPECT_NEAR(t.dS_J_molK, 1e3 * (-20.2 + 8.5) / 303, 1e-4);
  EXPECT_NEAR(t.dG_kJ_mol, -20.2 - 330 * (-20.2 + 8.5) / 303, 1e-4);
}

// The same data with another reference give the same answer at the same temperature.
TEST(Thermodynamics, ReferenceIsAChoice) {
  const Titration exact = with_heats(c6sh(), "exchange", c6sh_values, 5);
  const TitrationFitPlan plan = plan_of("exchange", 280);
  const auto problem = titration_problem("made", {exact}, plan);
  const auto result = fit_titrations(problem);
  EXPECT_GT(std::abs(value(problem, result, "dG") + 8.5), 0.5);
  const Made made;
  const Thermodynamics a = thermodynamics_at(problem, result, plan, 303);
  const Thermodynamics b = thermodynamics_at(made.problem, made.result, made.plan, 303);
  EXPECT_NEAR(a.dG_kJ_mol, b.dG_kJ_mol, 1e-5);
  EXPECT_NEAR(a.dG_error / b.dG_error, 1, 1e-4);
  EXPECT_NEAR(a.covariance[1] / b.covariance[1], 1, 1e-4);
}

TEST(CValue, WisemanAndExchange) {
  EXPECT_DOUBLE_EQ(c_value(binding(), titration_model("independent"), 1e6, 0.9), 0.9 * 0.1e-3 * 1e6);
  EXPECT_EQ(c_value(c6sh(), titration_model("exchange"), 29, 0.58), 29);
}

TEST(CValueAdvice, SpeaksWhereTheExperimentCannot) {
  const TitrationModel& binding = titration_model("independent");
  const TitrationModel& exchange = titration_model("exchange");
  EXPECT_EQ(c_value_advice(binding, 50), "");
  EXPECT_EQ(c_value_advice(exchange, 29), "");
  EXPECT_EQ(c_value_advice(binding, std::nan("")), "");
  EXPECT_EQ(
      c_value_advice(binding, 0.5),
      "c = 0.5: below 1 the curve has no inflection; dH and n are nearly interchangeable and only their "
      "product and dG are determined. Fix n, titrate to a large excess, or concentrate the cell 20-fold.");
  EXPECT_EQ(
      c_value_advice(binding, 4000),
      "c = 4000: above 1000 the step is sharper than the injections; dH and n are well determined, dG "
      "poorly (with heats good to 1 %: to 0.7 kJ/mol at c = 10000, to 5 at 100000) and beyond only as an "
      "upper bound. Dilute the cell 40-fold, or displace a weaker ligand.");
  EXPECT_TRUE(c_value_advice(binding, 3).starts_with("c = 3: below 5 the curve is shallow"));
  EXPECT_TRUE(c_value_advice(exchange, 0.02).starts_with("K = 0.02: the native ligand is held much more"));
  EXPECT_TRUE(c_value_advice(exchange, 1).starts_with("K = 1: up to 1 the curve has no inflection"));
  EXPECT_TRUE(c_value_advice(exchange, 50000).starts_with("K = 50000: the step is sharper"));
}

// The numbers that the advice gives are those of the expected precision.
TEST(CValueAdvice, NumbersAreThoseOfThePrecision) {
  const auto precision = [](double c) {
    Titration design = binding();
    design.errors_uJ.assign(30, 0.01 * 8 * 1.5 * 40);  // 1 % of a full heat
    const double dG = exchange_free_energy_kJ_mol(c / (0.9 * 1e-4), 298.15);
    return planned_precision(design, plan_of("independent"), std::vector<double>{-40, dG, 0.9});
  };
  EXPECT_NEAR(precision(1).dH_error_kJ_mol / 40, 0.10, 0.02);
  EXPECT_NEAR(precision(3).dH_error_kJ_mol / 40, 0.02, 0.006);
  EXPECT_NEAR(precision(1e4).dG_error_kJ_mol, 0.7, 0.05);
  EXPECT_NEAR(precision(1e5).dG_error_kJ_mol, 5, 0.5);
  Titration design = c6sh();
  design.errors_uJ.assign(50, 0.01 * 5 * 31 * 20.2);
  const auto exchange = [&](double K) {
    const double dG = exchange_free_energy_kJ_mol(K, 303);
    return planned_precision(design, plan_of("exchange", 303), std::vector<double>{-20.2, dG, 0.58});
  };
  EXPECT_NEAR(exchange(0.01).dH_error_kJ_mol / 20.2, 0.20, 0.02);
  EXPECT_NEAR(exchange(0.01).n_error / 0.58, 0.5, 0.05);
  EXPECT_NEAR(exchange(0.1).n_error / 0.58, 0.07, 0.006);
  EXPECT_NEAR(exchange(1).n_error / exchange(10).n_error, 3, 0.3);
  EXPECT_NEAR(exchange(1e4).dG_error_kJ_mol, 0.3, 0.02);
  EXPECT_NEAR(exchange(1e5).dG_error_kJ_mol, 1, 0.1);
}

}  // namespace
