// Made data, their coverage, and planned precision.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ligands/titrations.hpp"
#include "nacre/fit/fit.hpp"

namespace {

using namespace titrations;

Titration design(double error_uJ = 5) { return with_heats(c6sh(), "exchange", c6sh_values, error_uJ); }

TEST(SyntheticTitrations, NoiseOfTheStatedSize) {
  const TitrationFitPlan plan = plan_of("exchange", 303);
  const Titration exact = design(5);
  double squares = 0, sum = 0;
  for (std::uint64_t replica = 0; replica < 100; ++replica) {
    const Titration made = synthetic_titrations({exact}, plan, c6sh_values, 7, replica)[0];
    EXPECT_EQ(made.cell_mM, 5.9);
    for (std::size_t i = 0; i < 50; ++i) {
      const double z = (made.heats_uJ[i] - exact.heats_uJ[i]) / 5;
      sum += z;
      squares += z * z;
    }
  }
  EXPECT_NEAR(squares / 5000, 1, 0.06);  // three standard errors
  EXPECT_NEAR(sum / 5000, 0, 0.043);
  EXPECT_EQ(synthetic_titrations({exact}, plan, c6sh_values, 7, 3)[0].heats_uJ,
            synthetic_titrations({exact}, plan, c6sh_values, 7, 3)[0].heats_uJ);
  EXPECT_NE(synthetic_titrations({exact}, plan, c6sh_values, 7, 3)[0].heats_uJ,
            synthetic_titrations({exact}, plan, c6sh_values, 7, 4)[0].heats_uJ);
}

TEST(SyntheticTitrations, UnknownErrorsAreTheScatter) {
  const TitrationFitPlan plan = plan_of("exchange", 303);
  Titration measured = synthetic_titrations({design(5)}, plan, c6sh_values, 1, 1)[0];
  measured.errors_uJ.clear();
  double data = 0, made = 0;
  const Titration exact = design(0);
  for (std::size_t i = 0; i < 50; ++i) data += std::pow(measured.heats_uJ[i] - exact.heats_uJ[i], 2) / 47;
  for (std::uint64_t replica = 0; replica < 100; ++replica) {
    const Titration next = synthetic_titrations({measured}, plan, c6sh_values, 1, replica)[0];
    EXPECT_TRUE(next.errors_uJ.empty());
    for (std::size_t i = 0; i < 50; ++i) made += std::pow(next.heats_uJ[i] - exact.heats_uJ[i], 2) / 5000;
  }
  EXPECT_NEAR(made / data, 1, 0.06);
  Titration empty = c6sh();
  EXPECT_THROW(synthetic_titrations({empty}, plan, c6sh_values, 1, 0), std::invalid_argument);
}

// Stated concentrations scatter so that truth over statement has the prior's distribution.
TEST(SyntheticTitrations, ConcentrationsAreDrawn) {
  TitrationFitPlan plan = plan_of("exchange", 303);
  plan.cell_relative_error = 0.05;
  plan.syringe_relative_error = 0.02;
  const std::vector<double> values{-20.2, -8.5, 0.58, 1.1, 0.95};
  double cell = 0, cell2 = 0, syringe2 = 0;
  const int replicas = 2000;
  for (int replica = 0; replica < replicas; ++replica) {
    const Titration made =
        synthetic_titrations({design()}, plan, values, 3, static_cast<std::uint64_t>(replica))[0];
    const double c = 1.1 * 5.9 / made.cell_mM - 1, s = 0.95 * 31 / made.syringe_mM - 1;
    cell += c / replicas;
    cell2 += c * c / replicas;
    syringe2 += s * s / replicas;
  }
  EXPECT_NEAR(cell, 0, 0.004);
  EXPECT_NEAR(std::sqrt(cell2), 0.05, 0.0025);
  EXPECT_NEAR(std::sqrt(syringe2), 0.02, 0.001);
}

// What the errors of a blank of six injections of -60 +- 20 uJ do to 20 injections of an exchange.
Titration with_blank_line() {
  Titration titration = c6sh();
  titration.syringe_mM = 62;
  titration.volumes_uL.assign(20, 10.0);
  titration = with_heats(titration, "exchange", c6sh_values, 5);
  titration.effects = {{.name = "blank"}, {.name = "blank_slope"}};
  for (int i = 0; i < 20; ++i) {
    titration.effects[0].heats_uJ.push_back(20 / std::sqrt(6.0));
    titration.effects[1].heats_uJ.push_back(20 / std::sqrt(17.5) * (i - 2.5));  // 17.5: squares about 2.5
  }
  return titration;
}

// The first and the last heat of titrations with one error that both share, whatever the fit found it to be.
TEST(SyntheticTitrations, SharedEffectsAreDrawnOnceForAll) {
  Titration one = with_blank_line();
  one.errors_uJ.assign(20, 1e-6);
  one.effects.pop_back();
  TitrationFitPlan plan = plan_of("exchange", 303);
  plan.share_n = true;
  const std::vector<double> values{-20.2, -8.5, 0.58, 1.7};
  double sum = 0, squares = 0;
  const int replicas = 1000;
  for (int replica = 0; replica < replicas; ++replica) {
    const auto made = synthetic_titrations({one, one}, plan, values, 3, static_cast<std::uint64_t>(replica));
    const double shift = (made[0].heats_uJ[0] - one.heats_uJ[0]) / one.effects[0].heats_uJ[0];
    EXPECT_NEAR((made[1].heats_uJ[19] - one.heats_uJ[19]) / one.effects[0].heats_uJ[19], shift, 1e-5);
    sum += shift / replicas;
    squares += shift * shift / replicas;
  }
  EXPECT_NEAR(sum, 0, 0.1);
  EXPECT_NEAR(squares, 1, 0.14);
}

// Standard deviations of (fitted - true) / error of dH, dG and n.
std::array<double, 3> pulls(bool known_errors, int replicas) {
  const TitrationFitPlan plan = plan_of("exchange", 303);
  const std::vector<double> truth{-20.2, -8.5, 0.58, 0, 0};
  std::array<double, 3> squares{};
  for (int replica = 0; replica < replicas; ++replica) {
    auto made =
        synthetic_titrations({with_blank_line()}, plan, truth, 17, static_cast<std::uint64_t>(replica));
    if (!known_errors) made[0].errors_uJ.clear();
    const nacre::fit::Result result = fit_titrations(titration_problem("made", made, plan));
    EXPECT_TRUE(result.converged);
    for (std::size_t k = 0; k < 3; ++k)
      squares[k] += std::pow((result.values[k] - truth[k]) / result.uncertainties[k], 2) / replicas;
  }
  for (double& one : squares) one = std::sqrt(one);
  return squares;
}

// Taken as independent errors of each heat, those of the blank would make the errors of n far too small.
TEST(SlowSharedEffects, ErrorsAreAsLargeAsTheScatterOfTheResults) {
  for (const bool known : {true, false}) {
    const auto found = pulls(known, 150);
    for (std::size_t k = 0; k < 3; ++k) {
      RecordProperty((known ? "known" : "unknown") + std::to_string(k), std::to_string(found[k]));
      EXPECT_GT(found[k], 0.85) << known << k;
      EXPECT_LT(found[k], 1.2) << known << k;
    }
  }
}

struct Coverage {
  double dH = 0, dG = 0, n = 0;
};

// Share of made titrations whose interval value +- error holds the truth.
Coverage coverage(const Titration& exact, const TitrationFitPlan& plan, std::vector<double> values,
                  int replicas) {
  Coverage inside;
  std::vector<double> truth = values;
  for (int replica = 0; replica < replicas; ++replica) {
    const auto made = synthetic_titrations({exact}, plan, values, 11, static_cast<std::uint64_t>(replica));
    const nacre::fit::Problem problem = titration_problem("made", made, plan);
    const nacre::fit::Result result = fit_titrations(problem);
    EXPECT_TRUE(result.converged);
    const auto hit = [&](std::size_t k) {
      return std::abs(result.values[k] - truth[k]) <= result.uncertainties[k] ? 1.0 / replicas : 0.0;
    };
    inside.dH += hit(0);
    inside.dG += hit(1);
    inside.n += hit(2);
  }
  return inside;
}

void expect_covered(const Coverage& found) {
  for (const double share : {found.dH, found.dG, found.n}) {
    EXPECT_GE(share, 0.64);  // 1,000 made titrations: 68.3 % within three standard errors
    EXPECT_LE(share, 0.727);
  }
  testing::Test::RecordProperty("dH", std::to_string(found.dH));
  testing::Test::RecordProperty("dG", std::to_string(found.dG));
  testing::Test::RecordProperty("n", std::to_string(found.n));
}

TEST(SlowCoverage, KnownErrors) {
  expect_covered(coverage(design(), plan_of("exchange", 303), {-20.2, -8.5, 0.58}, 1000));
  expect_covered(coverage(with_heats(binding(), "independent", binding_values, 5), plan_of("independent"),
                          {-40, -32, 0.9}, 1000));
}

TEST(SlowCoverage, ConcentrationErrors) {
  TitrationFitPlan plan = plan_of("exchange", 303);
  plan.cell_relative_error = 0.05;
  plan.syringe_relative_error = 0.03;
  expect_covered(coverage(design(), plan, {-20.2, -8.5, 0.58, 1, 1}, 1000));
  plan = plan_of("independent");
  plan.cell_relative_error = 0.05;
  plan.syringe_relative_error = 0.03;
  expect_covered(
      coverage(with_heats(binding(), "independent", binding_values, 5), plan, {-40, -32, 0.9, 1, 1}, 1000));
}

TEST(SlowCoverage, UnknownErrorsAndDilution) {
  TitrationFitPlan plan = plan_of("exchange", 303);
  plan.dilution = DilutionHeat::constant;
  plan.cell_relative_error = 0.05;
  Titration exact = design();
  const std::vector<double> truth{-20.2, -8.5, 0.58, 0.3, 1};
  nacre::fit::Result at;
  at.values = truth;
  exact.heats_uJ = fitted_heats_uJ({exact}, plan, at, 0);
  Titration measured = synthetic_titrations({exact}, plan, truth, 5, 0)[0];
  measured.errors_uJ.clear();
  measured.cell_mM = exact.cell_mM;  // heats with a noise of 5 uJ about the truth
  expect_covered(coverage(measured, plan, truth, 1000));
}

// Bootstrap with drawn concentrations, profile and covariance where the problem is regular.
TEST(SlowCoverage, ThreeKindsOfIntervalsAgree) {
  TitrationFitPlan plan = plan_of("exchange", 303);
  plan.cell_relative_error = 0.05;
  plan.syringe_relative_error = 0.03;
  const std::vector<Titration> data =
      synthetic_titrations({design()}, plan, std::vector<double>{-20.2, -8.5, 0.58, 1, 1}, 2, 0);
  const nacre::fit::Problem problem = titration_problem("made", data, plan);
  const nacre::fit::Result best = fit_titrations(problem);
  const auto samples = nacre::fit::bootstrap(
      problem, best, 1000,
      [&](std::span<const double> values, std::uint64_t replica) {
        return titration_problem("made", synthetic_titrations(data, plan, values, 9, replica), plan);
      },
      {});
  for (std::size_t k = 0; k < 3; ++k) {
    std::vector<double> sample;
    for (const auto& one : samples) sample.push_back(one[k]);
    const auto drawn = nacre::fit::central_interval(sample);
    const auto profile = nacre::fit::profile_interval(problem, best, problem.parameters[k].name);
    const double width = 2 * best.uncertainties[k];
    EXPECT_NEAR((drawn[1] - drawn[0]) / width, 1, 0.09) << problem.parameters[k].name;
    EXPECT_NEAR((profile[1] - profile[0]) / width, 1, 0.03) << problem.parameters[k].name;
    EXPECT_NEAR((drawn[0] + drawn[1]) / 2, best.values[k], 0.1 * width) << problem.parameters[k].name;
  }
}

// What Fisher information expects is what the fit of the same data reports.
TEST(PlannedPrecision, IsThatOfTheFit) {
  TitrationFitPlan plan = plan_of("exchange", 303);
  plan.cell_relative_error = 0.05;
  plan.syringe_relative_error = 0.03;
  const Titration exact = design();
  const nacre::fit::Problem problem = titration_problem("made", {exact}, plan);
  const nacre::fit::Result result = fit_titrations(problem);
  Titration planned = exact;
  planned.heats_uJ.clear();
  const PlannedPrecision precision = planned_precision(planned, plan, c6sh_values);
  EXPECT_TRUE(precision.determined);
  EXPECT_NEAR(precision.dH_error_kJ_mol / error(problem, result, "dH"), 1, 1e-5);
  EXPECT_NEAR(precision.dG_error_kJ_mol / error(problem, result, "dG"), 1, 1e-5);
  EXPECT_NEAR(precision.n_error / error(problem, result, "n"), 1, 1e-5);
  const double correlation = result.covariance[1] / std::sqrt(result.covariance[0] * result.covariance[6]);
  EXPECT_NEAR(precision.correlation_dH_dG, correlation, 1e-5);
}

TEST(PlannedPrecision, MoreNoiseAndFlatterCurvesAreWorse) {
  const TitrationFitPlan plan = plan_of("exchange", 303);
  const PlannedPrecision fine = planned_precision(design(5), plan, c6sh_values);
  const PlannedPrecision coarse = planned_precision(design(10), plan, c6sh_values);
  EXPECT_NEAR(coarse.dG_error_kJ_mol / fine.dG_error_kJ_mol, 2, 1e-9);
  const double flat[] = {-20.2, 11.6, 0.58};  // K = 0.01
  EXPECT_GT(planned_precision(design(5), plan, flat).dH_error_kJ_mol, 10 * fine.dH_error_kJ_mol);
}

TEST(PlannedPrecision, UndeterminedAndFixed) {
  TitrationFitPlan plan = plan_of("exchange", 303);
  const double tight[] = {-20.2, -59, 0.58};  // no injection sees the step: K has no effect
  EXPECT_FALSE(planned_precision(design(5), plan, tight).determined);
  plan.parameters = {{.name = "n", .start = 0.58, .fixed = true}};
  const PlannedPrecision fixed = planned_precision(design(5), plan, c6sh_values);
  EXPECT_EQ(fixed.n_error, 0);
  EXPECT_LT(fixed.dG_error_kJ_mol,
            planned_precision(design(5), plan_of("exchange", 303), c6sh_values).dG_error_kJ_mol);
}

TEST(PlannedPrecision, NeedsErrorsAndAFullGuess) {
  Titration empty = c6sh();
  const TitrationFitPlan plan = plan_of("exchange", 303);
  const auto complaint = [&](const Titration& titration, std::vector<double> guess) -> std::string {
    try {
      planned_precision(titration, plan, guess);
    } catch (const std::invalid_argument& e) {
      return e.what();
    }
    return "none";
  };
  EXPECT_EQ(complaint(empty, {-20, -8, 0.6}), "a planned titration needs the expected error of every heat");
  EXPECT_EQ(complaint(design(), {-20, -8}), "the guess has 2 values, model exchange has 3 parameters");
}

}  // namespace
