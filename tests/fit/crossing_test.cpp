#include "nacre/fit/crossing.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace {

using nacre::fit::crossing;

constexpr double inf = std::numeric_limits<double>::infinity();

TEST(Crossing, LineNeedsOneCallFromTheRightGuess) {
  int calls = 0;
  const auto rise = [&](double x) { return ++calls, (x - 3) / 2; };
  EXPECT_EQ(crossing(rise, {3, 2, inf, 1}), 5);
  EXPECT_EQ(calls, 1);
}

TEST(Crossing, WrongGuessesOnBothSides) {
  for (const double guess : {1e-6, 0.1, 1.9, 2.1, 50.0, 1e6}) {
    int calls = 0;
    const auto rise = [&](double x) { return ++calls, (x - 3) / 2; };
    EXPECT_NEAR(crossing(rise, {3, guess, inf, 1}), 5, 1e-8) << guess;
    EXPECT_LT(calls, 14) << guess;
    EXPECT_NEAR(crossing([&](double x) { return rise(6 - x); }, {3, -guess, -inf, 1}), 1, 1e-8) << guess;
  }
}

TEST(Crossing, CurvedFunctions) {
  int calls = 0;
  const auto rise = [&](double x) { return ++calls, std::expm1(x); };
  EXPECT_NEAR(crossing(rise, {0, 1, inf, 3}), std::log(4), 1e-8);
  EXPECT_LT(calls, 15);
  EXPECT_NEAR(crossing([](double x) { return std::sqrt(x); }, {0, 1, inf, 3}), 9, 1e-7);
}

TEST(Crossing, LimitCutsOff) {
  const auto rise = [](double x) {
    EXPECT_LE(x, 1.5);
    return x;
  };
  EXPECT_EQ(crossing(rise, {0, 1, 1.5, 2}), 1.5);
  EXPECT_EQ(crossing(rise, {1.5, 1, 1.5, 2}), 1.5);
  EXPECT_NEAR(crossing(rise, {0, 10, 1.5, 1.2}), 1.2, 1e-8);
}

TEST(Crossing, FlatFunctionsNeverGetThere) {
  int calls = 0;
  const auto flat = [&](double) { return ++calls, 0.0; };
  EXPECT_EQ(crossing(flat, {0, 1, inf, 1}), inf);
  EXPECT_EQ(crossing(flat, {0, -1, -inf, 1}), -inf);
  EXPECT_EQ(calls, 40);
  EXPECT_EQ(crossing([](double x) { return std::tanh(x); }, {0, 1, inf, 1.5}), inf);
}

TEST(Crossing, EndOfTheDomainIsFoundByHalving) {
  const auto wall = [](double x) { return x > 2.5 ? inf : 0.1 * x; };
  EXPECT_NEAR(crossing(wall, {0, 1, inf, 1}), 2.5, 1e-9);
}

TEST(Crossing, LowerValuesOnTheWayDoNotConfuse) {
  const auto dip = [](double x) { return x < 2 ? -x : x - 4; };
  EXPECT_NEAR(crossing(dip, {0, 1, inf, 1}), 5, 1e-8);
}

}  // namespace
