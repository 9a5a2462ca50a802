#include "nacre/study/saxs_inversion.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "nacre/study/registry.hpp"
#include "nacre/study/saxs_inversion_output.hpp"
#include "saxs_study.hpp"

namespace nacre::study {
namespace {

StudyResult output_of(const AnalysedSaxs& analysed) {
  StudyResult result;
  add_inversions(analysed.list, result);
  return result;
}

double value_of(const StudyResult& result, const std::string& name) {
  const auto found = std::ranges::find(result.quantities, name, &Quantity::name);
  return found == result.quantities.end() ? no_value : found->value;
}

bool promised(std::string_view name, std::span<const Output> outputs) {
  std::string all;
  for (const Output& output : outputs) all += std::string(output.name) + ", ";
  return all.find(std::string(name) + ",") != std::string::npos;
}

TEST(SaxsInversion, NoneUnlessAskedFor) {
  const AnalysedSaxs analysed(1);
  EXPECT_TRUE(analysed->inverted.empty());
  EXPECT_TRUE(output_of(analysed).quantities.empty());
}

TEST(SaxsInversion, ASingleCurve) {
  const AnalysedSaxs analysed(1, {}, "[inversion]\nframes = 1\n");
  ASSERT_EQ(analysed->inverted.size(), 1u);
  const StudyResult result = output_of(analysed);
  EXPECT_NEAR(value_of(result, "radius_inverted"), 2.2, 0.05);
  EXPECT_NEAR(value_of(result, "concentration_inverted"), 25, 1.5);
  EXPECT_EQ(value_of(result, "maxima_inverted"), 1);
  ASSERT_EQ(result.tables.size(), 2u);
  EXPECT_EQ(result.tables[1].rows.size(), analysed->inverted[0].inversion.size_nm.size());
  for (const Table& table : result.tables) {
    EXPECT_TRUE(promised(table.name, find_kind("saxs")->tables)) << table.name;
    for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size());
  }
  for (const Quantity& one : result.quantities)
    EXPECT_TRUE(promised(one.name, find_kind("saxs")->quantities));
  EXPECT_EQ(result.figures.size(), 1u);
}

TEST(SaxsInversion, ASeries) {
  const AnalysedSaxs spheres(24, {}, "[inversion]\nframes = 22\n");
  EXPECT_EQ(spheres->inverted.size(), 22u);
  EXPECT_EQ(spheres->inverted.front().index, 0u);
  EXPECT_EQ(spheres->inverted.back().index, 23u);
  const StudyResult result = output_of(spheres);
  EXPECT_LT(std::abs(value_of(result, "radius_excess")), 0.01);  // made from Gaussians
  EXPECT_LT(std::abs(value_of(result, "concentration_excess")), 0.03);
  EXPECT_EQ(result.tables[0].rows.size(), 22u);
  for (const Quantity& one : result.quantities)
    EXPECT_TRUE(promised(one.name, find_kind("saxs")->quantities));
  ASSERT_FALSE(result.figures.empty());
  EXPECT_NO_THROW(check(std::get<Film>(result.figures[0])));
}

TEST(SaxsInversion, TheFormIsThatOfTheModel) {
  // A shell without contrast: core-shell spheres whose cores are the spheres that made the data.
  const TempFolder folder;
  folder.write("curve.csv", made_curve({}, 3));
  const Study study =
      saxs_study(folder, "file = \"curve.csv\"",
                 "[model]\nform = \"core-shell-sphere\"\ncontrast = \"40e10 1/cm2\"\nthickness = "
                 "\"0.7 nm\"\nshell_contrast = \"0 1/cm2\"\n[inversion]\nframes = 1\n");
  const RunControl control{};
  io::Checkpoint checkpoint{folder.path() / "checkpoint.h5", "test", false};
  Workspace workspace{control, checkpoint};
  const SaxsAnalysis analysis = analyse_saxs(study.cases[0], 0, 1, workspace);
  ASSERT_EQ(analysis.inverted.size(), 1u);
  EXPECT_NEAR(analysis.inverted[0].inversion.moments.mean_nm.value, 2.2, 0.05);
}

TEST(SaxsInversion, RefusesAStructureFactor) {
  EXPECT_THROW(AnalysedSaxs(1, "", "structure = \"hard-sphere\"\n[inversion]\nframes = 1\n"), Error);
}

}  // namespace
}  // namespace nacre::study
