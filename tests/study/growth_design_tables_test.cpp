// Tables of a design.
#include "growth_design_study.hpp"
#include "nacre/study/growth_design_output.hpp"

namespace nacre::study {
namespace {

double number(const Cell& cell) { return std::get<double>(cell); }

// The value of an item with this unit.
double value_of(const Table& table, const std::string& item, const std::string& unit) {
  for (const auto& row : table.rows)
    if (std::get<std::string>(row[0]) == item && std::get<std::string>(row[2]) == unit) return number(row[1]);
  ADD_FAILURE() << "no " << item << " in " << unit;
  return 0;
}

void expect_rectangular(const Table& table) {
  for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size()) << table.name;
}

TEST(GrowthDesignTables, RecipeIsReadyToWeighIn) {
  const MadeDesign made(fed_recipe, {"conditions.volume=\"20 mL\""});
  const Table table = design_recipe_table(made.result);
  expect_rectangular(table);
  EXPECT_EQ(table.title, "The recipe");
  EXPECT_EQ(value_of(table, "precursor: rate constant", "1/s"), 0.005);
  EXPECT_EQ(value_of(table, "flask at time 0: volume", "mL"), 20);
  EXPECT_DOUBLE_EQ(value_of(table, "flask at time 0: precursor", "mol/m3"), 18);
  EXPECT_DOUBLE_EQ(value_of(table, "flask at time 0: precursor", "mmol"), 0.36) << "18 mM in 20 mL";
  EXPECT_DOUBLE_EQ(value_of(table, "feed: precursor", "mmol"), 0.12) << "6 mM in 20 mL";
  EXPECT_DOUBLE_EQ(value_of(table, "feed: volume", "mL"), 0.12) << "of 1 M";
  EXPECT_DOUBLE_EQ(value_of(table, "feed: speed", "mL/min"), 0.012);
  EXPECT_EQ(value_of(table, "mean radius", "nm"), 2.4003);
}

TEST(GrowthDesignTables, RecipeSaysHowToRunIt) {
  const MadeDesign injected(injected_recipe), fed(fed_recipe);
  EXPECT_EQ(design_recipe_table(injected.result).notes.at(0),
            "run it with this study without [design]: --set 'precursor.rate=\"0.005 1/s\"' "
            "--set 'precursor.concentration=\"24 mol/m3\"'");
  EXPECT_EQ(design_recipe_table(fed.result).notes.at(0),
            "run it with this study without [design]: --set 'precursor.rate=\"0.005 1/s\"' "
            "--set 'precursor.concentration=\"18 mol/m3\"' --set 'injection.time=\"300 s\"' "
            "--set 'injection.duration=\"600 s\"' --set 'injection.volume=\"0.06 mL\"' "
            "--set 'injection.concentration=\"1000 mol/m3\"'");
  for (const auto& row : design_recipe_table(injected.result).rows)
    EXPECT_FALSE(std::get<std::string>(row[0]).starts_with("feed")) << "there is none";
}

TEST(GrowthDesignTables, RecipeHasFiveDigits) {
  growth::Recipe recipe = fed_recipe;
  recipe.rate = 0.00512345678;
  recipe.feed_duration_s = 612.3456;
  const MadeDesign made(recipe);
  const Table table = design_recipe_table(made.result);
  EXPECT_EQ(value_of(table, "precursor: rate constant", "1/s"), 0.0051235);
  EXPECT_EQ(value_of(table, "feed: duration", "s"), 612.35);
}

TEST(GrowthDesignTables, RecipeOutOfReachSaysSo) {
  MadeDesign made(injected_recipe);
  made.result.reached = false;
  EXPECT_EQ(design_recipe_table(made.result).title, "Out of reach: what comes nearest");
}

TEST(GrowthDesignTables, TradeOffHasARowAScheduleAndRadius) {
  const MadeDesign made(injected_recipe);
  const Table table = design_tradeoff_table(made.result);
  expect_rectangular(table);
  ASSERT_EQ(table.rows.size(), 5u) << "no feed at 2.0 nm";
  EXPECT_EQ(number(table.rows[0][0]), 2.0);
  EXPECT_EQ(std::get<std::string>(table.rows[0][1]), "injection");
  EXPECT_TRUE(std::holds_alternative<std::monostate>(table.rows[0][10])) << "no start of no feed";
  EXPECT_EQ(std::get<std::string>(table.rows[2][1]), "feed");
  EXPECT_EQ(number(table.rows[2][3]), 0.01);
  EXPECT_EQ(number(table.rows[2][10]), 300);
  EXPECT_EQ(table.columns[7].description, "rate constant of the precursor / 1/s");
}

TEST(GrowthDesignTables, SensitivitiesOfEveryVariable) {
  MadeDesign made(injected_recipe);
  const growth::Outcome low{injected_recipe, 2.42, 0.012, 0.1, 0.97, 800},
      high{injected_recipe, 2.38, 0.013, 0.1, 0.99, 800};
  const double none = std::numeric_limits<double>::quiet_NaN();
  made.result.sensitivities = {{growth::Variable::rate, -0.2, low, high},
                               {growth::Variable::concentration, none, {injected_recipe, none, none}, high}};
  const Table table = design_sensitivity_table(made.result);
  expect_rectangular(table);
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(std::get<std::string>(table.rows[0][0]), "rate constant");
  EXPECT_EQ(number(table.rows[0][1]), -0.2);
  EXPECT_EQ(number(table.rows[0][2]), 2.42);
  EXPECT_EQ(number(table.rows[0][3]), 2.38);
  EXPECT_EQ(number(table.rows[0][5]), 0.013);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(table.rows[1][1]));
  EXPECT_EQ(table.columns[2].description, "with 5 % less of it");
}

}  // namespace
}  // namespace nacre::study
