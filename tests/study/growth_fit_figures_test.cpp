#include <gtest/gtest.h>

#include "figure_checks.hpp"
#include "growth_fit_study.hpp"
#include "nacre/study/growth_fit_output.hpp"

namespace nacre::study {
namespace {

TEST(GrowthFitFigures, OnePlotAnObservableAndTheResiduals) {
  const AnalysedFit made;
  const auto figures = growth_fit_figures(made.analyses);
  expect_sound(figures);
  ASSERT_EQ(figures.size(), 3u);  // one parameter has no correlations
  const Plot& radius = figure_of(figures, "fit-radius");
  EXPECT_EQ(radius.y.unit, "nm");
  EXPECT_EQ(curve_of(radius, "measured").y_error.size(), 5u);
  const Curve& fit = curve_of(radius, "fit");
  EXPECT_EQ(fit.x.front(), 60);
  EXPECT_EQ(fit.x.back(), 300);
  EXPECT_NEAR(fit.y.back(), 2.1735, 0.01);
  EXPECT_EQ(figure_of(figures, "residuals").curves.size(), 3u);
  figure_of(figures, "fit-yield");
}

TEST(GrowthFitFigures, CorrelationsOfTwoParameters) {
  GrowthFitText text;
  text.exponent = "{ start = 3.5, min = 0, max = 8 }";
  const AnalysedFit made(
      text, "time_s,radius_nm,yield\n60,1.40,0.24\n120,1.87,0.64\n180,2.09,0.79\n300,2.15,0.95\n");
  const auto figures = growth_fit_figures(made.analyses);
  expect_sound(figures);
  const auto& map = figure_of<CorrelationMap>(figures, "correlations");
  EXPECT_EQ(map.names, (std::vector<std::string>{"precursor_rate", "exponent"}));
}

TEST(GrowthFitFigures, CasesShareAPlotAndHaveTheirOwnResiduals) {
  GrowthFitText text;
  text.exponent = "[3, 4]";
  const AnalysedFit made(text);
  const auto figures = growth_fit_figures(made.analyses);
  expect_sound(figures);
  const Plot& radius = figure_of(figures, "fit-radius");
  EXPECT_EQ(radius.curves.size(), 3u);  // the data once
  curve_of(radius, "exponent 3");
  curve_of(radius, "exponent 4");
  EXPECT_NE(figure_of(figures, "residuals-exponent-3").title.find("exponent 3"), std::string::npos);
}

TEST(GrowthFitFigures, WithoutErrorsThereAreNoBars) {
  const AnalysedFit made({}, "time_s,yield\n60,0.2496\n120,0.6323\n180,0.8118\n240,0.8909\n300,0.9396\n");
  const auto figures = growth_fit_figures(made.analyses);
  const Plot& plot = figure_of(figures, "fit-yield");
  EXPECT_TRUE(curve_of(plot, "measured").y_error.empty());
}

}  // namespace
}  // namespace nacre::study
