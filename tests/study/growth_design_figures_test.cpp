// Figures of a design.
#include "figure_checks.hpp"
#include "growth_design_study.hpp"
#include "nacre/study/growth_design_output.hpp"

namespace nacre::study {
namespace {

TEST(GrowthDesignFigures, DrawTheTargetTheBranchesAndTheRecipe) {
  const MadeDesign made(injected_recipe);
  const auto figures = design_tradeoff_figures(made.result);
  expect_sound(figures);
  const Plot& plot = figure_of(figures, "trade-off");
  const Curve& target = curve_of(plot, "target");
  EXPECT_EQ(target.mark, Mark::band);
  EXPECT_DOUBLE_EQ(target.x.front(), 2.376);
  EXPECT_DOUBLE_EQ(target.x.back(), 2.424);
  EXPECT_DOUBLE_EQ(target.y_high.front(), 3);
  EXPECT_EQ(curve_of(plot, "one injection").x.size(), 3u);
  EXPECT_EQ(curve_of(plot, "with a feed").x.size(), 2u);
  EXPECT_DOUBLE_EQ(curve_of(plot, "one injection").y[1], 2);
  EXPECT_DOUBLE_EQ(curve_of(plot, "with a feed").x[0], 2.39)
      << "the radius of the recipe, not what was looked for";
  EXPECT_DOUBLE_EQ(curve_of(plot, "the recipe").y[0], 1.23);
}

TEST(GrowthDesignFigures, DrawTheShareOfNucleation) {
  const MadeDesign made(injected_recipe);
  const auto figures = design_tradeoff_figures(made.result);
  const Plot& plot = figure_of(figures, "trade-off-nucleation");
  EXPECT_DOUBLE_EQ(curve_of(plot, "one injection").y[0], 15);
  EXPECT_DOUBLE_EQ(curve_of(plot, "with a feed").y[0], 10);
}

TEST(GrowthDesignFigures, LinesGoFromSmallToLargeRadii) {
  MadeDesign made(injected_recipe);
  std::swap(made.result.found.curve[0].injection, made.result.found.curve[2].injection);
  const auto figures = design_tradeoff_figures(made.result);
  const Curve& line = curve_of(figure_of(figures, "trade-off"), "one injection");
  ASSERT_EQ(line.x.size(), 3u);
  EXPECT_DOUBLE_EQ(line.x[0], 2.01);
  EXPECT_DOUBLE_EQ(line.x[2], 2.81);
}

TEST(GrowthDesignFigures, NameWhatComesNearest) {
  MadeDesign made(injected_recipe);
  made.result.reached = false;
  const auto figures = design_tradeoff_figures(made.result);
  EXPECT_EQ(curve_of(figure_of(figures, "trade-off"), "what comes nearest").x[0], 2.4003);
}

TEST(GrowthDesignFigures, DrawTheVariablesThatVary) {
  const MadeDesign one(injected_recipe);
  const auto few = design_variable_figures(one.result);
  ASSERT_EQ(few.size(), 1u) << "the rate is given, and nothing is fed";
  EXPECT_DOUBLE_EQ(curve_of(figure_of(few, "recipe-concentration"), "one injection").y[2], 28);
  const MadeDesign fed(fed_recipe, {"design.feed_share=[0, 0.5]", "design.feed_start=\"300 s\""});
  const auto more = design_variable_figures(fed.result);
  expect_sound(more);
  ASSERT_EQ(more.size(), 3u) << "the start of the feed is given";
  const Plot& share = figure_of(more, "recipe-feed-share");
  EXPECT_DOUBLE_EQ(curve_of(share, "with a feed").y[0], 0.5);
  EXPECT_DOUBLE_EQ(curve_of(share, "the recipe").y[0], 0.25);
  EXPECT_THROW(curve_of(share, "one injection"), std::out_of_range) << "which has no feed";
  const std::string others = " Several schedules may do equally well, so that points may jump.";
  EXPECT_EQ(share.caption, "Between 0 and 0.5." + others);
  EXPECT_EQ(figure_of(more, "recipe-feed-duration").caption, "Between 50 and 1500 s." + others);
}

}  // namespace
}  // namespace nacre::study
