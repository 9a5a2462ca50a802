#include "nacre/spectra/dilution_series.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "made_absorption.hpp"

namespace nacre::spectra {
namespace {

std::vector<DilutionPoint> made(double curvature, double sigma, std::uint64_t seed) {
  RandomStream random(seed, StreamName::synthetic_data);
  std::vector<DilutionPoint> points;
  for (const double x : {0.125, 0.25, 0.375, 0.5, 0.75, 1.0})
    points.push_back({x, {1.2 * x + curvature * x * x + sigma * random.normal(), sigma}});
  return points;
}

TEST(DilutionSeries, SlopeInterceptAndCurvatureByHand) {
  auto points = made(-0.1, 0, 1);
  for (DilutionPoint& one : points) one.absorbance.error = 0.004;
  const DilutionSeries fit = fit_dilution(points, true);
  EXPECT_NEAR(fit.curvature.value, -0.1, 1e-10);
  EXPECT_LT(fit.p_curvature, 1e-4);
  // The straight line by its normal equations.
  double sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (const DilutionPoint& one : points) {
    sx += one.relative, sy += one.absorbance.value;
    sxx += one.relative * one.relative, sxy += one.relative * one.absorbance.value;
  }
  EXPECT_NEAR(fit.slope.value, (6 * sxy - sx * sy) / (6 * sxx - sx * sx), 1e-9);
  EXPECT_NEAR(fit.slope.error, 0.004 / std::sqrt(sxx - sx * sx / 6), 1e-9);
  EXPECT_NEAR(fit.through_origin.value, sxy / sxx, 1e-9);
}

// If the law holds, p is spread evenly: as many below 0.05 as there should be, whichever way errors are
// known.
TEST(DilutionSeries, TheTestOfCurvatureHasItsSize) {
  for (const bool known : {true, false}) {
    int below = 0;
    Pulls slope;
    const int n = 1000;
    for (std::uint64_t seed = 1; seed <= n; ++seed) {
      const DilutionSeries fit = fit_dilution(made(0, 0.004, seed), known);
      below += fit.p_curvature < 0.05;
      slope.add((fit.slope.value - 1.2) / fit.slope.error);
    }
    EXPECT_NEAR(below, 0.05 * n, 4 * std::sqrt(0.05 * 0.95 * n)) << known;
    EXPECT_NEAR(slope.mean(), 0, 0.12) << known;
    EXPECT_NEAR(slope.width(), 1, known ? 0.08 : 0.6);  // of Student with four degrees of freedom
  }
}

TEST(DilutionSeries, RefusesTooLittle) {
  const auto points = made(0, 0.004, 1);
  EXPECT_THROW(fit_dilution({points.begin(), points.begin() + 3}, true), std::invalid_argument);
  auto negative = points;
  negative[0].relative = -0.1;
  EXPECT_THROW(fit_dilution(negative, true), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::spectra
