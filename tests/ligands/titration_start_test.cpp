#include "nacre/ligands/titration_start.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "ligands/titrations.hpp"

namespace {

using namespace titrations;

double start(const ProblemLayout& layout, const std::string& name) {
  const auto found = std::ranges::find(layout.parameters, name, &nacre::fit::Parameter::name);
  return found == layout.parameters.end() ? std::nan("") : found->start;
}

ProblemLayout started(const std::vector<Titration>& data, const TitrationFitPlan& plan) {
  ProblemLayout layout = problem_layout(data.size(), plan);
  set_starts(data, plan, layout);
  return layout;
}

TEST(SetStarts, NearTheTruth) {
  const Titration made = with_heats(c6sh(), "exchange", c6sh_values, 0);
  const ProblemLayout layout = started({made}, plan_of("exchange", 303));
  EXPECT_NEAR(start(layout, "dH"), -20.2, 3);
  EXPECT_NEAR(start(layout, "dG"), -8.5, 2.5);
  EXPECT_NEAR(start(layout, "n"), 0.58, 0.12);
}

// Data of the plan's own grid: the linear part is found exactly, the constant dilution heat as well.
TEST(SetStarts, LinearPartIsExact) {
  Titration design = c6sh();
  const CellContent content = cell_content(design);
  const double n = 0.4 * content.titrant_mM.back() / content.cell_mM.back();
  const double values[] = {-33, exchange_free_energy_kJ_mol(30, 303), n};
  Titration made = with_heats(design, "exchange", values, 0);
  for (double& heat : made.heats_uJ) heat += 5 * 31 * 0.7;
  TitrationFitPlan plan = plan_of("exchange", 303);
  plan.dilution = DilutionHeat::constant;
  const ProblemLayout layout = started({made}, plan);
  EXPECT_NEAR(start(layout, "dH"), -33, 1e-9);
  EXPECT_NEAR(start(layout, "dG"), values[1], 1e-12);
  EXPECT_NEAR(start(layout, "n"), n, 1e-12);
  EXPECT_NEAR(start(layout, "dilution"), 0.7, 1e-9);
}

TEST(SetStarts, LeavesWhatThePlanNames) {
  const Titration made = with_heats(c6sh(), "exchange", c6sh_values, 0);
  TitrationFitPlan plan = plan_of("exchange", 303);
  plan.parameters = {{.name = "n", .start = 0.9}};
  const ProblemLayout layout = started({made}, plan);
  EXPECT_EQ(start(layout, "n"), 0.9);
  EXPECT_NE(start(layout, "dH"), titration_model("exchange").parameters[0].default_value);
}

TEST(SetStarts, EveryTitrationHasItsOwnSites) {
  const double few[] = {-40, -32, 0.5}, many[] = {-40, -32, 1.4};
  const std::vector<Titration> data{with_heats(binding(), "independent", few, 0),
                                    with_heats(binding(), "independent", many, 0)};
  const ProblemLayout layout = started(data, plan_of("independent"));
  EXPECT_NEAR(start(layout, "n_1"), 0.5, 0.2);
  EXPECT_NEAR(start(layout, "n_2"), 1.4, 0.4);
}

TEST(SetStarts, SkippedHeatsDoNotCount) {
  Titration made = with_heats(c6sh(), "exchange", c6sh_values, 0);
  const ProblemLayout clean = started({made}, plan_of("exchange", 303));
  made.used.assign(50, true);
  made.used[49] = false;
  made.heats_uJ[49] = 1e7;
  const ProblemLayout layout = started({made}, plan_of("exchange", 303));
  EXPECT_NEAR(start(layout, "dH"), start(clean, "dH"), 0.5);
}

TEST(OtherStarts, MoveWhatIsFreeWithinBounds) {
  const Titration made = with_heats(c6sh(), "exchange", c6sh_values, 1);
  TitrationFitPlan plan = plan_of("exchange", 303);
  plan.parameters = {{.name = "n", .start = 0.6, .fixed = true}, {.name = "dG", .start = -8, .lower = -10}};
  const auto problem = titration_problem("made", {made}, plan);
  const auto starts = other_starts(problem);
  ASSERT_EQ(starts.size(), 4u);
  EXPECT_EQ(starts[0].parameters[1].start, -10);  // held by its bound
  EXPECT_EQ(starts[1].parameters[1].start, -1);
  for (const auto& one : starts) EXPECT_EQ(one.parameters[2].start, 0.6);
  const auto two = titration_problem(
      "made", {with_heats(binding(), "two-sites", std::vector<double>{-40, -42, 0.7, 15, -31, 1.2}, 1)},
      plan_of("two-sites"));
  EXPECT_EQ(other_starts(two).size(), 7u);
}

}  // namespace
