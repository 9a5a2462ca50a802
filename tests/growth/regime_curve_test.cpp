#include "nacre/growth/regime_curve.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace nacre::growth {
namespace {

constexpr RadiusPair reference{2.1, 1.7};

// The curve of m = 0 is a straight line of slope 1: the distance of a point from it is known.
TEST(NearestPair, OfAStraightLine) {
  const BimodalPoint point{2.3, 1.6, 0.05, 0.03};
  const NearestPair nearest = nearest_pair(point, 0, reference);
  const double above = 1.6 + 0.4 - 2.3;
  EXPECT_NEAR(nearest.distance, above / std::hypot(0.05, 0.03), 1e-10);
  const double share = 0.03 * 0.03 / (0.05 * 0.05 + 0.03 * 0.03);
  EXPECT_NEAR(nearest.pair.r2_nm, 1.6 - above * share, 1e-10);
  EXPECT_NEAR(nearest.pair.r1_nm, nearest.pair.r2_nm + 0.4, 1e-12);
}

TEST(NearestPair, OfAPointOnTheCurveIsThePoint) {
  for (const double exponent : {-3.0, -1.0, 0.0, 1.0, 4.0, 12.0}) {
    const double r1 = predicted_r1_nm(1.5, exponent, reference);
    const NearestPair nearest = nearest_pair({r1, 1.5, 0.04, 0.03}, exponent, reference);
    EXPECT_NEAR(nearest.distance, 0, 1e-9) << exponent;
    EXPECT_NEAR(nearest.pair.r2_nm, 1.5, 1e-9) << exponent;
  }
}

double scanned_distance(const BimodalPoint& point, double exponent) {
  double lowest = INFINITY;
  for (int i = 0; i <= 200000; ++i) {
    const double r2 = 0.5 + 3.0 * i / 200000;
    const double r1 = predicted_r1_nm(r2, exponent, reference);
    const double along_1 = (r1 - point.r1_nm) / point.r1_err_nm;
    const double along_2 = (r2 - point.r2_nm) / point.r2_err_nm;
    lowest = std::min(lowest, std::hypot(along_1, along_2));
  }
  return lowest;
}

TEST(NearestPair, IsTheLowestOfAScan) {
  for (const double exponent : {-2.5, -1.0, 0.5, 2.0, 4.0, 12.0}) {
    for (const BimodalPoint& point :
         {BimodalPoint{2.3, 1.5, 0.04, 0.04}, BimodalPoint{1.9, 2.0, 0.02, 0.06}}) {
      const NearestPair nearest = nearest_pair(point, exponent, reference);
      EXPECT_NEAR(std::abs(nearest.distance), scanned_distance(point, exponent), 1e-6) << exponent;
      const bool above = predicted_r1_nm(point.r2_nm, exponent, reference) > point.r1_nm;
      EXPECT_EQ(nearest.distance > 0, above) << exponent;
    }
  }
}

TEST(NearestPair, DerivativesOfTheDistance) {
  constexpr double h = 1e-5;
  const BimodalPoint point{2.3, 1.5, 0.04, 0.03};
  for (const double exponent : {-3.0, -1.0, 0.0, 1.0, 4.0, 12.0}) {
    const auto at = [&](double m, double r1) { return nearest_pair(point, m, {r1, 1.7}).distance; };
    const NearestPair nearest = nearest_pair(point, exponent, reference);
    EXPECT_NEAR(nearest.by_exponent, (at(exponent + h, 2.1) - at(exponent - h, 2.1)) / (2 * h), 1e-5)
        << exponent;
    EXPECT_NEAR(nearest.by_reference_r1, (at(exponent, 2.1 + h) - at(exponent, 2.1 - h)) / (2 * h), 1e-4)
        << exponent;
  }
}

// Where the law ends: population 1 vanishes below some r2, or is infinite above it.
TEST(NearestPair, StaysFiniteBesideTheEndOfTheLaw) {
  const NearestPair low = nearest_pair({0.4, 0.8, 0.02, 0.02}, 2, {1.0, 1.5});
  EXPECT_GT(low.pair.r1_nm, 0);
  EXPECT_GT(low.pair.r2_nm, 0.8);
  EXPECT_LT(low.distance, 0);
  const NearestPair high = nearest_pair({5.0, 4.0, 0.1, 0.1}, -3, {2.1, 1.7});
  EXPECT_TRUE(std::isfinite(high.pair.r1_nm));
  EXPECT_LT(high.pair.r2_nm, 4.0);
  EXPECT_GT(high.distance, 0);
}

}  // namespace
}  // namespace nacre::growth
