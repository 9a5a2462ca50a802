#include "nacre/growth/recipe_outcome.hpp"

#include <gtest/gtest.h>

#include "recipe_flask.hpp"

namespace nacre::growth {
namespace {

TEST(Recipe, HoldsItsVariablesByName) {
  Recipe recipe;
  double value = 1;
  for (const Variable one : variables) recipe[one] = value++;
  EXPECT_EQ(recipe.rate, 1);
  EXPECT_EQ(recipe.concentration_mol_m3, 2);
  EXPECT_EQ(recipe.feed_share, 3);
  EXPECT_EQ(recipe.feed_start_s, 4);
  EXPECT_EQ(recipe.feed_duration_s, 5);
  const Recipe& constant = recipe;
  EXPECT_EQ(constant[Variable::feed_start], 4);
}

TEST(Recipe, SpaceHoldsItsRangesByName) {
  const DesignSpace space = hot_injection_space();
  EXPECT_EQ(space.of(Variable::rate).high, 3e-2);
  EXPECT_EQ(space.of(Variable::concentration).low, 5);
  EXPECT_EQ(space.of(Variable::feed_share).high, 0.7);
  EXPECT_EQ(space.of(Variable::feed_start).low, 50);
  EXPECT_EQ(space.of(Variable::feed_duration).high, 1500);
  EXPECT_TRUE(space.injects());
  EXPECT_TRUE(space.feeds());
  EXPECT_FALSE(seeded_space().feeds());
  EXPECT_FALSE((DesignSpace{.feed_share = {0.1, 0.5}}.injects()));
}

TEST(Recipe, OneInjectionIsTheBaseWithOtherNumbers) {
  Synthesis base = hot_injection();
  base.injections = {{.start_s = 10, .volume_ratio = 0.5, .concentration_mol_m3 = 3}};
  const Synthesis made = with_recipe(base, hot_injection_space(), {.rate = 2e-3, .concentration_mol_m3 = 30});
  EXPECT_EQ(made.precursor.rate.value, 2e-3);
  EXPECT_EQ(made.precursor.concentration_mol_m3, 30);
  EXPECT_TRUE(made.injections.empty()) << "those of the base are left out";
  EXPECT_EQ(made.duration_s, base.duration_s);
}

TEST(Recipe, AFeedKeepsBackItsShare) {
  const DesignSpace space{.stock_mol_m3 = 500};
  const Recipe recipe{1e-3, 40, 0.25, 300, 600};
  const Synthesis made = with_recipe(hot_injection(), space, recipe);
  EXPECT_DOUBLE_EQ(made.precursor.concentration_mol_m3, 30);
  ASSERT_EQ(made.injections.size(), 1u);
  EXPECT_EQ(made.injections[0].start_s, 300);
  EXPECT_EQ(made.injections[0].duration_s, 600);
  EXPECT_EQ(made.injections[0].concentration_mol_m3, 500);
  EXPECT_DOUBLE_EQ(made.injections[0].volume_ratio, 0.02);
  EXPECT_DOUBLE_EQ(feed_volume_ratio(space, recipe), 0.02);
}

TEST(Recipe, OutcomeIsThatOfTheSimulation) {
  const Recipe recipe{5e-3, 30, 0.4, 300, 900};
  const DesignSpace space = hot_injection_space();
  const Outcome outcome = outcome_of(hot_injection(), space, recipe, coarse(), {});
  const Trajectory run = simulate(with_recipe(hot_injection(), space, recipe), coarse());
  const Point& last = run.points.back();
  EXPECT_EQ(outcome.radius_nm, last.mean_nm());
  EXPECT_EQ(outcome.dispersity, last.dispersity());
  EXPECT_EQ(outcome.yield, last.yield());
  EXPECT_EQ(outcome.recipe.feed_share, 0.4);
  EXPECT_DOUBLE_EQ(last.total_mol_m3, 30) << "what is fed and what is there at the start";
  EXPECT_NEAR(run.at(outcome.done_s).solid_mol_m3, 0.98 * last.solid_mol_m3, 1e-3 * last.solid_mol_m3);
  EXPECT_GT(outcome.done_s, 900) << "not before most is fed";
  EXPECT_NEAR(outcome.nucleation_share, arrival_of_concentration(run).time_s / outcome.done_s, 1e-12);
}

TEST(Recipe, NothingComesOfAPrecursorThatDoesNotReact) {
  const Recipe recipe{1e-12, 5};
  const Outcome outcome = outcome_of(hot_injection(), hot_injection_space(), recipe, coarse(), {});
  EXPECT_TRUE(std::isnan(outcome.radius_nm));
  EXPECT_EQ(outcome.yield, 0);
}

}  // namespace
}  // namespace nacre::growth
