#include "nacre/ligands/titration_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ligands/titrations.hpp"

namespace {

using namespace titrations;
using nacre::fit::Problem;
using nacre::fit::Result;

constexpr double cal = 4.184;

struct Fitted {
  Problem problem;
  Result result;

  double operator()(const std::string& name) const { return value(problem, result, name); }
  double error_of(const std::string& name) const { return error(problem, result, name); }
};

Fitted fitted(const std::vector<Titration>& titrations, const TitrationFitPlan& plan) {
  Problem problem = titration_problem("test", titrations, plan);
  Result result = fit_titrations(problem);
  return {std::move(problem), std::move(result)};
}

void expect_values(const Fitted& fit, const std::vector<double>& expected, double relative = 1e-6) {
  ASSERT_TRUE(fit.result.converged) << fit.result.message;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(fit.result.values[i], expected[i], relative * std::abs(expected[i]))
        << fit.problem.parameters[i].name;
  }
}

// Exact heats, no starts given: from weak to tight, exothermic and endothermic.
TEST(FitTitrations, RecoversWhatMadeTheHeats) {
  for (const double dH : {-80.0, -20.2, 15.0}) {
    for (const double dG : {-2.0, -5.0, -8.5, -14.0}) {
      for (const double n : {0.3, 0.58, 1.1}) {
        SCOPED_TRACE(std::to_string(dH) + " " + std::to_string(dG) + " " + std::to_string(n));
        const double values[] = {dH, dG, n};
        const Titration made = with_heats(c6sh(), "exchange", values, 1);
        expect_values(fitted({made}, plan_of("exchange", 303)), {dH, dG, n}, 1e-5);
      }
    }
  }
}

TEST(FitTitrations, RecoversBinding) {
  for (const double dG : {-26.0, -32.0, -40.0, -44.0}) {
    const double values[] = {35, dG, 0.8};
    const Titration made = with_heats(binding(), "independent", values, 1);
    expect_values(fitted({made}, plan_of("independent")), {35, dG, 0.8}, 1e-5);
  }
}

TEST(FitTitrations, RecoversTwoSites) {
  Titration design = binding();
  design.syringe_mM = 3;
  design.volumes_uL.assign(60, 4.0);
  const double values[] = {-40, -42, 0.7, 15, -31, 1.2};
  const Titration made = with_heats(design, "two-sites", values, 0.1);
  expect_values(fitted({made}, plan_of("two-sites")), {-40, -42, 15, -31, 0.7, 1.2}, 1e-5);
}

// A weak ligand makes a constant measurable that is too large for a direct titration.
TEST(FitTitrations, RecoversDisplacement) {
  Titration design = binding();
  design.competitor_mM = 1;
  const double values[] = {-40, -62, 0.9, -10, -28};
  TitrationFitPlan plan = plan_of("competitive");
  plan.parameters = {{.name = "dH_c", .start = -10, .fixed = true},
                     {.name = "dG_c", .start = -28, .fixed = true}};
  const Titration made = with_heats(design, "competitive", values, 1);
  expect_values(fitted({made}, plan), {-40, -62}, 1e-5);
}

// 250 uL pushed 22 % of the sites out of the cell: who neglects that finds too strong an exchange.
TEST(FitTitrations, NeglectedDisplacement) {
  Titration made = with_heats(c6sh(), "exchange", c6sh_values, 0);
  made.displacement = Displacement::none;
  const Fitted fit = fitted({made}, plan_of("exchange", 303));
  EXPECT_NEAR(fit("dG"), -8.797, 5e-4);
  EXPECT_NEAR(fit("n"), 0.54696, 5e-6);
  EXPECT_NEAR(fit("dH"), -20.160, 5e-4);
}

// Three temperatures, each with its own n and dilution heat.
TEST(FitTitrations, HeatCapacityFromTemperatures) {
  TitrationFitPlan plan = plan_of("independent");
  plan.heat_capacity = true;
  plan.dilution = DilutionHeat::constant;
  std::vector<Titration> all;
  const std::vector<double> truth{-40, -32,  -1.5, 0.9, 0.3,
                                  1.0, -0.2, 1.1,  0.1};  // dH dG dCp, n and dilution thrice
  for (const double T : {288.15, 298.15, 308.15}) {
    all.push_back(binding(T));
    all.back().errors_uJ.assign(30, 1.0);
    all.back().heats_uJ.assign(30, 0.0);
  }
  Result exact;
  exact.values = truth;
  std::vector<Titration> made = all;
  for (std::size_t t = 0; t < 3; ++t) made[t].heats_uJ = fitted_heats_uJ(all, plan, exact, t);
  const Fitted fit = fitted(made, plan);
  expect_values(fit, truth, 1e-5);
  EXPECT_EQ(fit.problem.parameters[5].name, "n_2");
  EXPECT_NEAR(fit.result.chi2, 0, 1e-10);
}

TEST(FitTitrations, SkippedInjectionsStillFillTheCell) {
  Titration made = with_heats(binding(), "independent", binding_values, 1);
  made.heats_uJ[0] = 1e6;
  made.heats_uJ[17] = std::nan("");
  made.used.assign(30, true);
  made.used[0] = made.used[17] = false;
  const Fitted fit = fitted({made}, plan_of("independent"));
  expect_values(fit, {-40, -32, 0.9});
  EXPECT_EQ(fit.result.n_data, 28);
}

// Errors that are not known come out as the scatter; with them the uncertainties are the same.
TEST(FitTitrations, UnknownErrors) {
  const Titration exact = with_heats(binding(), "independent", binding_values, 3);
  const TitrationFitPlan plan = plan_of("independent");
  Titration noisy = synthetic_titrations({exact}, plan, binding_values, 1, 0)[0];
  const Fitted known = fitted({noisy}, plan);
  noisy.errors_uJ.clear();
  const Fitted unknown = fitted({noisy}, plan);
  EXPECT_TRUE(unknown.result.sigmas_scaled);
  EXPECT_NEAR(unknown("dG"), known("dG"), 1e-7);
  const double scatter = std::sqrt(known.result.chi2_reduced());
  EXPECT_NEAR(unknown.error_of("dG"), scatter * known.error_of("dG"), 1e-5 * known.error_of("dG"));
  EXPECT_NEAR(scatter, 1, 0.3);
}

// Priors of the concentrations are absolute even where the errors of the heats are not known.
TEST(FitTitrations, UnknownErrorsBesidePriors) {
  TitrationFitPlan plan = plan_of("independent");
  Titration noisy = synthetic_titrations({with_heats(binding(), "independent", binding_values, 3)}, plan,
                                         binding_values, 1, 0)[0];
  plan.cell_relative_error = 0.04;
  plan.syringe_relative_error = 0.03;
  const Fitted known = fitted({noisy}, plan);
  noisy.errors_uJ.clear();
  const Fitted unknown = fitted({noisy}, plan);
  EXPECT_NEAR(unknown.result.chi2_reduced(), 1, 1e-6);
  EXPECT_NEAR(unknown.error_of("n") / known.error_of("n"), 1, 0.03);
  EXPECT_NEAR(unknown.error_of("cell_scale"), 0.04, 0.0005);
}

// n and the cell's concentration only appear as their product: the prior is all that is known of the scale,
// and n carries both relative errors.
TEST(FitTitrations, ConcentrationErrorsWidenTheResult) {
  const Titration made = with_heats(binding(), "independent", binding_values, 0.5);
  TitrationFitPlan plan = plan_of("independent");
  const Fitted exact = fitted({made}, plan);
  plan.cell_relative_error = 0.05;
  plan.syringe_relative_error = 0.02;
  const Fitted fit = fitted({made}, plan);
  ASSERT_FALSE(fit.result.singular);
  expect_values(fit, {-40, -32, 0.9, 1, 1});
  EXPECT_NEAR(fit.error_of("cell_scale"), 0.05, 1e-6);
  EXPECT_NEAR(fit.error_of("n") / 0.9, std::hypot(0.05, 0.02, exact.error_of("n") / 0.9), 2e-4);
  EXPECT_NEAR(fit.error_of("dH") / 40, std::hypot(0.02, exact.error_of("dH") / 40), 2e-4);
}

// Documented by pytc's demonstration ca-edta: single site, first two injections left out, dilution line free.
TEST(FitTitrations, CalciumIntoEdta) {
  if (!std::filesystem::exists(measured("tris-01.DH"))) {
    GTEST_SKIP() << measured("tris-01.DH") << " is not there";
  }
  Titration tris = read_measured("tris-01.DH");
  ASSERT_EQ(tris.heats_uJ.size(), 56u);
  tris.used.assign(56, true);
  tris.used[0] = tris.used[1] = false;
  TitrationFitPlan plan = plan_of("independent", tris.temperature_K);
  plan.dilution = DilutionHeat::line;
  const Fitted fit = fitted({tris}, plan);
  ASSERT_TRUE(fit.result.converged);
  EXPECT_NEAR(equilibrium_constant(fit("dG"), tris.temperature_K), 4.0548e7, 5e2);
  EXPECT_NEAR(1e3 * fit("dH") / cal, -11566.9, 0.06);
  EXPECT_NEAR(fit("n"), 0.97395, 5e-6);
  // Its dilution_heat in cal per mole of injection and M, and dilution_intercept in ucal, at 5 nmol each.
  EXPECT_NEAR(fit("dilution_slope") * 5 / cal * 1e3, 1157.12, 0.06);
  EXPECT_NEAR(fit("dilution") * 5 / cal, -0.612666, 1e-5);
}

// Nanomolar solutions: slopes of the dilution heat are large numbers.
TEST(FitTitrations, DiluteSolutions) {
  Titration design = binding();
  design.cell_mM *= 1e-4;
  design.syringe_mM *= 1e-4;
  TitrationFitPlan plan = plan_of("independent");
  plan.dilution = DilutionHeat::line;
  design.errors_uJ.assign(30, 1e-5);
  Result exact;
  exact.values = {-40, -55, 0.9, 2, -3e4};
  design.heats_uJ = fitted_heats_uJ({design}, plan, exact, 0);
  expect_values(fitted({design}, plan), exact.values, 1e-5);
}

TEST(FitTitrations, ReplicatesOfCalciumIntoEdtaShareTheirThermodynamics) {
  std::vector<Titration> all;
  for (const char* file : {"tris-01.DH", "tris-02.DH", "tris-03.DH"}) {
    if (!std::filesystem::exists(measured(file))) GTEST_SKIP() << measured(file) << " is not there";
    all.push_back(read_measured(file));
    all.back().used.assign(all.back().heats_uJ.size(), true);
    all.back().used[0] = all.back().used[1] = false;
  }
  TitrationFitPlan plan = plan_of("independent");
  plan.dilution = DilutionHeat::line;
  const Fitted fit = fitted(all, plan);
  ASSERT_TRUE(fit.result.converged);
  EXPECT_FALSE(fit.result.singular);
  // Figures of SciPy's least_squares for the same global fit.
  EXPECT_NEAR(1e3 * fit("dH") / cal, -11669.575, 0.01);
  EXPECT_NEAR(fit("n_1"), 0.973974, 2e-6);
  EXPECT_NEAR(fit("n_2"), 0.999232, 2e-6);
  EXPECT_NEAR(fit("n_3"), 1.007594, 2e-6);
  EXPECT_NEAR(equilibrium_constant(fit("dG"), 298.15), 3.93543e7, 1e3);
}

std::string complaint(const std::vector<Titration>& titrations, const TitrationFitPlan& plan) {
  try {
    titration_problem("test", titrations, plan);
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "none";
}

TEST(TitrationProblem, SaysWhatCannotBeFitted) {
  const Titration good = with_heats(c6sh(), "exchange", c6sh_values, 2);
  const TitrationFitPlan plan = plan_of("exchange");
  EXPECT_EQ(complaint({good}, plan), "none");
  EXPECT_EQ(complaint({}, plan), "there is no titration to fit");
  EXPECT_EQ(complaint({good}, {}), "the plan of the fit names no titration model");
  Titration bad = good;
  bad.heats_uJ.pop_back();
  EXPECT_EQ(complaint({bad}, plan), "C6SH: there are 49 heats for 50 injections");
  bad = good;
  bad.errors_uJ.push_back(1);
  EXPECT_EQ(complaint({bad}, plan), "C6SH: there are 51 errors for 50 injections");
  bad = good;
  bad.errors_uJ[3] = 0;
  EXPECT_EQ(complaint({bad}, plan), "C6SH: the error of injection 4 is 0 uJ, it must be positive");
  bad = good;
  bad.heats_uJ[3] = INFINITY;
  EXPECT_EQ(complaint({bad}, plan), "C6SH: the heat of injection 4 is inf; leave it out of the fit");
  bad = good;
  bad.used.assign(50, false);
  EXPECT_EQ(complaint({bad}, plan), "C6SH: no injection is used");
  bad.used.assign(3, true);
  EXPECT_EQ(complaint({bad}, plan), "C6SH: there are 3 marks of use for 50 injections");
  bad = good;
  bad.errors_uJ.clear();
  EXPECT_EQ(complaint({good, bad}, plan),
            "C6SH: errors of the heats are given for some titrations only: give all or none");
  EXPECT_EQ(complaint({good}, plan_of("competitive")),
            "C6SH: model competitive needs a competitor in the cell");
  TitrationFitPlan wrong = plan;
  wrong.cell_relative_error = -0.1;
  EXPECT_EQ(complaint({good}, wrong), "relative errors of concentrations must be at least 0 and less than 1");
  wrong = plan;
  wrong.reference_temperature_K = 0;
  EXPECT_EQ(complaint({good}, wrong), "the reference temperature must be positive");
}

}  // namespace
