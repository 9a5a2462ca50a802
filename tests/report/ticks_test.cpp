#include "nacre/report/ticks.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace nacre::report {
namespace {

std::vector<std::string> labels(const std::vector<Tick>& ticks) {
  std::vector<std::string> result;
  for (const Tick& tick : ticks) result.push_back(tick.label);
  return result;
}

using Labels = std::vector<std::string>;

TEST(LinearTicks, StandAtRoundNumbers) {
  EXPECT_EQ(labels(linear_ticks({0, 1}, 5)), (Labels{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"}));
  EXPECT_EQ(labels(linear_ticks({-0.3, 2.7}, 7)), (Labels{"0.0", "0.5", "1.0", "1.5", "2.0", "2.5"}));
  EXPECT_EQ(labels(linear_ticks({-12, 14}, 6)), (Labels{"−10", "−5", "0", "5", "10"}));
  EXPECT_EQ(labels(linear_ticks({298, 304}, 6)), (Labels{"298", "299", "300", "301", "302", "303", "304"}));
}

TEST(LinearTicks, WriteLargeAndSmallNumbersAsPowers) {
  EXPECT_EQ(labels(linear_ticks({0, 2e6}, 4)), (Labels{"0", "5×10⁵", "10⁶", "1.5×10⁶", "2×10⁶"}));
  EXPECT_EQ(labels(linear_ticks({-2e-7, 2e-7}, 4)), (Labels{"−2×10⁻⁷", "−10⁻⁷", "0", "10⁻⁷", "2×10⁻⁷"}));
}

TEST(LinearTicks, HoldForAnyRange) {
  std::mt19937 engine(7);
  std::uniform_real_distribution<double> exponent(-8, 8), offset(-5, 5);
  for (int trial = 0; trial < 2000; ++trial) {
    const double span = std::pow(10, exponent(engine));
    const Range range{offset(engine) * span, 0};
    const Range whole{range.low, range.low + span};
    const int count = 3 + trial % 8;
    const auto ticks = linear_ticks(whole, count);
    EXPECT_GE(ticks.size(), static_cast<std::size_t>(count / 2.5));
    EXPECT_LE(ticks.size(), static_cast<std::size_t>(count + 1));
    for (std::size_t i = 0; i < ticks.size(); ++i) {
      EXPECT_GE(ticks[i].value, whole.low - 1e-6 * span);
      EXPECT_LE(ticks[i].value, whole.high + 1e-6 * span);
      if (i > 0) {
        EXPECT_NE(ticks[i].label, ticks[i - 1].label);
      }
    }
  }
}

TEST(LogarithmicTicks, AreDecades) {
  EXPECT_EQ(labels(logarithmic_ticks({0.5, 2000}, 6)), (Labels{"1", "10", "100", "1000"}));
  EXPECT_EQ(labels(logarithmic_ticks({1e-5, 1}, 6)), (Labels{"10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "10⁰"}));
}

TEST(LogarithmicTicks, SkipDecadesOverManyOfThem) {
  EXPECT_EQ(labels(logarithmic_ticks({1e-12, 1e12}, 6)),
            (Labels{"10⁻¹²", "10⁻⁸", "10⁻⁴", "10⁰", "10⁴", "10⁸", "10¹²"}));
}

TEST(LogarithmicTicks, AddTwosAndFivesOverFewDecades) {
  EXPECT_EQ(labels(logarithmic_ticks({0.9, 30}, 6)), (Labels{"1", "2", "5", "10", "20"}));
  EXPECT_EQ(labels(logarithmic_ticks({0.04, 0.6}, 6)), (Labels{"0.05", "0.1", "0.2", "0.5"}));
}

TEST(LogarithmicTicks, AreLinearWithinOneStep) {
  EXPECT_EQ(labels(logarithmic_ticks({5.5, 9}, 4)), (Labels{"6", "7", "8", "9"}));
}

}  // namespace
}  // namespace nacre::report
