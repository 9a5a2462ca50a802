#include "nacre/study/titration_plan_search.hpp"

#include "titration_study.hpp"

namespace nacre::study {
namespace {

Study plan_study(const TempFolder& folder, const std::vector<std::string>& overrides = {}) {
  return read_study(
      folder.write("study.toml",
                   "kind = \"titration-plan\"\n[guess]\ndH = -20\ndG = -8.5\nn = 0.6\n[cell]\n"
                   "volume = \"1 mL\"\nconcentration = [2, 6, 30]\n[syringe]\nconcentration = [10, 30]\n"
                   "[plan]\ninjections = [10, 20]\ninjection_volume = [\"10 uL\"]\n"),
      overrides);
}

TEST(TitrationPlanSearch, DesignsAreRankedByWhatIsAskedFor) {
  const TempFolder folder;
  for (const std::string best_for : {"both", "dG", "dH"}) {
    const Study study = plan_study(folder, {"plan.best_for=" + best_for});
    const DesignSearch search = search_designs(study.cases[0], {});
    ASSERT_EQ(search.designs.size(), 12u);
    EXPECT_TRUE(search.designs[0].precision.determined);
    for (std::size_t i = 1; i < 12 && search.designs[i].precision.determined; ++i)
      EXPECT_LE(score(search.designs[i - 1], best_for), score(search.designs[i], best_for));
  }
}

TEST(TitrationPlanSearch, MoreNoiseMeansLargerErrorsInProportion) {
  const TempFolder folder;
  const auto best = [&](const std::string& error) {
    const Study study = plan_study(folder, {"noise.heat_error=" + error, "noise.heat_error_relative=0"});
    return search_designs(study.cases[0], {}).designs[0].precision.dG_error_kJ_mol;
  };
  EXPECT_NEAR(best("40") / best("20"), 2, 1e-6);
}

// What is planned is what a fit to such data then finds.
TEST(TitrationPlanSearch, ExpectedErrorsAreThoseOfAFit) {
  const TempFolder folder;
  const Study study = plan_study(
      folder, {"cell.concentration=6", "syringe.concentration=30", "plan.injections=[20]",
               "noise.heat_error=5", "noise.heat_error_relative=0", "cell.temperature=300", "guess.dG=-8"});
  const Design design = search_designs(study.cases[0], {}).designs[0];
  const TitrationAnalysis fitted = analysed(made_titration_study(folder));
  EXPECT_NEAR(design.precision.dH_error_kJ_mol, fitted.thermodynamics.dH_error,
              1e-4 * fitted.thermodynamics.dH_error);
  EXPECT_NEAR(design.precision.dG_error_kJ_mol, fitted.thermodynamics.dG_error,
              1e-4 * fitted.thermodynamics.dG_error);
}

TEST(TitrationPlanSearch, WhatTheSyringeCannotHoldIsLeftOut) {
  const TempFolder folder;
  const Study study = plan_study(folder, {"syringe.capacity=\"150 uL\""});
  const DesignSearch search = search_designs(study.cases[0], {});
  EXPECT_EQ(search.designs.size(), 6u);
  EXPECT_EQ(search.refused, 6u);
  const Study none = plan_study(folder, {"syringe.capacity=\"50 uL\""});
  EXPECT_EQ(message_of([&] { search_designs(none.cases[0], {}); }),
            "no design is left: each needs more than the syringe holds");
}

}  // namespace
}  // namespace nacre::study
