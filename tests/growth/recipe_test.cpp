#include "nacre/growth/recipe.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

#include "nacre/core/error.hpp"
#include "recipe_flask.hpp"

namespace nacre::growth {
namespace {

constexpr Options fine{.tolerance = 3e-4, .resolution = 30};

Outcome made(double radius_nm, double dispersity, double yield = 0.99) {
  return {.recipe = {}, .radius_nm = radius_nm, .dispersity = dispersity, .yield = yield};
}

RunControl with_threads(int threads) {
  RunControl control;
  control.threads = threads;
  return control;
}

TEST(Target, IsMetWithinItsLimits) {
  const Target target{2.0, 0.01, 0.03, 0.95};
  EXPECT_TRUE(meets(made(2.0, 0.03), target));
  EXPECT_TRUE(meets(made(2.019, 0.02), target));
  EXPECT_TRUE(meets(made(1.981, 0.02), target));
  EXPECT_FALSE(meets(made(2.021, 0.02), target));
  EXPECT_FALSE(meets(made(1.979, 0.02), target));
  EXPECT_FALSE(meets(made(2.0, 0.031), target));
  EXPECT_FALSE(meets(made(2.0, 0.02, 0.94), target));
  EXPECT_FALSE(meets(made(std::nan(""), 0.02), target));
}

TEST(TradeOff, BestIsTheNarrowerOfBoth) {
  EXPECT_EQ((TradeOff{2.0}.best()), nullptr);
  EXPECT_EQ((TradeOff{2.0, made(2, 0.02), {}}.best()->dispersity), 0.02);
  EXPECT_EQ((TradeOff{2.0, {}, made(2, 0.03)}.best()->dispersity), 0.03);
  EXPECT_EQ((TradeOff{2.0, made(2, 0.02), made(2, 0.01)}.best()->dispersity), 0.01);
  EXPECT_EQ((TradeOff{2.0, made(2, 0.01), made(2, 0.02)}.best()->dispersity), 0.01);
}

TEST(FindRecipe, SeedsNeedWhatTheBalanceOfMassSays) {
  const Target target{.radius_nm = 2.4};
  const FoundRecipe found =
      find_recipe(seeded(), seeded_space(), target, {.tolerance = 1e-5}, small_effort(), {});
  ASSERT_TRUE(found.reached);
  EXPECT_FALSE(found.nearest);
  EXPECT_NEAR(found.best.radius_nm, 2.4, 2.4e-4);
  const double needed = solid_mol_m3(2.4) - solid_mol_m3(seed_radius_nm);
  EXPECT_NEAR(found.best.recipe.concentration_mol_m3, needed, 0.003 * needed);
}

TEST(FindRecipe, SeedsGrowNoFurtherThanThePrecursorLasts) {
  const FoundRecipe found =
      find_recipe(seeded(), seeded_space(), {.radius_nm = 8}, {.tolerance = 1e-5}, small_effort(), {});
  EXPECT_FALSE(found.reached);
  const double largest_nm = std::cbrt(std::pow(seed_radius_nm, 3) * (1 + 200 / solid_mol_m3(seed_radius_nm)));
  ASSERT_TRUE(found.nearest);
  EXPECT_LT(found.nearest->radius_nm, largest_nm);
  EXPECT_GT(found.nearest->radius_nm, 0.98 * largest_nm);
  EXPECT_GT(found.best.radius_nm, 0.98 * largest_nm);
  for (const TradeOff& point : found.curve)
    if (point.best() != nullptr) {
      EXPECT_LE(point.best()->radius_nm, found.best.radius_nm) << "nothing that was simulated comes nearer";
    }
}

// A target just beyond the edge, by less than its tolerance, is met at the edge.
TEST(FindRecipe, TheToleranceOfTheRadiusCounts) {
  const double largest_nm = std::cbrt(std::pow(seed_radius_nm, 3) * (1 + 200 / solid_mol_m3(seed_radius_nm)));
  Target target{.radius_nm = 1.01 * largest_nm, .radius_tolerance = 0.05};
  const FoundRecipe found =
      find_recipe(seeded(), seeded_space(), target, {.tolerance = 1e-5}, small_effort(), {});
  EXPECT_TRUE(found.reached);
  EXPECT_LT(found.best.radius_nm, largest_nm);
  target.radius_tolerance = 0.001;
  EXPECT_FALSE(
      find_recipe(seeded(), seeded_space(), target, {.tolerance = 1e-5}, small_effort(), {}).reached);
}

TEST(FindRecipe, OneInjectionIsEnoughAndRunsForwardToTheTarget) {
  const Target target{.radius_nm = 2.2};
  const FoundRecipe found =
      find_recipe(hot_injection(), hot_injection_space(), target, fine, small_effort(), with_threads(2));
  ASSERT_TRUE(found.reached);
  EXPECT_FALSE(found.best.recipe.fed()) << "a feed would be narrower, but is not needed";
  const Outcome forward = outcome_of(hot_injection(), hot_injection_space(), found.best.recipe,
                                     {.tolerance = 3e-5, .resolution = 80}, {});
  EXPECT_TRUE(meets(forward, target));
  EXPECT_NEAR(forward.radius_nm, 2.2, 0.005);
  EXPECT_LT(forward.dispersity, 0.02);
  ASSERT_EQ(found.curve.size(), 5u);
  for (std::size_t i = 1; i < found.curve.size(); ++i)
    EXPECT_GT(found.curve[i].radius_nm, found.curve[i - 1].radius_nm);
  for (const TradeOff& point : found.curve)
    if (point.best() != nullptr) {
      EXPECT_NEAR(point.best()->radius_nm, point.radius_nm, 0.01 * point.radius_nm);
    }
}

TEST(SlowFindRecipe, AFeedIsTakenWhereOneInjectionIsTooBroad) {
  RecipeEffort effort = small_effort();
  effort.feed_rays = 24;
  effort.evaluations = 36;
  effort.radii = 3;
  const Target target{.radius_nm = 2.2, .dispersity = 0.01};
  const FoundRecipe found =
      find_recipe(hot_injection(), hot_injection_space(), target, fine, effort, with_threads(2));
  ASSERT_TRUE(found.reached);
  EXPECT_TRUE(found.best.recipe.fed());
  EXPECT_TRUE(meets(outcome_of(hot_injection(), hot_injection_space(), found.best.recipe,
                               {.tolerance = 3e-5, .resolution = 80}, {}),
                    target));
}

TEST(SlowFindRecipe, AnImpossibleTargetIsRefusedWithTheNearest) {
  DesignSpace space = hot_injection_space();
  space.feed_share = {};
  const Target target{.radius_nm = 8};
  const FoundRecipe found =
      find_recipe(hot_injection(), space, target, fine, small_effort(), with_threads(2));
  EXPECT_FALSE(found.reached);
  ASSERT_TRUE(found.nearest);
  const Outcome forward =
      outcome_of(hot_injection(), space, found.nearest->recipe, {.tolerance = 3e-5, .resolution = 80}, {});
  EXPECT_NEAR(forward.radius_nm, found.nearest->radius_nm, 0.01);
  EXPECT_LE(forward.dispersity, 1.05 * target.dispersity);
  EXPECT_GE(forward.yield, 0.94);
  // Every recipe of a grid that goes further fails the yield or the dispersity.
  for (int i = 0; i <= 6; ++i)
    for (int j = 0; j <= 4; ++j) {
      const Recipe recipe{1e-3 * std::pow(3.0, i / 6.0), 5 * std::pow(12.0, j / 4.0)};
      const Outcome other = outcome_of(hot_injection(), space, recipe, coarse(), {});
      if (!(other.radius_nm > 1.02 * forward.radius_nm)) continue;
      EXPECT_TRUE(other.yield < 0.95 || other.dispersity > 0.03)
          << recipe.rate << " " << recipe.concentration_mol_m3;
    }
}

TEST(FindRecipe, ATooNarrowTargetIsRefusedWithTheNarrowest) {
  DesignSpace space = hot_injection_space();
  space.feed_share = {};
  const FoundRecipe found = find_recipe(hot_injection(), space, {.radius_nm = 2.0, .dispersity = 0.001}, fine,
                                        small_effort(), with_threads(2));
  EXPECT_FALSE(found.reached);
  EXPECT_FALSE(found.nearest);
  EXPECT_NEAR(found.best.radius_nm, 2.0, 0.001);
  EXPECT_GT(found.best.dispersity, 0.017);
  EXPECT_LT(found.best.dispersity, 0.019);
}

TEST(FindRecipe, DoesNotDependOnTheNumberOfThreads) {
  RecipeEffort effort = small_effort();
  effort.feed_rays = 3;
  effort.evaluations = 6;
  effort.radii = 3;
  const auto find = [&](int threads) {
    return find_recipe(hot_injection(), hot_injection_space(), {.radius_nm = 2.0}, coarse(), effort,
                       with_threads(threads));
  };
  const FoundRecipe one = find(1), four = find(4);
  EXPECT_EQ(one.best.radius_nm, four.best.radius_nm);
  EXPECT_EQ(one.best.recipe.rate, four.best.recipe.rate);
  EXPECT_EQ(one.best.recipe.concentration_mol_m3, four.best.recipe.concentration_mol_m3);
  ASSERT_EQ(one.curve.size(), four.curve.size());
  for (std::size_t i = 0; i < one.curve.size(); ++i) {
    EXPECT_EQ(one.curve[i].feed.has_value(), four.curve[i].feed.has_value());
    if (!one.curve[i].feed) continue;
    EXPECT_EQ(one.curve[i].feed->dispersity, four.curve[i].feed->dispersity);
  }
}

TEST(FindRecipe, ReportsItsProgress) {
  RunControl control;
  std::vector<std::string> stages;
  control.progress = [&](std::string_view stage, double, double, std::string_view) {
    if (stages.empty() || stages.back() != stage) stages.emplace_back(stage);
  };
  find_recipe(seeded(), seeded_space(), {.radius_nm = 2}, {.tolerance = 1e-5}, small_effort(), control);
  EXPECT_EQ(stages, (std::vector<std::string>{"map", "trade-off", "target"}));
}

TEST(FindRecipe, StopsWhenAskedTo) {
  const std::atomic<bool> stop = true;
  RunControl control;
  control.stop = &stop;
  EXPECT_THROW(find_recipe(seeded(), seeded_space(), {.radius_nm = 2}, {}, small_effort(), control),
               Interrupted);
}

TEST(FindRecipe, RefusesAFlaskInWhichNothingCompletes) {
  Synthesis base = hot_injection();
  base.duration_s = 1;
  DesignSpace space = hot_injection_space();
  space.feed_share = {};
  try {
    find_recipe(base, space, {.radius_nm = 2}, coarse(), small_effort(), {});
    FAIL() << "found a recipe in a second";
  } catch (const std::runtime_error& reason) {
    EXPECT_STREQ(reason.what(), "nothing between the bounds reaches a yield of 0.95 in the given time");
  }
}

// r^3 = r_0^3 + concentration V_m / (4 pi / 3 N): d ln r / d ln concentration = (1 - (r_0 / r)^3) / 3.
TEST(Sensitivities, OfSeedsFollowFromTheBalanceOfMass) {
  const Recipe recipe{5e-3, 40};
  const auto list =
      sensitivities(seeded(), seeded_space(), recipe, 0.01, {.tolerance = 1e-6}, with_threads(2));
  ASSERT_EQ(list.size(), 2u) << "there is no feed";
  EXPECT_EQ(list[0].variable, Variable::rate);
  EXPECT_NEAR(list[0].radius_exponent, 0, 1e-4) << "all is used up anyway";
  EXPECT_EQ(list[1].variable, Variable::concentration);
  const double ratio = std::pow(list[1].low.radius_nm / seed_radius_nm, 3) / 2 +
                       std::pow(list[1].high.radius_nm / seed_radius_nm, 3) / 2;
  EXPECT_NEAR(list[1].radius_exponent, (1 - 1 / ratio) / 3, 1e-3);
  EXPECT_DOUBLE_EQ(list[1].low.recipe.concentration_mol_m3, 39.6);
  EXPECT_DOUBLE_EQ(list[1].high.recipe.concentration_mol_m3, 40.4);
}

TEST(Sensitivities, OfAFedRecipeAreThoseOfAllFiveVariables) {
  const Recipe recipe{5e-3, 20, 0.3, 200, 500};
  const auto list = sensitivities(seeded(), hot_injection_space(), recipe, 0.05, {.tolerance = 1e-4}, {});
  ASSERT_EQ(list.size(), variables.size());
  for (std::size_t i = 0; i < list.size(); ++i) EXPECT_EQ(list[i].variable, variables[i]);
}

}  // namespace
}  // namespace nacre::growth
