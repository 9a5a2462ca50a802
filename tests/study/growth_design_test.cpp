// Designs of a synthesis, from study to result.
#include <numbers>

#include "figure_checks.hpp"
#include "growth_design_study.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"

namespace nacre::study {
namespace {

constexpr double seeds_per_m3 = 0.0332 * 6.02214076e23;

StudyResult run(const TempFolder& folder, const Study& study) {
  return run_study(study, {.folder = folder.path() / "run", .command = {}}, {});
}

double quantity(const StudyResult& result, const std::string& name) {
  for (const Quantity& one : result.quantities)
    if (one.name == name) return one.value;
  ADD_FAILURE() << "no quantity " << name;
  return 0;
}

double solid_mol_m3(double radius_nm) {
  return seeds_per_m3 * 4 * std::numbers::pi / 3 * std::pow(1e-9 * radius_nm, 3) / 3.3e-5;
}

TEST(GrowthDesign, SeedsAreGivenWhatTheBalanceOfMassSays) {
  const TempFolder folder;
  const StudyResult result = run(folder, design_study(folder));
  EXPECT_TRUE(result.converged);
  EXPECT_EQ(
      result.headline.find("2.4 nm with a dispersity of 0 % from one injection: rate constant 0.005 1/s, "),
      0u)
      << result.headline;
  const double needed = solid_mol_m3(2.4) - solid_mol_m3(1.5);
  EXPECT_NEAR(quantity(result, "recipe_concentration"), needed, 0.003 * needed);
  EXPECT_NEAR(quantity(result, "radius_final"), 2.4, 0.0005) << "run forward";
  EXPECT_GT(quantity(result, "yield_final"), 0.95);
  for (const char* table : {"recipe", "sensitivity", "tradeoff", "course", "distributions"})
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "run/tables" / (std::string(table) + ".csv")))
        << table;
  expect_sound(result.figures);
  EXPECT_EQ(figure_id(result.figures.front()), "trade-off") << "what was asked comes first";
}

TEST(GrowthDesign, OutOfReachDoesNotConvergeAndShowsWhatIs) {
  const TempFolder folder;
  const StudyResult result = run(folder, design_study(folder, {"design.radius=\"9 nm\""}));
  EXPECT_FALSE(result.converged);
  EXPECT_EQ(result.headline.find(
                "Out of reach: 9 nm with a dispersity of 3 % or less. The nearest found with 3 % or less: "),
            0u)
      << result.headline;
  const double largest_nm =
      1.5 * std::cbrt(1 + 200.01 / solid_mol_m3(1.5));  // a little monomer is there before
  EXPECT_LT(quantity(result, "radius_final"), largest_nm);
  EXPECT_GT(quantity(result, "radius_final"), 0.97 * largest_nm);
  EXPECT_FALSE(result.figures.empty());
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "run/tables/tradeoff.csv"));
}

TEST(GrowthDesign, PromisesItsQuantitiesAndTables) {
  const TempFolder folder;
  const StudyResult result = run(folder, design_study(folder, {"design.feed_share=[0.3]"}));
  std::string promised;
  for (const Output& output : find_kind("growth")->quantities) promised += std::string(output.name) + ", ";
  for (const char* name :
       {"recipe_rate", "recipe_concentration", "feed_share", "feed_start", "feed_duration"}) {
    EXPECT_NE(promised.find(std::string(name) + ", "), std::string::npos) << name;
    quantity(result, name);
  }
  promised.clear();
  for (const Output& output : find_kind("growth")->tables) promised += std::string(output.name) + ", ";
  for (const Table& table : result.tables)
    EXPECT_NE(promised.find(table.name + ", "), std::string::npos) << table.name;
}

TEST(GrowthDesign, CheckRefusesBeforeAnythingRuns) {
  const TempFolder folder;
  const Study study = design_study(folder, {"design.radius=\"0.3 nm\""});
  EXPECT_THROW(check_study(study), Error);
  EXPECT_TRUE(check_study(design_study(folder)).empty());
}

TEST(GrowthDesign, NothingCompletesInASecond) {
  const TempFolder folder;
  const Study study = design_study(folder, {"conditions.duration=\"1 s\""});
  try {
    run(folder, study);
    FAIL() << "found a recipe in a second";
  } catch (const Error& error) {
    EXPECT_EQ(error.parts().message, "nothing between the bounds reaches a yield of 0.95 in the given time");
    EXPECT_EQ(error.parts().expected, "a longer duration, faster reagents, or a smaller [design] yield");
  }
}

TEST(SlowGrowthDesign, ShippedStudyGivesWhatWasAsked) {
  const TempFolder folder;
  const StudyResult result = run(folder, read_study(NACRE_SOURCE_DIR "/studies/superfocusing/recipe.toml",
                                                    {"design.sizes=5", "design.feed_share=[0]"}));
  EXPECT_TRUE(result.converged);
  EXPECT_NEAR(quantity(result, "radius_final"), 2.2, 0.002);
  EXPECT_LE(quantity(result, "dispersity_final"), 0.03);
  EXPECT_GE(quantity(result, "yield_final"), 0.95);
}

}  // namespace
}  // namespace nacre::study
