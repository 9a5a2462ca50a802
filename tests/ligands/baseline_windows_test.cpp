#include "nacre/ligands/baseline_windows.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "nacre/core/random.hpp"

namespace {

using namespace nacre::ligands;

Thermogram ramp(std::size_t n) {
  Thermogram thermogram;
  for (std::size_t i = 0; i < n; ++i) {
    thermogram.time_s.push_back(10 + 2 * static_cast<double>(i));
    thermogram.power_uW.push_back(3 + 0.05 * thermogram.time_s[i]);
  }
  return thermogram;
}

TEST(FitWindow, StraightLine) {
  BaselineWindow window{.where = "here", .begin = 4, .end = 15};
  fit_window(ramp(30), window);
  EXPECT_DOUBLE_EQ(window.center_s, 28);
  EXPECT_NEAR(window.mean_uW, 3 + 0.05 * 28, 1e-12);
  EXPECT_NEAR(window.slope_uW_s, 0.05, 1e-12);
  EXPECT_LE(window.residuals.size(), 11u);
}

TEST(FitWindow, OutliersAreLeftOut) {
  Thermogram noisy = ramp(40);
  nacre::RandomStream random(1, nacre::StreamName::synthetic_data);
  for (double& p : noisy.power_uW) p += 0.01 * random.normal();
  noisy.power_uW[20] += 5;
  noisy.power_uW[31] -= 3;
  BaselineWindow window{.where = "here", .begin = 0, .end = 40};
  fit_window(noisy, window);
  EXPECT_EQ(window.residuals.size(), 38u);
  EXPECT_NEAR(window.slope_uW_s, 0.05, 5e-4);
  EXPECT_NEAR(window.mean_uW, 3 + 0.05 * window.center_s, 0.01);
}

TEST(FitWindow, TooFewPoints) {
  BaselineWindow window{.where = "before injection 2 at 40 s", .begin = 4, .end = 8};
  try {
    fit_window(ramp(30), window);
    FAIL();
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(
        e.what(),
        "the baseline before injection 2 at 40 s cannot be found: its window has 4 points, it needs 5");
  }
}

TEST(Noise, VariancesOfFirstOrderAutoregression) {
  const Noise white{.sigma_uW = 2, .phi = 0};
  EXPECT_DOUBLE_EQ(white.variance_of_sum(9), 36);
  EXPECT_DOUBLE_EQ(white.variance_of_mean(16), 0.25);
  const Noise correlated{.sigma_uW = 1, .phi = 0.5};
  EXPECT_DOUBLE_EQ(correlated.variance_of_sum(3), 3 + 2 * (0.5 + 0.5 + 0.25));
  // Many samples: sigma^2 n (1 + phi) / (1 - phi).
  EXPECT_NEAR(correlated.variance_of_sum(100000) / 3e5, 1, 1e-4);
}

// Windows as short as 40 samples: the lines take noise away, which has to be put back.
TEST(Noise, UnbiasedFromShortWindows) {
  for (const double phi : {0.0, 0.4, 0.7}) {
    nacre::RandomStream random(2, nacre::StreamName::synthetic_data);
    std::vector<BaselineWindow> windows(400, BaselineWindow{.where = "here", .begin = 0, .end = 40});
    for (BaselineWindow& window : windows) {
      Thermogram record = ramp(40);
      double noise = random.normal();
      for (double& p : record.power_uW) {
        p += 0.5 * noise;
        noise = phi * noise + std::sqrt(1 - phi * phi) * random.normal();
      }
      fit_window(record, window);
    }
    const Noise found = noise_of(windows);
    EXPECT_NEAR(found.sigma_uW, 0.5, 0.02) << phi;
    EXPECT_NEAR(found.phi, phi, 0.03) << phi;
  }
}

TEST(Noise, NoneWithoutResiduals) { EXPECT_EQ(noise_of({}).sigma_uW, 0); }

TEST(NaturalSpline, LinesAreExactAndEndsAreStraight) {
  const NaturalSpline line({0, 1, 3, 4.5}, {2, 3, 5, 6.5});
  for (const double x : {-2.0, 0.3, 1.0, 2.2, 4.5, 9.0}) EXPECT_NEAR(line(x), 2 + x, 1e-13);
  const NaturalSpline constant({5}, {7});
  EXPECT_EQ(constant(100), 7);
}

// Points 0, 1, 0 at -1, 0, 1: s(x) = 1 - 3/2 x^2 + |x|^3 / 2.
TEST(NaturalSpline, KnownCubic) {
  const NaturalSpline spline({-1, 0, 1}, {0, 1, 0});
  for (const double x : {-1.0, -0.6, 0.0, 0.25, 0.9}) {
    EXPECT_NEAR(spline(x), 1 - 1.5 * x * x + 0.5 * std::pow(std::abs(x), 3), 1e-14) << x;
  }
  EXPECT_NEAR(spline(2), -1.5, 1e-14);  // slope -3 + 3/2
}

}  // namespace
