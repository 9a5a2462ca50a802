#include "nacre/report/heat_colors.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nacre::report {
namespace {

double linear(std::uint8_t byte) {
  const double v = byte / 255.0;
  return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

double luminance(const Color& color) {  // IEC 61966-2-1
  return 0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2]);
}

// CIE 1976 lightness, another measure than the one the colors are made with.
double lightness(const Color& color) { return 116 * std::cbrt(luminance(color)) - 16; }

TEST(HeatColors, BecomeEvenlyLighter) {
  const auto& colors = heat_colors();
  EXPECT_LT(lightness(colors.front()), 15);
  EXPECT_GT(lightness(colors.back()), 92);
  const double step = (lightness(colors.back()) - lightness(colors.front())) / 8;
  for (int part = 0; part < 8; ++part) {
    const auto at = [part](int end) {
      return static_cast<std::size_t>(std::lround(254.0 * (part + end) / 8));
    };
    EXPECT_NEAR(lightness(colors[at(1)]) - lightness(colors[at(0)]), step, 0.25 * step) << part;
  }
  for (std::size_t i = 1; i < colors.size(); ++i)
    EXPECT_GT(luminance(colors[i]), luminance(colors[i - 1])) << i;
}

TEST(ColorScale, LeavesOutTheOutermost) {
  std::vector<double> values(1001);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i);
  values[0] = -1e9;
  values[1000] = 1e9;
  values.push_back(NAN);
  const ColorScale scale = color_scale(values, false);
  EXPECT_EQ(scale.range.low, 5);
  EXPECT_EQ(scale.range.high, 995);
  EXPECT_EQ(color_index(scale, 500), 127);
  EXPECT_EQ(color_index(scale, -1e9), 0);
  EXPECT_EQ(color_index(scale, 1e9), 254);
  EXPECT_EQ(color_index(scale, NAN), no_color);
}

TEST(ColorScale, OnALogarithmHoldsPositiveValues) {
  const ColorScale scale = color_scale({-1, 0, 1, 10, 100}, true);
  EXPECT_EQ(scale.range.low, 1);
  EXPECT_EQ(scale.range.high, 100);
  EXPECT_EQ(color_index(scale, 10), 127);
  EXPECT_EQ(color_index(scale, 0), 0);
  EXPECT_EQ(color_index(scale, -1), 0);
  EXPECT_NEAR(color_scale({1e-30, 1}, true).range.low, 1e-6, 1e-18);
}

TEST(ColorScale, OfOneValueOrNoneHasASpan) {
  EXPECT_EQ(color_index(color_scale({3, 3}, false), 3), 127);
  EXPECT_EQ(color_index(color_scale({3, 3}, true), 3), 127);
  EXPECT_EQ(color_scale({}, false).range.high, 1);
  EXPECT_EQ(color_scale({NAN, -1}, true).range.low, 1);
}

}  // namespace
}  // namespace nacre::report
