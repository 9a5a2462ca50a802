#include <gtest/gtest.h>

#include <algorithm>

#include "nacre/study/saxs_inversion_output.hpp"
#include "saxs_study.hpp"

namespace nacre::study {
namespace {

TEST(SaxsInversionFigures, ASingleCurveHasBandLineAndTheFit) {
  const AnalysedSaxs analysed(1, {}, "[inversion]\nframes = 1\n");
  const std::vector<Figure> figures = inversion_figures(analysed.list[0], "-2");
  ASSERT_EQ(figures.size(), 1u);
  const Plot& plot = std::get<Plot>(figures[0]);
  EXPECT_EQ(plot.id, "distribution-2");
  ASSERT_EQ(plot.curves.size(), 3u);
  const Curve &band = plot.curves[0], &line = plot.curves[1], &fit = plot.curves[2];
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    EXPECT_LE(band.y_low[i], line.y[i]);
    EXPECT_GE(band.y_high[i], line.y[i]);
  }
  const double top = *std::ranges::max_element(line.y);
  EXPECT_NEAR(*std::ranges::max_element(fit.y) / top, 1, 0.3);
  EXPECT_LE(*std::ranges::max_element(band.y_high), 3 * top);
}

TEST(SaxsInversionFigures, ASeriesHasAFilmAndMoments) {
  const AnalysedSaxs analysed(6, {}, "[inversion]\nframes = 6\n");
  const std::vector<Figure> figures = inversion_figures(analysed.list[0], "");
  ASSERT_EQ(figures.size(), 4u);
  EXPECT_EQ(std::get<Film>(figures[0]).frames.size(), 6u);
  for (std::size_t i = 1; i < 4; ++i) EXPECT_EQ(std::get<Plot>(figures[i]).curves.size(), 2u);
}

}  // namespace
}  // namespace nacre::study
