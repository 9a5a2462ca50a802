#include <gtest/gtest.h>

#include <cmath>

#include "growth_regime_study.hpp"
#include "nacre/io/files.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"

namespace nacre::study {
namespace {

StudyResult run(const TempFolder& folder, const Study& study) {
  return run_study(study, {.folder = folder.path() / "run", .command = {}}, {});
}

StudyResult run_shipped(const TempFolder& folder, const std::string& name) {
  return run(folder, read_study(NACRE_SOURCE_DIR "/studies/superfocusing/" + name + ".toml"));
}

TEST(GrowthRegime, ShippedStudyFindsWhatItWasMadeFrom) {
  const TempFolder folder;
  const StudyResult result = run_shipped(folder, "regime");
  EXPECT_TRUE(result.converged);
  EXPECT_TRUE(result.warnings.empty());
  EXPECT_EQ(
      result.headline.find("Superfocusing: the growth rate falls more sharply than 1/r; the exponent m is "),
      0u);
  ASSERT_EQ(result.quantities[0].name, "exponent");
  EXPECT_LT(std::abs(result.quantities[0].value - 4), result.quantities[0].uncertainty);
  for (const char* table : {"verdicts", "hypotheses", "predictions"})
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "run/tables" / (std::string(table) + ".csv")))
        << table;
}

TEST(GrowthRegime, ThreeLawsInOneRun) {
  const TempFolder folder;
  const StudyResult result = run_shipped(folder, "regime-laws");
  EXPECT_EQ(result.fits.size(), 3u);
  EXPECT_EQ(result.figures.size(), 11u);
  const double made[] = {4, 1, 0};
  std::size_t found = 0;
  for (const Quantity& quantity : result.quantities) {
    if (quantity.name != "exponent") continue;
    EXPECT_LT(std::abs(quantity.value - made[found]), 2 * quantity.uncertainty);
    ++found;
  }
  EXPECT_EQ(found, 3u);
  const std::string verdicts = io::read_file(folder.path() / "run/tables/verdicts.csv");
  for (const char* regime : {",superfocusing,", ",diffusion,", ",reaction,"})
    EXPECT_NE(verdicts.find(regime), std::string::npos) << regime;
  EXPECT_NE(io::read_file(folder.path() / "run/tables/scan.csv").find("\nregime-diffusion,"),
            std::string::npos);
}

TEST(GrowthRegime, PromisesItsQuantitiesAndTables) {
  const TempFolder folder;
  const StudyResult result = run(folder, regime_study(folder, regime_table(2)));
  std::string promised;
  for (const Output& output : find_kind("growth-regime")->quantities)
    promised += std::string(output.name) + ", ";
  for (const Quantity& quantity : result.quantities)
    EXPECT_NE(promised.find(quantity.name + ","), std::string::npos) << quantity.name;
  std::string tables;
  for (const Output& output : find_kind("growth-regime")->tables) tables += std::string(output.name) + ", ";
  for (const Table& table : result.tables)
    EXPECT_NE(tables.find(table.name + ","), std::string::npos) << table.name;
}

TEST(GrowthRegime, TheExampleRuns) {
  const TempFolder folder;
  const Kind& kind = *find_kind("growth-regime");
  for (const SampleFile& sample : kind.samples)
    folder.write(std::string(sample.name), std::string(sample.content));
  const Study study = read_study(folder.write("study.toml", example_study(kind)));
  EXPECT_TRUE(check_study(study).empty());
  EXPECT_TRUE(run(folder, study).converged);
}

TEST(GrowthRegime, FilesOfTheSameNameKeepTheirFiguresApart) {
  const TempFolder folder;
  for (const char* name : {"a_1.csv", "a-1.csv"}) folder.write(name, regime_table(1));
  const Study study = read_study(folder.write(
      "study.toml", "kind = \"growth-regime\"\n[data]\nfile = [\"a_1.csv\", \"a-1.csv\"]\nerror = 0.02\n"));
  const StudyResult result = run(folder, study);
  EXPECT_EQ(std::get<Plot>(result.figures[0]).id, "radii-a-1");
  EXPECT_EQ(std::get<Plot>(result.figures[3]).id, "radii-a-1-2");
}

TEST(GrowthRegime, CheckReadsTheData) {
  const TempFolder folder;
  const Study study = regime_study(folder, "r1_nm,r2_nm,wavelength\n2,1.3,1\n2.1,1.6,1\n2.2,2,1\n");
  ASSERT_EQ(check_study(study).size(), 1u);
  EXPECT_THROW(check_study(regime_study(folder, "r1_nm,r2_nm\n2,1.3\n")), Error);
}

}  // namespace
}  // namespace nacre::study
