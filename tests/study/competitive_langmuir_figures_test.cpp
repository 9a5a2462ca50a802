#include <gtest/gtest.h>

#include <algorithm>

#include "figure_checks.hpp"
#include "langmuir_study.hpp"

namespace nacre::study {
namespace {

TEST(CompetitiveLangmuirFigures, TitrationsAtBothCompositions) {
  const AnalysedLangmuir pair(langmuir_study(langmuir_c6_c10));
  const auto figures = langmuir_figures(pair.analysis, false);
  expect_sound(figures);
  ASSERT_EQ(figures.size(), 4u);
  const Plot& plot = figure_of(figures, "exchange-dg");
  const Curve& solution = curve_of(plot, "in solution");
  const Curve& surface = curve_of(plot, "on the surface");
  EXPECT_EQ(solution.y, surface.y) << "the same heats";
  EXPECT_EQ(solution.x.at(2), 0.51);
  EXPECT_NEAR(surface.x.at(2), 0.6075, 5e-5);
  EXPECT_NEAR(solution.y_error.at(2), 0.4, 1e-12);
  EXPECT_NE(solution.color, surface.color);
  EXPECT_EQ(plot.x.label, "mole fraction of C6SH");
}

TEST(CompetitiveLangmuirFigures, CurvesEndAtThePureLigandsOfTheirFit) {
  const AnalysedLangmuir pair(langmuir_study(langmuir_c6_c10));
  const auto figures = langmuir_figures(pair.analysis, false);
  const auto& p = pair->solution.result.values;
  const Curve& dh = curve_of(figure_of(figures, "exchange-dh"), "fit, solution");
  EXPECT_NEAR(dh.y.back(), p[0], 1e-12);
  EXPECT_NEAR(dh.y.front(), p[2], 1e-12);
  const Curve& ds = curve_of(figure_of(figures, "exchange-ds"), "fit, solution");
  EXPECT_NEAR(ds.y.back(), 1e3 * (p[0] - p[1]) / 303, 1e-9);
  const Curve& line = curve_of(figure_of(figures, "exchange-dg"), "between the pure ligands");
  EXPECT_NEAR(line.y.back(), p[1], 1e-12);
}

TEST(CompetitiveLangmuirFigures, BandHoldsTheCurveOfCompositions) {
  const AnalysedLangmuir pair(langmuir_study(langmuir_c6_c10));
  const auto figures = langmuir_figures(pair.analysis, false);
  const Plot& plot = figure_of(figures, "composition");
  const Curve& line = curve_of(plot, "competitive Langmuir");
  const Curve& band = curve_of(plot, "its standard error");
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    EXPECT_LE(band.y_low[i], line.y[i]);
    EXPECT_GE(band.y_high[i], line.y[i]);
    EXPECT_GE(line.y[i], line.x[i]) << "C6SH is preferred";
  }
  EXPECT_EQ(curve_of(plot, "titrations").notes.at(2), "coverage 0.961");
}

TEST(CompetitiveLangmuirFigures, SeveralSystemsHaveIdsOfTheirOwn) {
  const AnalysedLangmuir pair(langmuir_study(langmuir_c6_c10));
  const auto figures = langmuir_figures(pair.analysis, true);
  EXPECT_EQ(figure_of(figures, "composition-c6-c10").title, "Composition of the shell, c6-c10");
  figure_of(figures, "exchange-dh-c6-c10");
}

}  // namespace
}  // namespace nacre::study
