// Figures of distributions.
#include <algorithm>

#include "figure_checks.hpp"
#include "growth_study.hpp"

namespace nacre::study {
namespace {

double number_of(const Curve& curve) {
  double sum = 0;
  for (std::size_t i = 1; i < curve.x.size(); ++i)
    sum += (curve.x[i] - curve.x[i - 1]) * (curve.y[i] + curve.y[i - 1]) / 2;
  return sum;
}

TEST(GrowthDistributionFigures, APanelHasItsSnapshotsAndTheNuclei) {
  const Grown grown({"output.snapshots=[\"1 ms\", \"60 s\", \"200 s\", \"2275 s\"]"});
  const auto figures = growth_distribution_figures(grown.runs);
  expect_sound(figures);
  const Plot& plot = figure_of(figures, "distribution");
  ASSERT_EQ(plot.curves.size(), 4u) << "three snapshots with particles and the line of the nuclei";
  EXPECT_EQ(plot.curves[0].label, "60 s");
  EXPECT_EQ(plot.curves[1].label, "200 s, nucleation over");
  EXPECT_EQ(plot.curves[2].label, "2275 s");
  EXPECT_EQ(plot.curves[3].label, "nuclei enter at 0.535 nm");
  EXPECT_NEAR(number_of(plot.curves[2]), 31.4, 0.4) << "micromolar";
  EXPECT_TRUE(plot.caption.starts_with(
      "Concentration of particles per radius at 3 times (of 4: at the others there are no particles), "))
      << plot.caption;
}

TEST(GrowthDistributionFigures, ManyCasesGetThreePanels) {
  const Grown grown({"adsorption.exponent=[0, 1, 2, 3, 4]", "solver.tolerance=1e-3", "output.frames=3"});
  const auto figures = growth_distribution_figures(grown.runs);
  ASSERT_EQ(figures.size(), 4u);
  EXPECT_EQ(figure_id(figures[0]), "distribution-exponent-0");
  EXPECT_EQ(figure_id(figures[1]), "distribution-exponent-2");
  EXPECT_EQ(figure_id(figures[2]), "distribution-exponent-4");
  const auto& curves = figure_of<Film>(figures, "distribution-film").frames[0].curves;
  ASSERT_EQ(curves.size(), 3u);
  EXPECT_EQ(curves[1].color, 2) << "that of case 2 in every figure";
  EXPECT_EQ(curves[2].color, 4);
}

TEST(GrowthDistributionFigures, TheFilmGoesOverItsMaximum) {
  const Grown grown({"adsorption.exponent=[0, 4]", "output.frames=10"});
  const auto figures = growth_distribution_figures(grown.runs);
  const Film& film = figure_of<Film>(figures, "distribution-film");
  EXPECT_EQ(film.frames.size(), 10u);
  EXPECT_EQ(film.frames.back().at, 2500);
  for (const Curve& curve : film.frames.back().curves) EXPECT_EQ(*std::ranges::max_element(curve.y), 1);
  EXPECT_EQ(film.frames.back().curves[1].label, "exponent 4");
}

TEST(GrowthDistributionFigures, ASecondInjectionShowsTwoPeaks) {
  const Grown grown({"injection.time=[1200]", "injection.volume=[1]", "injection.concentration=[300]",
                     "output.snapshots=[\"1300 s\"]"});
  const auto figures = growth_distribution_figures(grown.runs);
  const Plot& plot = figure_of(figures, "distribution");
  const Curve& curve = plot.curves[0];
  const double highest = *std::ranges::max_element(curve.y);
  std::vector<double> peaks;
  for (std::size_t i = 1; i + 1 < curve.x.size(); ++i)
    if (curve.y[i] > curve.y[i - 1] && curve.y[i] >= curve.y[i + 1] && curve.y[i] > 0.05 * highest)
      peaks.push_back(curve.x[i]);
  ASSERT_EQ(peaks.size(), 2u);
  EXPECT_LT(peaks[0], 1.6);
  EXPECT_GT(peaks[1], 2.0);
}

TEST(GrowthDistributionFigures, WithoutParticlesThereIsNone) {
  const Grown grown({"nucleation.ln_prefactor=20", "conditions.duration=100"});
  EXPECT_TRUE(growth_distribution_figures(grown.runs).empty());
  const Grown mixed({"nucleation.ln_prefactor=[20, 89.358]", "conditions.duration=300", "output.frames=3"});
  const auto figures = growth_distribution_figures(mixed.runs);
  expect_sound(figures);
  EXPECT_EQ(figure_of<Film>(figures, "distribution-film").frames[0].curves.size(), 1u);
}

}  // namespace
}  // namespace nacre::study
