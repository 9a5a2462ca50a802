// Headline, quantities and warnings of a design.
#include "growth_design_study.hpp"
#include "nacre/study/growth_design_output.hpp"

namespace nacre::study {
namespace {

TEST(GrowthDesignWords, SayTheRecipeOfOneInjection) {
  const MadeDesign made(injected_recipe);
  EXPECT_EQ(design_headline(made.result),
            "2.4 nm with a dispersity of 1.23 % from one injection: rate constant 0.005 1/s, 24 mol/m3; run "
            "forward: 2.4 nm, 1.23 %.");
}

TEST(GrowthDesignWords, SayTheRecipeWithAFeed) {
  const MadeDesign made(fed_recipe);
  EXPECT_EQ(design_headline(made.result),
            "2.4 nm with a dispersity of 1.23 % from an injection and a feed: rate constant 0.005 1/s, 24 "
            "mol/m3, of which "
            "25 % fed "
            "from 300 s over 600 s; run forward: 2.4 nm, 1.23 %.");
}

TEST(GrowthDesignWords, RefuseWithTheNearest) {
  MadeDesign made(injected_recipe, {"design.radius=\"8 nm\""});
  made.result.reached = made.result.found.reached = false;
  made.result.found.nearest = made.result.shown;
  made.result.found.best = {fed_recipe, 3.1, 0.08, 0.3, 0.96, 2000};
  EXPECT_EQ(
      design_headline(made.result),
      "Out of reach: 8 nm with a dispersity of 3 % or less. The nearest found with 3 % or less: 2.4 nm, 1.23 "
      "%, from one "
      "injection: rate constant 0.005 1/s, 24 mol/m3. The nearest found with any dispersity: 3.1 nm, 8 %.");
}

TEST(GrowthDesignWords, RefuseADispersityThatNoRadiusHas) {
  MadeDesign made(injected_recipe, {"design.dispersity=0.001"});
  made.result.reached = made.result.found.reached = false;
  EXPECT_EQ(
      design_headline(made.result),
      "Out of reach: 2.4 nm with a dispersity of 0.1 % or less. No radius with 0.1 % or less was found. The "
      "smallest dispersity found at the radius: 2.4 nm, 1.23 %.");
}

TEST(GrowthDesignWords, QuantitiesHoldTheRecipe) {
  const MadeDesign injected(injected_recipe), fed(fed_recipe);
  const auto few = design_quantities(injected.result), all = design_quantities(fed.result);
  ASSERT_EQ(few.size(), 3u) << "no times of a feed that is none";
  EXPECT_EQ(few[0].name, "recipe_rate");
  EXPECT_EQ(few[0].value, 0.005);
  EXPECT_EQ(few[0].unit, "1/s");
  EXPECT_EQ(few[1].name, "recipe_concentration");
  EXPECT_EQ(few[1].value, 24);
  EXPECT_EQ(few[2].value, 0);
  ASSERT_EQ(all.size(), 5u);
  EXPECT_EQ(all[3].name, "feed_start");
  EXPECT_EQ(all[3].value, 300);
  EXPECT_EQ(all[4].description, "duration of the feed of the recipe");
}

TEST(GrowthDesignWords, QuantitiesOutOfReachSayWhose) {
  MadeDesign made(injected_recipe);
  made.result.reached = false;
  EXPECT_EQ(design_quantities(made.result)[0].description,
            "rate constant of the recipe, of the smallest dispersity nearby");
  made.result.found.nearest = made.result.shown;
  EXPECT_EQ(design_quantities(made.result)[0].description,
            "rate constant of the recipe, of the nearest radius within the dispersity");
}

TEST(GrowthDesignWords, WarnOfBounds) {
  EXPECT_TRUE(design_warnings(MadeDesign(injected_recipe).result).empty());
  growth::Recipe recipe = injected_recipe;
  recipe.concentration_mol_m3 = 199.5;
  const auto largest = design_warnings(MadeDesign(recipe).result);
  ASSERT_EQ(largest.size(), 1u);
  EXPECT_EQ(largest[0],
            "the concentration of the recipe is the largest of its range: a wider one may do better");
  recipe.concentration_mol_m3 = 2;
  const auto smallest = design_warnings(MadeDesign(recipe).result);
  ASSERT_EQ(smallest.size(), 1u);
  EXPECT_EQ(smallest[0],
            "the concentration of the recipe is the smallest of its range: a wider one may do better");
}

TEST(GrowthDesignWords, WarnOfErrorsThatBreakTheTarget) {
  MadeDesign made(injected_recipe);
  const growth::Outcome good{injected_recipe, 2.5, 0.02, 0.1, 0.99, 800},
      broad{injected_recipe, 2.4, 0.06, 0.3, 0.99, 800};
  made.result.sensitivities = {{growth::Variable::rate, -0.2, good, good},
                               {growth::Variable::concentration, 0.1, good, broad}};
  const auto warnings = design_warnings(made.result);
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_EQ(warnings[0],
            "an error of 5 % in the concentration breaks the dispersity or the yield that was asked for: see "
            "the table "
            "of sensitivities");
}

TEST(GrowthDesignWords, WarnOfARecipeThatTheFineRunDoesNotConfirm) {
  MadeDesign made(injected_recipe);
  made.result.reached = false;
  EXPECT_EQ(design_warnings(made.result).at(0),
            "the recipe meets the target coarsely, but not as finely simulated as [solver] says");
}

}  // namespace
}  // namespace nacre::study
