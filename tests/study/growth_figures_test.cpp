// Figures over time.
#include <algorithm>
#include <cmath>

#include "figure_checks.hpp"
#include "growth_study.hpp"

namespace nacre::study {
namespace {

bool has_figure(const std::vector<Figure>& figures, const std::string& id) {
  return std::ranges::any_of(figures, [&](const Figure& one) { return figure_id(one) == id; });
}

double largest(const std::vector<double>& values) { return *std::ranges::max_element(values); }

const std::vector<Figure>& three_exponents() {
  static const Grown grown({"adsorption.exponent=[0, 2, 4]", "output.frames=5"});
  static const auto figures = growth_figures(grown.runs);
  return figures;
}

TEST(GrowthFigures, AreSoundAndNotTooMany) {
  expect_sound(three_exponents());
  EXPECT_LE(three_exponents().size(), 12u);
  for (const char* id :
       {"course", "scan", "rates", "sigma", "dispersity", "radius", "supersaturation", "buildup"})
    EXPECT_TRUE(has_figure(three_exponents(), id)) << id;
  EXPECT_FALSE(has_figure(three_exponents(), "temperature"));
}

TEST(GrowthFigures, CourseMarks98Percent) {
  const Plot& plot = figure_of(three_exponents(), "course");
  EXPECT_TRUE(plot.x.logarithmic);
  std::vector<double> times;
  for (const Curve& curve : plot.curves)
    if (curve.mark == Mark::points) {
      EXPECT_EQ(curve.y, (std::vector<double>{0.98}));
      times.push_back(curve.x[0]);
    }
  ASSERT_EQ(times.size(), 6u);
  EXPECT_NEAR(times[0], 39.3, 0.2);
  EXPECT_NEAR(times[5], 837.2, 1);
  EXPECT_NEAR(curve_of(plot, "exponent 2, particles").y.back(), 1, 1e-9);
  EXPECT_EQ(curve_of(plot, "exponent 2, yield").mark, Mark::dashed);
}

TEST(GrowthFigures, ScanGoesAgainstTheNumber) {
  const Plot& plot = figure_of(three_exponents(), "scan");
  const Curve& share = curve_of(plot, "nucleation / reaction time");
  EXPECT_EQ(share.x, (std::vector<double>{0, 2, 4}));
  EXPECT_NEAR(share.y[0], 5.01, 0.05);
  EXPECT_NEAR(share.y[2], 15.67, 0.15);
  EXPECT_EQ(plot.x.label, "exponent");
}

TEST(GrowthFigures, ScansOfWordsOrOfTwoCasesHaveNoPlot) {
  const auto words =
      growth_figures(Grown({"adsorption.law=[\"constant\", \"superfocusing\", \"linear-free-energy\"]",
                            "conditions.duration=100", "output.frames=0"})
                         .runs);
  EXPECT_FALSE(has_figure(words, "scan"));
  EXPECT_FALSE(has_figure(words, "distribution-film"));
  const auto two = growth_figures(Grown({"adsorption.exponent=[0, 2]", "conditions.duration=100"}).runs);
  EXPECT_FALSE(has_figure(two, "scan"));
}

TEST(GrowthFigures, ScanOfAQuantityHasItsUnit) {
  const auto figures = growth_figures(
      Grown({"precursor.concentration=[\"10 mol/m3\", \"20 mM\", \"30 mol/m3\"]", "output.frames=0"}).runs);
  const Plot& plot = figure_of(figures, "scan");
  EXPECT_EQ(plot.x.unit, "mol/m3");
  EXPECT_EQ(curve_of(plot, "dispersity at the end").x, (std::vector<double>{10, 20, 30}));
}

TEST(GrowthFigures, RatesAreThoseOfMonomer) {
  const Plot& plot = figure_of(three_exponents(), "rates");
  const Curve& generation = curve_of(plot, "generation");
  for (std::size_t i = 0; i < generation.x.size(); ++i)
    if (generation.y[i] > 0) {
      EXPECT_NEAR(generation.y[i] / (0.1 * std::exp(-5e-3 * generation.x[i])), 1, 1e-3)
          << "5e-3/s of 20 mol/m3";
    }
  EXPECT_GT(largest(curve_of(plot, "exponent 0, growth").y),
            largest(curve_of(plot, "exponent 0, nucleation").y));
}

TEST(GrowthFigures, SupersaturationMarksTheStages) {
  const Plot& plot = figure_of(three_exponents(), "supersaturation");
  const auto marks = std::ranges::count(plot.curves, Mark::points, &Curve::mark);
  EXPECT_EQ(marks, 3);
  for (const Curve& curve : plot.curves)
    if (curve.mark == Mark::points) {
      EXPECT_EQ(curve.x.size(), 2u);
    }
}

TEST(GrowthFigures, BandOfTheRadiusIsSigmaWide) {
  const Plot& plot = figure_of(three_exponents(), "radius");
  const auto band = std::ranges::find(plot.curves, Mark::band, &Curve::mark);
  ASSERT_NE(band, plot.curves.end());
  EXPECT_NEAR((band->y_high.back() - band->y_low.back()) / 2, 0.3417, 0.002);
}

TEST(GrowthFigures, OneSynthesisHasItsMassBalance) {
  const auto figures = growth_figures(Grown().runs);
  const Plot& plot = figure_of(figures, "balance");
  const auto at_end = [&](const char* name) { return curve_of(plot, name).y.back(); };
  EXPECT_NEAR(at_end("precursor") + at_end("monomer") + at_end("particles"), 20, 1e-6);
  EXPECT_NEAR(at_end("put in"), 20, 1e-9);
  EXPECT_NO_THROW(curve_of(figure_of(figures, "supersaturation"), "1 % of the highest rate of nucleation"));
}

TEST(GrowthFigures, AProgramIsLinearInTimeAndShowsItsTemperature) {
  const auto figures = growth_figures(
      Grown({"program.time=[0, 600, 2500]", "program.temperature=[450, 523, 523]", "output.frames=0"}).runs);
  const Plot& plot = figure_of(figures, "temperature");
  EXPECT_FALSE(plot.x.logarithmic);
  EXPECT_EQ(plot.curves[0].y.front(), 450);
  EXPECT_EQ(plot.curves[0].y.back(), 523);
}

TEST(GrowthFigures, ManyCasesAreThinnedToSeven) {
  const auto figures = growth_figures(
      Grown({"adsorption.exponent=[0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]", "solver.tolerance=1e-3"}).runs);
  EXPECT_EQ(figure_of(figures, "sigma").curves.size(), 7u);
  EXPECT_EQ(curve_of(figure_of(figures, "scan"), "dispersity at the end").x.size(), 9u);
}

TEST(GrowthFigures, RipeningIsDrawnAgainstTheory) {
  const auto figures = growth_figures(Grown({}, ripening).runs);
  expect_sound(figures);
  const Plot& plot = figure_of(figures, "ripening");
  const Curve& theory = curve_of(plot, "theory");
  EXPECT_EQ(theory.y[0], 1);
  EXPECT_NEAR(theory.y[1] - 1, theory.x[1], 1e-12);
  EXPECT_FALSE(has_figure(figures, "rates"));
  EXPECT_FALSE(has_figure(figures, "buildup"));
}

TEST(GrowthFigures, WithoutParticlesOnlyTheSolution) {
  const auto figures = growth_figures(Grown({"nucleation.ln_prefactor=20", "conditions.duration=100"}).runs);
  expect_sound(figures);
  EXPECT_EQ(figures.size(), 2u);
  EXPECT_TRUE(has_figure(figures, "supersaturation"));
  EXPECT_TRUE(has_figure(figures, "balance"));
}

}  // namespace
}  // namespace nacre::study
