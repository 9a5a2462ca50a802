#include "nacre/scattering/pattern_difference.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

namespace nacre::scattering {
namespace {

std::vector<double> bump(double at, double scale, double slope) {
  std::vector<double> y;
  for (int i = 0; i < 100; ++i) y.push_back(scale * std::exp(-0.01 * (i - at) * (i - at)) + 1 + slope * i);
  return y;
}

TEST(PatternDifference, ScaleAndBackgroundDoNotCount) {
  EXPECT_NEAR(pattern_difference(bump(40, 2, 0), bump(40, 7, 0.03)).share, 0, 1e-9);
  const PatternDifference found = pattern_difference(bump(40, 2, 0), bump(60, 7, 0.03));
  EXPECT_GT(found.share, 0.5);
  EXPECT_NEAR(static_cast<double>(found.largest), 40, 3);
}

// With noise of that size the difference is five standard errors: its squares sum up to 25 variances.
TEST(PatternDifference, TheNoiseThatHidesIt) {
  const std::vector<double> first{0, 0, 1, 0, 0, 0}, flat{1, 1, 1, 1, 1, 1};
  const PatternDifference found = pattern_difference(first, flat);
  // A spike in a straight line of six points: residuals 1 - 1/6 - x^2 / sum x^2 of its own.
  EXPECT_NEAR(found.noise, std::sqrt(1 - 1.0 / 6 - 0.04 / 2.8) / 5, 1e-9);
  EXPECT_THROW(pattern_difference(first, std::vector<double>{1, 2}), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::scattering
