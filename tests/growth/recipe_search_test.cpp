#include "nacre/growth/recipe_search.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "recipe_flask.hpp"

namespace nacre::growth {
namespace {

struct Mapped {
  Mapped(Synthesis synthesis, const DesignSpace& space, Schedule schedule, double least_yield = 0.9,
         const RecipeEffort& effort = small_effort())
      : base(std::move(synthesis)), search(base, space, schedule, least_yield, effort, control) {
    std::vector<Ray> rays;
    for (std::size_t i = 0; i < search.ray_count(); ++i) rays.push_back(search.ray(i));
    search.keep(std::move(rays));
  }

  const RunControl control{};
  const Synthesis base;
  RecipeSearch search;
};

void expect_inside(const Recipe& recipe, const DesignSpace& space) {
  EXPECT_TRUE(space.rate.holds(recipe.rate)) << recipe.rate;
  EXPECT_TRUE(space.concentration_mol_m3.holds(recipe.concentration_mol_m3)) << recipe.concentration_mol_m3;
  if (!recipe.fed()) return;
  EXPECT_TRUE(space.feed_share.holds(recipe.feed_share)) << recipe.feed_share;
  EXPECT_TRUE(space.feed_start_s.holds(recipe.feed_start_s)) << recipe.feed_start_s;
  EXPECT_TRUE(space.feed_duration_s.holds(recipe.feed_duration_s)) << recipe.feed_duration_s;
}

TEST(RecipeSearch, RaysOfOneInjectionSpanTheSpace) {
  const DesignSpace space = hot_injection_space();
  const Mapped mapped(hot_injection(), space, Schedule::injection);
  const auto& rays = mapped.search.rays();
  ASSERT_EQ(rays.size(), 3u);
  for (const Ray& ray : rays) {
    ASSERT_EQ(ray.size(), 6u);
    EXPECT_DOUBLE_EQ(ray.front().recipe.rate, 1e-3);
    EXPECT_DOUBLE_EQ(ray.back().recipe.rate, 3e-2);
    for (std::size_t i = 1; i < ray.size(); ++i) {
      EXPECT_LT(ray[i].radius_nm, ray[i - 1].radius_nm)
          << "a faster precursor makes more and smaller particles";
      EXPECT_EQ(ray[i].recipe.concentration_mol_m3, ray[0].recipe.concentration_mol_m3);
      EXPECT_EQ(ray[i].recipe.feed_share, 0);
    }
  }
  EXPECT_DOUBLE_EQ(rays.front()[0].recipe.concentration_mol_m3, 5);
  EXPECT_DOUBLE_EQ(rays[1][0].recipe.concentration_mol_m3, std::sqrt(5 * 60.0)) << "evenly in the logarithm";
  EXPECT_DOUBLE_EQ(rays.back()[0].recipe.concentration_mol_m3, 60);
}

TEST(RecipeSearch, RaysOfFeedsLieInTheSpaceAndDiffer) {
  const DesignSpace space = hot_injection_space();
  const Mapped mapped(hot_injection(), space, Schedule::feed);
  ASSERT_EQ(mapped.search.rays().size(), 8u);
  std::vector<double> shares;
  for (const Ray& ray : mapped.search.rays()) {
    for (const Outcome& one : ray) {
      expect_inside(one.recipe, space);
      EXPECT_TRUE(one.recipe.fed());
    }
    EXPECT_EQ(std::ranges::count(shares, ray[0].recipe.feed_share), 0);
    shares.push_back(ray[0].recipe.feed_share);
  }
}

TEST(RecipeSearch, TurnsTheRateUntilTheRadiusIsRight) {
  const Mapped mapped(hot_injection(), hot_injection_space(), Schedule::injection);
  const Options fine{.tolerance = 3e-4, .resolution = 30};
  for (const double radius_nm : {1.7, 2.0, 2.3}) {
    const Outcome found = mapped.search.aimed({5e-3, 20}, radius_nm, 1e-4, fine);
    EXPECT_NEAR(found.radius_nm, radius_nm, 1e-4 * radius_nm);
    EXPECT_EQ(found.recipe.concentration_mol_m3, 20);
    const Outcome again = outcome_of(mapped.base, hot_injection_space(), found.recipe, fine, {});
    EXPECT_EQ(again.radius_nm, found.radius_nm) << "the outcome is that of its recipe";
  }
}

TEST(RecipeSearch, TurnsTheRateToItsBoundAndNoFurther) {
  const Mapped mapped(hot_injection(), hot_injection_space(), Schedule::injection);
  const Outcome found = mapped.search.aimed({2e-2, 20}, 1.0, 1e-4, coarse());
  EXPECT_DOUBLE_EQ(found.recipe.rate, 3e-2);
  EXPECT_GT(found.radius_nm, 1.2);
}

// No recipe of a denser grid does better than what was found, by more than what the grid is off the radius.
TEST(RecipeSearch, FindsTheSmallestDispersityOfOneInjection) {
  const Mapped mapped(hot_injection(), hot_injection_space(), Schedule::injection);
  const double radius_nm = 2.0;
  const auto best = mapped.search.best_at(radius_nm);
  ASSERT_TRUE(best);
  EXPECT_NEAR(best->radius_nm, radius_nm, 0.0021 * radius_nm);
  expect_inside(best->recipe, hot_injection_space());
  double least = 1;
  for (int i = 0; i <= 8; ++i) {
    const double concentration = 5 * std::pow(12.0, i / 8.0);
    const Outcome on_grid = mapped.search.aimed({5e-3, concentration}, radius_nm, 2e-3, coarse());
    if (on_grid.yield > 0.902) least = std::min(least, on_grid.dispersity);
  }
  EXPECT_LT(best->dispersity, 1.03 * least);
  EXPECT_GT(best->dispersity, 0.9 * least) << "the grid is dense enough to tell";
}

TEST(RecipeSearch, AFeedNarrowsTheDistribution) {
  const Mapped injected(hot_injection(), hot_injection_space(), Schedule::injection);
  const Mapped fed(hot_injection(), hot_injection_space(), Schedule::feed);
  const auto without = injected.search.best_at(2.2), with = fed.search.best_at(2.2);
  ASSERT_TRUE(without && with);
  EXPECT_LT(with->dispersity, 0.9 * without->dispersity);
  expect_inside(with->recipe, hot_injection_space());
}

TEST(RecipeSearch, SaysNothingOfARadiusOutOfReach) {
  const Mapped mapped(hot_injection(), hot_injection_space(), Schedule::injection);
  EXPECT_FALSE(mapped.search.best_at(6.0));
  EXPECT_FALSE(mapped.search.best_at(0.7));
}

TEST(RecipeSearch, WantsTheYield) {
  const double radius_nm = 2.5;  // slow reagents: not all is used up
  const Mapped lenient(hot_injection(), hot_injection_space(), Schedule::injection, 0.8);
  const Mapped strict(hot_injection(), hot_injection_space(), Schedule::injection, 0.99);
  const auto found = lenient.search.best_at(radius_nm);
  ASSERT_TRUE(found);
  EXPECT_GE(found->yield, 0.8);
  const auto complete = strict.search.best_at(radius_nm);
  EXPECT_TRUE(!complete || complete->yield >= 0.99);
}

// Where nothing nucleates the concentration is what the radius follows, by the balance of mass.
TEST(RecipeSearch, SeedsGrowByTheBalanceOfMass) {
  const Mapped mapped(seeded(), seeded_space(), Schedule::injection);
  ASSERT_EQ(mapped.search.ray_count(), 1u);
  for (const double radius_nm : {1.7, 2.2, 3.0}) {
    const auto found = mapped.search.best_at(radius_nm);
    ASSERT_TRUE(found) << radius_nm;
    const Outcome exact = mapped.search.aimed(found->recipe, radius_nm, 1e-6, {.tolerance = 1e-5});
    EXPECT_NEAR(exact.radius_nm, radius_nm, 1e-6 * radius_nm);
    const double needed = solid_mol_m3(radius_nm) - solid_mol_m3(seed_radius_nm);
    EXPECT_NEAR(exact.recipe.concentration_mol_m3, needed, 0.002 * needed)
        << "but for the monomer that is left";
    EXPECT_GT(exact.recipe.concentration_mol_m3, needed);
  }
}

TEST(RecipeSearch, RefusesASpaceOfOnePoint) {
  const Synthesis base = seeded();
  const DesignSpace point{.rate = {1e-3, 1e-3}, .concentration_mol_m3 = {10, 10}};
  const RunControl control;
  EXPECT_THROW(RecipeSearch(base, point, Schedule::injection, 0.9, small_effort(), control),
               std::invalid_argument);
}

}  // namespace
}  // namespace nacre::growth
