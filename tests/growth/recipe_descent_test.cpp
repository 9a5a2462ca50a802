#include "nacre/growth/recipe_descent.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nacre::growth {
namespace {

using Point = std::vector<double>;

TEST(Descent, FindsTheMiddleOfABowl) {
  const auto bowl = [](const Point& at) {
    return 3 + std::pow(at[0] - 0.3, 2) + 4 * std::pow(at[1] - 0.7, 2) + (at[0] - 0.3) * (at[1] - 0.7);
  };
  const Lowest lowest = descend(bowl, {0.8, 0.1}, 0.2, 1e-6, 400);
  EXPECT_NEAR(lowest.at[0], 0.3, 1e-4);
  EXPECT_NEAR(lowest.at[1], 0.7, 1e-4);
  EXPECT_NEAR(lowest.value, 3, 1e-8);
}

TEST(Descent, FindsTheEndOfACurvedValley) {
  // Rosenbrock's, moved into the unit square; its minimum is at (0.75, 0.75).
  const auto valley = [](const Point& at) {
    const double x = 4 * at[0] - 2, y = 4 * at[1] - 2;
    return 100 * std::pow(y - x * x, 2) + std::pow(1 - x, 2);
  };
  const Lowest lowest = descend(valley, {0.2, 0.8}, 0.1, 1e-7, 1000);
  EXPECT_NEAR(lowest.at[0], 0.75, 1e-3);
  EXPECT_NEAR(lowest.at[1], 0.75, 1e-3);
}

TEST(Descent, StaysInsideAndFindsACorner) {
  const auto slope = [](const Point& at) {
    for (const double x : at) EXPECT_TRUE(x >= 0 && x <= 1) << x;
    return at[0] - 2 * at[1] + at[2];
  };
  const Lowest lowest = descend(slope, {0.95, 0.05, 0.5}, 0.2, 1e-6, 600);
  EXPECT_NEAR(lowest.at[0], 0, 1e-3);
  EXPECT_NEAR(lowest.at[1], 1, 1e-3);
  EXPECT_NEAR(lowest.at[2], 0, 1e-3);
}

TEST(Descent, StepsInwardsFromTheUpperEdge) {
  double farthest = 1;
  const auto f = [&](const Point& at) {
    farthest = std::min(farthest, at[0]);
    return at[0];
  };
  descend(f, {1.0}, 0.25, 1e-3, 2);
  EXPECT_DOUBLE_EQ(farthest, 0.75);
}

TEST(Descent, AsksNoMoreOftenThanAllowed) {
  for (const int most : {1, 2, 3, 5, 8, 13, 21}) {
    int asked = 0;
    double least = 1e300;
    const auto f = [&](const Point& at) {
      ++asked;
      const double value = std::cos(9 * at[0]) + std::sin(7 * at[1]);
      least = std::min(least, value);
      return value;
    };
    const Lowest lowest = descend(f, {0.5, 0.5}, 0.1, 0, most);
    EXPECT_LE(asked, most);
    EXPECT_EQ(lowest.value, least) << most;
  }
}

TEST(Descent, WithoutVariablesAsksOnce) {
  int asked = 0;
  const auto f = [&](const Point&) { return ++asked, 5.0; };
  EXPECT_EQ(descend(f, {}, 0.1, 1e-3, 100).value, 5.0);
  EXPECT_EQ(asked, 1);
}

}  // namespace
}  // namespace nacre::growth
