#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "nacre/io/files.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"
#include "saxs_study.hpp"

namespace nacre::study {
namespace {

StudyResult run(const TempFolder& folder, const Study& study) {
  return run_study(study, {.folder = folder.path() / "run", .command = {}}, {});
}

const Quantity& find(const StudyResult& result, const std::string& name) {
  const auto found = std::ranges::find(result.quantities, name, &Quantity::name);
  if (found == result.quantities.end()) throw std::out_of_range(name);
  return *found;
}

TEST(Saxs, ASingleCurve) {
  const TempFolder folder;
  folder.write("curve.csv", made_curve({}, 3));
  const StudyResult result = run(
      folder, saxs_study(folder, "file = \"curve.csv\"",
                         saxs_model_text +
                             "[material]\nmolar_volume = \"3.3e-5 m3/mol\"\nprecursor = \"30 mol/m3\"\n"));
  EXPECT_TRUE(result.converged);
  EXPECT_FALSE(result.partial);
  EXPECT_TRUE(result.warnings.empty());
  EXPECT_NEAR(find(result, "radius").value, 2.2, 4 * find(result, "radius").uncertainty);
  EXPECT_NEAR(find(result, "sigma").value, 0.15, 4 * find(result, "sigma").uncertainty);
  EXPECT_NEAR(find(result, "concentration").value, 25, 4 * find(result, "concentration").uncertainty);
  const double volume = 4 * M_PI / 3 * (std::pow(2.2, 3) + 3 * 2.2 * 0.15 * 0.15);
  EXPECT_NEAR(find(result, "yield").value, 6.02214e-7 * 25 * volume / (3.3e-5 * 30),
              4 * find(result, "yield").uncertainty);
  EXPECT_EQ(result.fits.size(), 1u);
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "run/tables/curve.csv"));
}

TEST(Saxs, PromisesItsQuantitiesAndTables) {
  const TempFolder folder;
  write_series(folder, 20);
  const StudyResult result =
      run(folder, saxs_study(folder, "file = \"series\"", saxs_model_text + series_text));
  std::string promised;
  for (const Output& output : find_kind("saxs")->quantities) promised += std::string(output.name) + ", ";
  for (const Quantity& quantity : result.quantities) {
    const std::string stem = quantity.name.substr(0, quantity.name.find("_final"));
    EXPECT_NE(promised.find(stem + ","), std::string::npos) << quantity.name;
  }
  std::string tables;
  for (const Output& output : find_kind("saxs")->tables) tables += std::string(output.name) + ", ";
  for (const Table& table : result.tables)
    EXPECT_NE(tables.find(table.name + ","), std::string::npos) << table.name;
}

TEST(Saxs, ABadFrameIsMarkedAndTheRestIsHere) {
  const TempFolder folder;
  write_series(folder, 12);
  folder.write("series/frame-5.csv", "q (1/nm),I (1/cm),dI (1/cm)\n0.1,1,0.1\n0.2,1\n");
  const StudyResult result =
      run(folder, saxs_study(folder, "file = \"series\"", saxs_model_text + series_text));
  EXPECT_TRUE(result.converged);
  EXPECT_TRUE(result.partial);
  EXPECT_EQ(result.headline.find("11 of 12 frames fitted, 1 unusable"), 0u) << result.headline;
  const std::string table = io::read_file(folder.path() / "run/tables/frames.csv");
  EXPECT_NE(table.find(",unusable,"), std::string::npos);
  EXPECT_NE(io::read_file(folder.path() / "run/summary.json").find("\"status\": \"partial\""),
            std::string::npos);
}

TEST(Saxs, TheExampleRuns) {
  const TempFolder folder;
  const Kind& kind = *find_kind("saxs");
  for (const SampleFile& sample : kind.samples)
    folder.write(std::string(sample.name), std::string(sample.content));
  const Study study = read_study(folder.write("study.toml", example_study(kind)));
  EXPECT_TRUE(check_study(study).empty());
  EXPECT_TRUE(run(folder, study).converged);
}

TEST(Saxs, ScanOfModels) {
  const TempFolder folder;
  folder.write("curve.csv", made_curve({}, 3));
  const StudyResult result = run(
      folder, saxs_study(folder, "file = \"curve.csv\"",
                         "[model]\ndistribution = [\"gaussian\", \"none\"]\ncontrast = \"40e10 1/cm2\"\n"));
  EXPECT_EQ(result.fits.size(), 2u);
  EXPECT_LT(result.fits[0].aic, result.fits[1].aic);
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "run/tables/scan.csv"));
}

}  // namespace
}  // namespace nacre::study
