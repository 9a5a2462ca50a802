#include "nacre/ligands/titration_layout.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ligands/titrations.hpp"

namespace {

using namespace titrations;

std::vector<std::string> names(const ProblemLayout& layout) {
  std::vector<std::string> all;
  for (const auto& p : layout.parameters) all.push_back(p.name);
  return all;
}

TitrationFitPlan everything(const char* model) {
  TitrationFitPlan plan = plan_of(model);
  plan.dilution = DilutionHeat::line;
  plan.heat_capacity = true;
  plan.cell_relative_error = 0.05;
  plan.syringe_relative_error = 0.02;
  return plan;
}

TEST(ProblemLayout, OneTitration) {
  EXPECT_EQ(names(problem_layout(1, plan_of("exchange"))), (std::vector<std::string>{"dH", "dG", "n"}));
  EXPECT_EQ(names(problem_layout(1, everything("two-sites"))),
            (std::vector<std::string>{"dH", "dG", "dH_2", "dG_2", "dCp", "n", "n_2", "dilution",
                                      "dilution_slope", "cell_scale", "syringe_scale"}));
}

TEST(ProblemLayout, SeveralTitrations) {
  TitrationFitPlan plan = plan_of("independent");
  plan.dilution = DilutionHeat::constant;
  const std::vector<std::string> own{"dH", "dG", "n_1", "dilution_1", "n_2", "dilution_2"};
  EXPECT_EQ(names(problem_layout(2, plan)), own);
  plan.share_n = true;
  const ProblemLayout shared = problem_layout(2, plan);
  EXPECT_EQ(names(shared), (std::vector<std::string>{"dH", "dG", "n", "dilution_1", "dilution_2"}));
  EXPECT_EQ(shared.titrations[0].model[2], 2);
  EXPECT_EQ(shared.titrations[1].model[2], 2);
  EXPECT_EQ(shared.titrations[1].dilution, 4);
}

TEST(ProblemLayout, PlannedParametersReplaceTheCards) {
  TitrationFitPlan plan = plan_of("independent");
  plan.parameters = {{.name = "dG", .start = -50, .lower = -60}, {.name = "n", .start = 2, .fixed = true}};
  const ProblemLayout layout = problem_layout(2, plan);
  EXPECT_EQ(layout.parameters[1].start, -50);
  EXPECT_EQ(layout.parameters[1].lower, -60);
  EXPECT_EQ(layout.parameters[1].upper, 10);  // of the card
  EXPECT_TRUE(layout.parameters[2].fixed && layout.parameters[3].fixed);
  EXPECT_EQ(layout.planned, (std::vector<bool>{false, true, true, true}));
  plan.parameters = {{.name = "dGG", .start = -50}};
  try {
    problem_layout(1, plan);
    FAIL();
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(e.what(), "model independent has no parameter \"dGG\"");
  }
}

// Of a shared set of sites "n" is not "n_2".
TEST(ProblemLayout, SecondSetHasItsOwnName) {
  TitrationFitPlan plan = plan_of("two-sites");
  plan.parameters = {{.name = "n", .start = 3}, {.name = "n_2", .start = 5}};
  for (const std::size_t count : {std::size_t{1}, std::size_t{2}}) {
    const ProblemLayout layout = problem_layout(count, plan);
    for (const TitrationLayout& one : layout.titrations) {
      EXPECT_EQ(layout.parameters[static_cast<std::size_t>(one.model[2])].start, 3);
      EXPECT_EQ(layout.parameters[static_cast<std::size_t>(one.model[5])].start, 5);
    }
  }
}

TEST(ProblemLayout, ScalesHavePriors) {
  const ProblemLayout layout = problem_layout(1, everything("exchange"));
  const auto& scale = layout.parameters[static_cast<std::size_t>(layout.titrations[0].cell_scale)];
  EXPECT_EQ(scale.prior->mean, 1);
  EXPECT_EQ(scale.prior->sigma, 0.05);
}

// d(dG / T) / dT = -dH / T^2, and d dH / dT = dCp.
TEST(TemperatureShift, GibbsHelmholtz) {
  const double dH = -30, dG = -40, dCp = -1.2;
  const auto at = [&](double T) {
    const TemperatureShift shift(T, 298.15);
    return std::pair{dH + shift.dH_by_dCp * dCp,
                     shift.dG_by_dG * dG + shift.dG_by_dH * dH + shift.dG_by_dCp * dCp};
  };
  EXPECT_DOUBLE_EQ(at(298.15).first, dH);
  EXPECT_DOUBLE_EQ(at(298.15).second, dG);
  const double T = 310, h = 0.01;
  const double slope = (at(T + h).second / (T + h) - at(T - h).second / (T - h)) / (2 * h);
  EXPECT_NEAR(slope, -at(T).first / (T * T), 1e-10);
  EXPECT_NEAR(at(T).first, dH + dCp * (T - 298.15), 1e-12);
}

std::vector<double> ramp(int n) {
  std::vector<double> all;
  for (int i = 0; i < n; ++i) all.push_back(0.4 * (i - 2.5));
  return all;
}

// Two titrations that share one error, the second with one of its own.
TEST(ProblemLayout, EffectsOfOneNameAreOneParameter) {
  Titration first = binding(), second = binding();
  first.effects = {{"blank", std::vector<double>(30, 3.0)}};
  second.effects = {{"blank_slope", ramp(30)}, {"blank", std::vector<double>(30, 1.0)}};
  TitrationFitPlan plan = plan_of("independent");
  plan.share_n = true;
  const ProblemLayout layout = problem_layout(std::vector{first, second}, plan);
  EXPECT_EQ(names(layout), (std::vector<std::string>{"dH", "dG", "n", "blank", "blank_slope"}));
  EXPECT_EQ(layout.titrations[0].effects, (std::vector<int>{3}));
  EXPECT_EQ(layout.titrations[1].effects, (std::vector<int>{4, 3}));
  EXPECT_EQ(layout.parameters[3].prior->mean, 0);
  EXPECT_EQ(layout.parameters[3].prior->sigma, 1);
  const TitrationHeats heats(second, plan, layout.titrations[1]);
  std::vector<double> out(30);
  heats.heats(std::vector<double>{0, -32, 1, 2, 0.5}, out);
  for (std::size_t i = 0; i < 30; ++i)
    EXPECT_NEAR(out[i], 2 + 0.5 * 0.4 * (static_cast<double>(i) - 2.5), 1e-12);
}

// All parameters at once, at a temperature that is not the reference, in every convention.
TEST(TitrationHeats, DerivativesAreThoseOfTheHeats) {
  for (const char* model : {"exchange", "independent", "two-sites", "competitive"}) {
    for (const Displacement displacement :
         {Displacement::none, Displacement::overflow, Displacement::origin, Displacement::growing}) {
      SCOPED_TRACE(std::string(model) + " " + std::string(name(displacement)));
      Titration titration = binding(310);
      titration.displacement = displacement;
      titration.competitor_mM = 0.2;
      titration.effects = {{"blank", std::vector<double>(30, 3.0)}, {"blank_slope", ramp(30)}};
      const TitrationFitPlan plan = everything(model);
      const ProblemLayout layout = problem_layout(std::vector{titration}, plan);
      const TitrationHeats heats(titration, plan, layout.titrations[0]);
      std::vector<double> values;
      for (const auto& p : layout.parameters) values.push_back(p.start + (p.name == "dilution" ? 0.7 : 0.01));
      const std::size_t width = values.size();
      std::vector<double> analytic(heats.size() * width), up(heats.size()), down(heats.size());
      heats.derivatives(values, analytic);
      for (std::size_t k = 0; k < width; ++k) {
        const double middle = values[k], h = 1e-5 * std::max(std::abs(middle), 0.1);
        values[k] = middle + h;
        heats.heats(values, up);
        values[k] = middle - h;
        heats.heats(values, down);
        values[k] = middle;
        double size = 0;
        for (std::size_t i = 0; i < up.size(); ++i) size = std::max(size, std::abs(analytic[i * width + k]));
        for (std::size_t i = 0; i < up.size(); ++i) {
          EXPECT_NEAR(analytic[i * width + k], (up[i] - down[i]) / (2 * h), 1e-6 * size + 1e-7)
              << layout.parameters[k].name << " " << i;
        }
      }
    }
  }
}

TEST(TitrationHeats, DilutionIsPerMoleAndLinearInTheTitrant) {
  const Titration titration = binding();
  TitrationFitPlan plan = plan_of("independent");
  plan.dilution = DilutionHeat::line;
  const ProblemLayout layout = problem_layout(1, plan);
  const TitrationHeats heats(titration, plan, layout.titrations[0]);
  std::vector<double> out(heats.size());
  heats.heats(std::vector<double>{0, -32, 1, 0.5, 2}, out);  // dH, dG, n, dilution, dilution_slope
  const CellContent content = cell_content(titration);
  for (std::size_t i = 0; i < out.size(); ++i) {
    EXPECT_NEAR(out[i], 8 * 1.5 * (0.5 + 2 * content.titrant_mM[i + 1]), 1e-12);
  }
}

// A true concentration that is higher by the scale is the same as a titration that says so.
TEST(TitrationHeats, ScalesAreConcentrations) {
  TitrationFitPlan plan = plan_of("independent");
  plan.cell_relative_error = plan.syringe_relative_error = 0.1;
  const ProblemLayout layout = problem_layout(1, plan);
  const TitrationHeats heats(binding(), plan, layout.titrations[0]);
  std::vector<double> out(heats.size());
  heats.heats(std::vector<double>{-40, -32, 0.9, 1.1, 0.8}, out);
  Titration restated = binding();
  restated.cell_mM *= 1.1;
  restated.syringe_mM *= 0.8;
  const auto expected = injection_heats_uJ(restated, titration_model("independent"), binding_values);
  for (std::size_t i = 0; i < out.size(); ++i) EXPECT_NEAR(out[i], expected[i], 1e-10);
}

}  // namespace
