#include "nacre/spectra/first_exciton.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "made_absorption.hpp"
#include "nacre/spectra/sizing.hpp"

namespace nacre::spectra {
namespace {

const std::vector<Line> lines{{0.20, 2.25, 0.06}, {0.35, 2.46, 0.10}, {1.5, 3.6, 0.35}};

TEST(FirstExciton, FindsTheLineOfASmoothSpectrum) {
  const std::vector<double> x = grid_nm();
  const ExcitonFit fit = ExcitonFinder(x, {})(absorbance_of(x, lines), 1e-5);
  ASSERT_TRUE(fit.found()) << fit.failure;
  EXPECT_NEAR(fit.excitons[0].energy_eV.value, 2.25, 1e-3);
  EXPECT_NEAR(fit.excitons[0].sigma_eV.value, 0.06, 1e-3);
  EXPECT_NEAR(fit.excitons[0].amplitude.value, 0.20, 4e-3);
  EXPECT_NEAR(fit.excitons[0].peak_nm.value, energy_eV(2.25), 0.3);
  EXPECT_NEAR(fit.minima_nm[0], energy_eV(2.25), 4);
  EXPECT_NEAR(fit.excitons[0].hwhm_eV(), 0.0706, 2e-3);
}

// The maximum of the sum, by brute force.
TEST(FirstExciton, FindsTheMaximumOfTheCurve) {
  const std::vector<double> x = grid_nm(), fine = grid_nm(530, 580, 0.001);
  const std::vector<Line> two{{0.30, 2.25, 0.05}, {0.30, 2.46, 0.07}};
  const std::vector<double> curve = absorbance_of(fine, two);
  const double top = fine[static_cast<std::size_t>(std::ranges::max_element(curve) - curve.begin())];
  const ExcitonFit fit = ExcitonFinder(x, {})(absorbance_of(x, two), 1e-5);
  ASSERT_TRUE(fit.found() && fit.maximum_nm);
  EXPECT_NEAR(fit.maximum_nm->value, top, 0.01);
}

// Pulls of the peak and of the radius over made spectra, with the noise of a usual spectrometer. Where the
// next transition is differs from spectrum to spectrum.
TEST(FirstExciton, PullsOfPeakAndRadiusAreNormal) {
  const std::vector<double> x = grid_nm();
  const ExcitonFinder finder(x, {});
  const Sizing sizing(*find_sizing_curve("yu-2003-cdse"));
  const double true_nm = energy_eV(2.25), true_radius = 0.5 * sizing.diameter_nm(true_nm);
  Pulls peak, radius;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    RandomStream random(seed, StreamName::synthetic_data, 1);
    const Line next{0.35, 2.25 + 0.06 * (2.6 + 1.2 * random.uniform()),
                    0.06 * (1.2 + 0.6 * random.uniform())};
    const ExcitonFit fit = finder(noisy(absorbance_of(x, {lines[0], next}, 0.01), 3e-4, seed), 3e-4);
    ASSERT_TRUE(fit.found()) << seed << fit.failure;
    const Measured& found = fit.excitons[0].peak_nm;
    peak.add((found.value - true_nm) / found.error);
    radius.add((0.5 * sizing.diameter_nm(found.value) - true_radius) /
               (0.5 * sizing.slope(found.value) * found.error));
  }
  for (const Pulls* one : {&peak, &radius}) {
    EXPECT_NEAR(one->mean(), 0, 0.1);
    EXPECT_NEAR(one->width(), 1, 0.1);
  }
}

// Places by the maximum, as sizing curves have them, and the absorbance there, against brute force on the
// spectra without noise.
TEST(FirstExciton, PullsOfMaximumAndHeightAreNormal) {
  const std::vector<double> x = grid_nm(), fine = grid_nm(530, 570, 0.005);
  const ExcitonFinder finder(x, {});
  const Sizing sizing(*find_sizing_curve("yu-2003-cdse"));
  Pulls peak, radius, height;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    RandomStream random(seed, StreamName::synthetic_data, 1);
    const Line next{0.25, 2.25 + 0.06 * (2.6 + 1.2 * random.uniform()),
                    0.06 * (1.2 + 0.6 * random.uniform())};
    const std::vector<double> curve = absorbance_of(fine, {lines[0], next}, 0.01);
    const auto top = std::ranges::max_element(curve);
    const double true_nm = fine[static_cast<std::size_t>(top - curve.begin())];
    const ExcitonFit fit = finder(noisy(absorbance_of(x, {lines[0], next}, 0.01), 3e-4, seed), 3e-4);
    ASSERT_TRUE(fit.found() && fit.maximum_nm) << seed << fit.failure;
    const Measured& found = *fit.maximum_nm;
    peak.add((found.value - true_nm) / found.error);
    radius.add((sizing.diameter_nm(found.value) - sizing.diameter_nm(true_nm)) /
               (sizing.slope(found.value) * found.error));
    height.add((fit.height.value - *top) / fit.height.error);
  }
  for (const Pulls* one : {&peak, &radius, &height}) {
    EXPECT_NEAR(one->mean(), 0, 0.15);
    EXPECT_NEAR(one->width(), 1, 0.1);
  }
}

// With more noise the place leans on what the priors say about the next transition, by less than its error.
TEST(FirstExciton, NoiseBiasesByLessThanTheError) {
  const std::vector<double> x = grid_nm();
  const std::vector<double> clean = absorbance_of(x, {lines[0], lines[1]}, 0.01);
  const ExcitonFinder finder(x, {});
  Pulls peak;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const ExcitonFit fit = finder(noisy(clean, 3e-3, seed), 3e-3);
    if (fit.found())
      peak.add((fit.excitons[0].peak_nm.value - energy_eV(2.25)) / fit.excitons[0].peak_nm.error);
  }
  EXPECT_GT(peak.n, 195);
  EXPECT_LT(std::abs(peak.mean()), 1);
  EXPECT_LT(peak.width(), 1.4);
}

TEST(FirstExciton, TellsTwoPopulations) {
  const std::vector<double> x = grid_nm();
  const std::vector<Line> four{{0.15, 2.05, 0.045}, {0.20, 2.35, 0.06}, {0.4, 2.58, 0.09}, {2, 3.6, 0.3}};
  const ExcitonFit fit = ExcitonFinder(x, {.populations = 2})(noisy(absorbance_of(x, four), 5e-4, 1), 5e-4);
  ASSERT_TRUE(fit.found()) << fit.failure;
  ASSERT_EQ(fit.excitons.size(), 2u);
  EXPECT_NEAR(fit.excitons[0].energy_eV.value, 2.05, 0.004);
  EXPECT_NEAR(fit.excitons[1].energy_eV.value, 2.35, 0.012);
}

TEST(FirstExciton, NoiseWidensTheWindow) {
  const std::vector<double> x = grid_nm(), clean = absorbance_of(x, lines);
  double before = 0;
  for (const double sigma : {1e-5, 1e-3, 1e-2}) {
    const ExcitonFit fit = ExcitonFinder(x, {})(noisy(clean, sigma, 3), sigma);
    EXPECT_GT(fit.half_width_nm, before) << sigma << fit.half_width_nm;
    before = fit.half_width_nm;
  }
}

TEST(FirstExciton, SaysWhereThereIsNone) {
  const std::vector<double> x = grid_nm();
  std::vector<double> flat(x.size(), 0.1), edge;
  for (const double w : x) edge.push_back(std::exp(-(w - 350) / 60));
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    EXPECT_FALSE(ExcitonFinder(x, {})(noisy(flat, 1e-3, seed), 1e-3).found()) << seed;
    EXPECT_FALSE(ExcitonFinder(x, {})(noisy(edge, 1e-3, seed), 1e-3).found()) << seed;
  }
  const ExcitonFit elsewhere = ExcitonFinder(x, {.from_nm = 620})(absorbance_of(x, lines), 1e-4);
  EXPECT_FALSE(elsewhere.found());
  EXPECT_NE(elsewhere.failure.find("stands out"), std::string::npos);
}

TEST(FirstExciton, RefusesOtherGrids) {
  const std::vector<double> x = grid_nm();
  EXPECT_THROW(ExcitonFinder(x, {})(std::vector<double>(7), 1), std::invalid_argument);
  EXPECT_THROW(ExcitonFinder(std::vector<double>{1, 2, 3}, {}), std::invalid_argument);
  EXPECT_THROW(ExcitonFinder(x, {.populations = 3}), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::spectra
