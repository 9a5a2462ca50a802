#include <algorithm>

#include "figure_checks.hpp"
#include "nacre/study/titration_output.hpp"
#include "titration_study.hpp"

namespace nacre::study {
namespace {

TEST(TitrationFigures, OneTitration) {
  const TempFolder folder;
  const TitrationAnalysis analysis =
      analysed(made_titration_study(folder, {"data.skip=1"}), {.intervals = "both", .replicas = 30});
  const auto figures = titration_figures(analysis);
  expect_sound(figures);
  const Plot& isotherm = figure_of(figures, "isotherm");
  EXPECT_EQ(curve_of(isotherm, "measured").x.size(), 19u);
  EXPECT_EQ(curve_of(isotherm, "not in the fit").x.size(), 1u);
  EXPECT_NEAR(curve_of(isotherm, "measured").y_error[0], 5 / 300.0, 1e-12);
  EXPECT_NEAR(curve_of(isotherm, "fit").y[0], curve_of(isotherm, "measured").y[0], 1e-5);
  EXPECT_EQ(curve_of(figure_of(figures, "bootstrap"), "drawn data").x.size(), 30u);
  EXPECT_EQ(figure_of<CorrelationMap>(figures, "correlations").names.size(), 3u);
}

TEST(TitrationFigures, SeveralTitrationsShareOneIsotherm) {
  const auto figures = titration_figures(analysed(read_study(shipped("titration-tris"))));
  expect_sound(figures);
  const Plot& isotherm = figure_of(figures, "isotherm");
  EXPECT_EQ(curve_of(isotherm, "tris-03").x.size(), 54u);
  int named = 0;
  for (const Curve& curve : isotherm.curves) named += curve.label == "not in the fit";
  EXPECT_EQ(named, 1) << "once in the legend";
}

TEST(TitrationFigures, AThermogramKeepsItsPeaksWhenThinned) {
  TitrationRun run;
  run.titration.name = "Long One";
  ThermogramRun thermogram;
  for (int i = 0; i < 20000; ++i) {
    thermogram.raw.time_s.push_back(i);
    thermogram.raw.power_uW.push_back(i == 12345 ? -700 : 1);
    thermogram.integrated.baseline_uW.push_back(1);
  }
  run.thermogram = std::move(thermogram);
  const Plot plot = thermogram_plot(run);
  expect_sound(plot);
  EXPECT_EQ(plot.id, "thermogram-long-one");
  EXPECT_LT(plot.curves[0].x.size(), 1600u);
  EXPECT_EQ(*std::ranges::min_element(plot.curves[0].y), -700);
}

}  // namespace
}  // namespace nacre::study
