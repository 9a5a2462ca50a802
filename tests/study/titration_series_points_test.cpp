#include "nacre/study/titration_series_points.hpp"

#include <cmath>

#include "titration_study.hpp"

namespace nacre::study {
namespace {

// Three titrations of known dH and dG.
Study series_study(const TempFolder& folder, const std::string& x_a,
                   const std::vector<std::string>& overrides = {}) {
  folder.write("b.csv", MadeTitration{.dH = -24, .dG = -7.5}.csv());
  folder.write("m.csv", MadeTitration{.dH = -21, .dG = -7.9}.csv());
  folder.write("a.csv", MadeTitration{.dH = -20, .dG = -8.5}.csv());
  return read_study(
      folder.write("study.toml",
                   "kind = \"titration-series\"\n[data]\nfile = [\"b.csv\", \"m.csv\", \"a.csv\"]\n"
                   "volume_column = \"volume\"\nheat_error = 5\nx_a = " +
                       x_a + "\n" + made_conditions),
      overrides);
}

std::string refusal(const std::string& x_a) {
  const TempFolder folder;
  const Study study = series_study(folder, x_a);
  return message_of([&] { check_compositions(study.cases[0]); });
}

TEST(TitrationSeriesPoints, CarryTheCovarianceOfEachFit) {
  const TempFolder folder;
  const Study study = series_study(folder, "[0, 0.5, 1]");
  const auto series = analyse_series(study.cases[0], read_titration_data(study.cases[0]), 1, {});
  const MixingData data = series_points(study.cases[0], series);
  ASSERT_EQ(data.points.size(), 3u);
  EXPECT_EQ(data.points[1].x_a, 0.5);
  EXPECT_NEAR(data.points[1].dH_kJ_mol, -21, 1e-4);
  EXPECT_NEAR(data.points[1].dG_kJ_mol, -7.9, 1e-4);
  EXPECT_EQ(data.points[1].covariance, series[1].thermodynamics.covariance);
  EXPECT_NE(data.points[1].covariance[1], 0) << "one fit's errors are correlated";
}

TEST(TitrationSeriesPoints, ReproducibilityAddsInQuadrature) {
  const TempFolder folder;
  const Study study = series_study(folder, "[0, 0.5, 1]", {"errors.dH=0.7", "errors.dG=0.4"});
  const auto series = analyse_series(study.cases[0], read_titration_data(study.cases[0]), 1, {});
  const MixingData data = series_points(study.cases[0], series);
  EXPECT_NEAR(data.points[0].covariance[0], series[0].thermodynamics.covariance[0] + 0.49, 1e-12);
  EXPECT_NEAR(data.points[0].covariance[2], series[0].thermodynamics.covariance[2] + 0.16, 1e-12);
  EXPECT_NE(data.error_statement.find("0.7 and 0.4 kJ/mol"), std::string::npos);
}

TEST(TitrationSeriesPoints, CompositionsMustMakeASeries) {
  EXPECT_EQ(refusal("[0, 0.5, 1]"), "no error");
  EXPECT_EQ(refusal("[0, 1]"), "x_a has another number of entries than [data] file");
  EXPECT_EQ(refusal("[0, 1, 1]"), "a composition is there twice");
  EXPECT_EQ(refusal("[0.1, 0.5, 1]"), "the pure ligand B is missing");
  EXPECT_EQ(refusal("[0, 0.5, 0.9]"), "the pure ligand A is missing");
}

TEST(TitrationSeriesPoints, RepeatsArePointsOfTheirOwn) {
  const TempFolder folder;
  const Study study = series_study(folder, "[0, 1, 1]", {"data.repeats=true"});
  EXPECT_EQ(message_of([&] { check_compositions(study.cases[0]); }), "there is no mixture");
  const Study mixed = series_study(folder, "[0, 1, 1]", {"data.repeats=true", "data.x_a=[0.5, 0.5, 1]"});
  EXPECT_EQ(message_of([&] { check_compositions(mixed.cases[0]); }), "the pure ligand B is missing");
}

TEST(TitrationSeriesPoints, OneTemperatureForAll) {
  const TempFolder folder;
  const Study study = series_study(folder, "[0, 0.5, 1]", {"cell.temperature=[300, 300, 310]"});
  EXPECT_EQ(message_of([&] { analyse_series(study.cases[0], read_titration_data(study.cases[0]), 1, {}); }),
            "the titrations of a series are at one temperature");
}

}  // namespace
}  // namespace nacre::study
