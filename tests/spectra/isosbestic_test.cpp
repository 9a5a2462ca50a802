#include "nacre/spectra/isosbestic.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "nacre/spectra/made_series.hpp"
#include "nacre/spectra/overlap.hpp"

namespace nacre::spectra {
namespace {

MadeSettings warmed_up() {
  return {.rates_per_s = {0.047 / 60},
          .species = clusters_311_322(),
          .wavelength_nm = steps(290, 390, 0.5),
          .time_s = steps(0, 7200, 240),
          .warm_up = {-0.8, 120}};
}

// Where both clusters absorb alike, by bisection.
double true_point() {
  const auto clusters = clusters_311_322();
  double low = 311, high = 322;
  for (int i = 0; i < 60; ++i) {
    const double x = 0.5 * (low + high);
    (band_sum(clusters[0], x) > band_sum(clusters[1], x) ? low : high) = x;
  }
  return low;
}

TEST(Isosbestic, PointAndTheFrameThatMissesIt) {
  double sum = 0, squares = 0;
  int found = 0;
  const int seeds = 60;
  for (int seed = 0; seed < seeds; ++seed) {
    const IsosbesticAnalysis analysis = find_isosbestic(made_series(warmed_up(), 1, seed));
    ASSERT_FALSE(analysis.points.empty());
    const IsosbesticPoint& point = analysis.points.front();
    EXPECT_NEAR(point.wavelength_nm.value, true_point(), 0.1);
    const double pull = (point.wavelength_nm.value - true_point()) / point.wavelength_nm.error;
    sum += pull;
    squares += pull * pull;
    found += analysis.misfits == std::vector<std::size_t>{0};
    EXPECT_GT(std::abs(point.frames[0].sigmas), 5);
  }
  EXPECT_GE(found, seeds - 1);
  EXPECT_NEAR(sum / seeds, 0, 0.5);
  EXPECT_NEAR(std::sqrt(squares / seeds), 1, 0.35);
}

TEST(Isosbestic, NoFrameMissesAndNothingDrifts) {
  MadeSettings made = warmed_up();
  made.warm_up = {};
  int missed = 0, drifts = 0, improbable = 0;
  const int seeds = 100;
  for (int seed = 0; seed < seeds; ++seed) {
    const IsosbesticAnalysis analysis = find_isosbestic(made_series(made, 2, seed));
    const IsosbesticPoint& point = analysis.points.front();
    missed += !analysis.misfits.empty();
    drifts += std::abs(point.drift_per_h.value) > 2 * point.drift_per_h.error;
    improbable += point.p < 0.05;
  }
  EXPECT_LE(missed, 2);
  EXPECT_LE(drifts, 12);
  EXPECT_LE(improbable, 13);
}

// Bands that move take the point with them: drift is seen, and no frame is thrown out for it.
TEST(Isosbestic, DriftOfBandsThatMove) {
  MadeSettings made = warmed_up();
  made.warm_up = {};
  for (MadeSpecies& one : made.species) one.shift_nm = 1;
  const IsosbesticAnalysis analysis = find_isosbestic(made_series(made, 3));
  ASSERT_FALSE(analysis.points.empty());
  const IsosbesticPoint& point = analysis.points.front();
  EXPECT_LT(point.p, 1e-6);
  EXPECT_LE(analysis.misfits.size(), 2u);
}

// Coarse grids have few points about the crossing.
TEST(Isosbestic, EveryGridHasItsPoint) {
  for (const double step : {0.5, 1.0, 1.5, 2.0})
    for (int seed = 0; seed < 20; ++seed) {
      MadeSettings made = warmed_up();
      made.wavelength_nm = steps(290, 380, step);
      const IsosbesticAnalysis analysis = find_isosbestic(made_series(made, 7, seed));
      ASSERT_FALSE(analysis.points.empty()) << step;
      EXPECT_NEAR(analysis.points.front().wavelength_nm.value, true_point(), 0.1) << step;
      EXPECT_EQ(analysis.misfits, std::vector<std::size_t>{0}) << step;
    }
}

TEST(Isosbestic, TwoFramesHaveNoPoint) {
  const std::size_t two[] = {1, 9};
  EXPECT_TRUE(find_isosbestic(selected(made_series(warmed_up(), 1), two)).points.empty());
}

TEST(Overlap, CoefficientsOfThePaper) {
  const OverlapCoefficients c = overlap_coefficients({0.250, 0.790});
  EXPECT_NEAR(c.now, 1.2461, 5e-5);  // the paper prints 1.245 and 0.245
  EXPECT_NEAR(c.start, -0.2461, 5e-5);
  EXPECT_THROW(overlap_coefficients({1.5, 0.8}), std::invalid_argument);
}

TEST(Overlap, MeasuredFromTwoSpectra) {
  const auto clusters = clusters_311_322();
  std::vector<double> x = steps(290, 390, 0.5), a, b;
  for (const double nm : x) {
    a.push_back(band_sum(clusters[0], nm));
    b.push_back(band_sum(clusters[1], nm));
  }
  EXPECT_NEAR(peak_of(x, a, 290, 390), 311, 1e-3);
  EXPECT_NEAR(peak_of(x, b, 290, 390), 322, 1e-3);
  const Overlap overlap = measured_overlap(x, a, b, 311, 322);
  EXPECT_NEAR(overlap.off_peak, 0.250, 1e-9);
  EXPECT_NEAR(overlap.extinction_ratio, 0.790, 1e-9);
}

// The correction gives [A] exactly, whatever the conversion.
TEST(Overlap, CorrectionIsExactWithoutNoise) {
  MadeSettings made = warmed_up();
  made.warm_up = {};
  made.noise = 0;
  SpectraSeries series = made_series(made, 1);
  series.sigma.assign(series.frames(), 0.004);
  const OverlapCourse course = corrected_course(series, {0.250, 0.790}, 311);
  for (std::size_t i = 0; i < series.frames(); ++i)
    EXPECT_NEAR(course.corrected[i], std::exp(-0.047 / 60 * series.time_s[i]), 1e-9);
  const FirstOrderFit fit = fit_first_order(course, false);
  EXPECT_NEAR(std::exp(fit.ln_k.value) * 60, 0.047, 1e-6);
  EXPECT_NEAR(fit.start.value, 1, 1e-6);
}

TEST(Overlap, RemainderTellsAFirstFrameThatIsNotPure) {
  MadeSettings made = warmed_up();
  made.noise = 1e-6;
  SpectraSeries series = made_series(made, 1);
  std::vector<std::size_t> kept;
  for (std::size_t i = 1; i < series.frames(); ++i) kept.push_back(i);
  const FirstOrderFit fit =
      fit_first_order(corrected_course(selected(series, kept), {0.250, 0.790}, 311), true);
  EXPECT_NEAR(std::exp(fit.ln_k.value) * 60, 0.047, 1e-5);
  EXPECT_NEAR(fit.remainder.value, 0.1975 * (1 - std::exp(-0.047 * 2)), 1e-4);
}

}  // namespace
}  // namespace nacre::spectra
