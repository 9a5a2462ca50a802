#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <stdexcept>

#include "growth_fit_study.hpp"
#include "nacre/io/files.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"

namespace nacre::study {
namespace {

StudyResult run(const TempFolder& folder, const Study& study, int threads = 1) {
  return run_study(study, {.folder = folder.path() / ("run-" + std::to_string(threads)), .command = {}},
                   {.threads = threads});
}

Study shipped(const std::string& name, const std::vector<std::string>& overrides = {}) {
  return read_study(NACRE_SOURCE_DIR "/studies/superfocusing/" + name + ".toml", overrides);
}

double value_of(const StudyResult& result, const std::string& name) {
  for (const Quantity& quantity : result.quantities)
    if (quantity.name == name) return quantity.value;
  throw std::out_of_range(name);
}

void expect_near_truth(const StudyResult& result, const std::map<std::string, double>& truth) {
  for (const auto& [name, value] : truth) {
    bool found = false;
    for (const Quantity& quantity : result.quantities) {
      if (quantity.name != name) continue;
      found = true;
      EXPECT_LT(std::abs(quantity.value - value), 3 * quantity.uncertainty) << name;
    }
    EXPECT_TRUE(found) << name;
  }
}

TEST(GrowthFit, RunsAndWritesItsTables) {
  const TempFolder folder;
  const Study study = growth_fit_study(folder);
  EXPECT_TRUE(check_study(study).empty());
  const StudyResult result = run(folder, study);
  EXPECT_TRUE(result.converged);
  EXPECT_EQ(result.fits.size(), 1u);
  for (const char* table : {"course_fit", "starts", "syntheses"})
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "run-1/tables" / (std::string(table) + ".csv")))
        << table;
}

TEST(GrowthFit, TheNumbersDoNotDependOnThreads) {
  const TempFolder folder;
  GrowthFitText text;
  text.fit = "[fit]\nstarts = 3\nresolution = 20\n";
  const Study study = growth_fit_study(folder, text);
  run(folder, study, 1);
  run(folder, study, 3);
  for (const char* table : {"course_fit", "starts", "syntheses"}) {
    const std::string name = std::string("tables/") + table + ".csv";
    EXPECT_EQ(io::read_file(folder.path() / "run-1" / name), io::read_file(folder.path() / "run-3" / name))
        << table;
  }
}

TEST(GrowthFit, PromisesItsTables) {
  const TempFolder folder;
  GrowthFitText text;
  text.exponent = "[3, 4]";
  const StudyResult result = run(folder, growth_fit_study(folder, text));
  std::string promised;
  for (const Output& output : find_kind("growth")->tables) promised += std::string(output.name) + ", ";
  for (const Table& table : result.tables)
    EXPECT_NE(promised.find(table.name + ","), std::string::npos) << table.name;
}

TEST(SlowGrowthFit, ShippedStudyFindsWhatItWasMadeFrom) {
  const TempFolder folder;
  const StudyResult result = run(folder, shipped("fit-saxs", {"fit.starts=2"}));
  expect_near_truth(
      result,
      {{"precursor_rate", 9.8e-3}, {"adsorption_rate", 7.7e-7}, {"exponent", 4}, {"ln_prefactor", 83.2}});
  EXPECT_NEAR(result.fits[0].chi2_reduced, 1, 3 * std::sqrt(2.0 / 96));
  EXPECT_NEAR(value_of(result, "concentration_final"), 0.025, 0.0005);
  EXPECT_NEAR(value_of(result, "radius_final"), 2.22, 0.02);
  EXPECT_NEAR(value_of(result, "dispersity_final"), 0.06, 0.005);
}

TEST(SlowGrowthFit, ShippedStudyFlagsSurfaceEnergyAgainstPrefactor) {
  const TempFolder folder;
  const StudyResult result = run(folder, shipped("fit-degenerate"));
  bool told = false;
  for (const std::string& warning : result.warnings)
    told = told || warning.find("surface_energy and ln_prefactor cannot be told apart by these data") == 0;
  EXPECT_TRUE(told);
}

TEST(SlowGrowthFit, ShippedStudyFindsActivationEnergies) {
  const TempFolder folder;
  const StudyResult result = run(folder, shipped("fit-temperatures", {"fit.starts=1"}));
  expect_near_truth(result, {{"precursor_activation", 80},
                             {"adsorption_activation", 60},
                             {"precursor_rate", 9.8e-3},
                             {"adsorption_rate", 7.7e-7},
                             {"ln_prefactor", 83.2}});
}

}  // namespace
}  // namespace nacre::study
