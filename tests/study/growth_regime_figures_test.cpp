#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "figure_checks.hpp"
#include "growth_regime_study.hpp"

namespace nacre::study {
namespace {

TEST(GrowthRegimeFigures, AreSoundForOneAndForSeveral) {
  const AnalysedRegime one(regime_table(4));
  const AnalysedRegime other("r1_nm,r2_nm\n2,1.3\n2.2,1.5\n2.3,1.7\n2.55,1.9\n", "");
  expect_sound(regime_figures({one.analysis}));
  EXPECT_EQ(regime_figures({one.analysis}).size(), 5u);
  RegimeAnalysis renamed = other.analysis;
  renamed.slug = "other";
  const auto both = regime_figures({one.analysis, renamed});
  expect_sound(both);
  EXPECT_EQ(both.size(), 8u);
  EXPECT_EQ(figure_of(both, "radii-other").x.label, "aliquot");
  EXPECT_TRUE(curve_of(figure_of(both, "radii-other"), "population 1").y_error.empty());
}

TEST(GrowthRegimeFigures, AreSoundWhereTheDataDetermineNothing) {
  const AnalysedRegime merged("r1_nm,r2_nm\n2.01,2.0\n2.1,2.12\n2.21,2.2\n2.31,2.3\n");
  EXPECT_TRUE(merged->test.open_above());
  const auto figures = regime_figures({merged.analysis});
  expect_sound(figures);
  for (const Curve& curve : figure_of(figures, "monomer").curves) EXPECT_NE(curve.mark, Mark::band);
}

TEST(GrowthRegimeFigures, PredictionsMeetTheRadiiOfTheirLaw) {
  const AnalysedRegime made(regime_table(4));
  const auto figures = regime_figures({made.analysis});
  const Plot& radii = figure_of(figures, "radii");
  const Curve& measured = curve_of(radii, "population 1");
  const Curve& predicted = curve_of(radii, "1/r^4");
  EXPECT_EQ(predicted.mark, Mark::dashed);
  EXPECT_EQ(predicted.x, made->data.time_s);
  for (std::size_t i = 0; i < measured.y.size(); ++i) {
    EXPECT_NEAR(predicted.y[i], measured.y[i], 1e-12);
    EXPECT_GE(curve_of(radii, "diffusion, eq 2").y[i], predicted.y[i] - 1e-12);
    EXPECT_GE(curve_of(radii, "reaction, eq 3").y[i], curve_of(radii, "diffusion, eq 2").y[i] - 1e-12);
  }
}

TEST(GrowthRegimeFigures, TheFitCollapsesToOne) {
  const AnalysedRegime made(regime_table(4));
  const auto figures = regime_figures({made.analysis});
  const Plot& collapse = figure_of(figures, "collapse");
  for (const double y : curve_of(collapse, "fit, m = 4").y) EXPECT_NEAR(y, 1, 1e-5);
  const Curve& wrong = curve_of(collapse, "reaction, eq 3");
  EXPECT_GT(wrong.y.front() - wrong.y.back(), 0.5);
}

TEST(GrowthRegimeFigures, TheProfileIsLowestAtTheFit) {
  const AnalysedRegime made(regime_table(1));
  const auto figures = regime_figures({made.analysis});
  const Curve& profile = curve_of(figure_of(figures, "profile"), "radii");
  for (std::size_t i = 0; i < profile.x.size(); ++i) {
    const double rise = growth::test_exponent(made->test, profile.x[i]).delta_chi2;
    EXPECT_NEAR(profile.y[i] * profile.y[i], rise, 1e-9 * (1 + rise));
  }
  const auto lowest = std::ranges::min_element(profile.y) - profile.y.begin();
  EXPECT_NEAR(profile.x[static_cast<std::size_t>(lowest)], 1, 0.1);
}

TEST(GrowthRegimeFigures, TheMonomerFollowsEquation5) {
  const AnalysedRegime made(regime_table(4));
  const auto figures = regime_figures({made.analysis});
  const Plot& monomer = figure_of(figures, "monomer");
  const Curve& line = curve_of(monomer, "radii, m = 4");
  EXPECT_DOUBLE_EQ(line.x.front(), 1.3);
  for (std::size_t i = 0; i < line.x.size(); ++i)
    EXPECT_NEAR(line.y[i], std::pow(line.x[i] / 1.3, 2), 1e-4 * line.y[i]);
  const Curve& band = monomer.curves.front();
  ASSERT_EQ(band.mark, Mark::band);
  EXPECT_LT(band.y_low.back(), line.y.back());
  EXPECT_GT(band.y_high.back(), line.y.back());
}

}  // namespace
}  // namespace nacre::study
