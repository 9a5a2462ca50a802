#include "nacre/report/plot_range.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nacre::report {
namespace {

Curve points(std::vector<double> x, std::vector<double> y, std::vector<double> error = {}) {
  return {"", Mark::points, 0, std::move(x), std::move(y), std::move(error), {}, {}, {}};
}

TEST(PlotRanges, HoldErrorBarsAndBandsWithAir) {
  Plot plot{"p", "", "", {}, {}, {points({0, 10}, {1, 2}, {0.5, 3})}};
  plot.curves.push_back({"", Mark::band, 0, {0, 10}, {}, {}, {-5, 0}, {0, 1}, {}});
  const PlotRanges ranges = plot_ranges(plot);
  EXPECT_NEAR(ranges.x.low, -0.25, 1e-12);
  EXPECT_NEAR(ranges.x.high, 10.25, 1e-12);
  EXPECT_NEAR(ranges.y.low, -5.5, 1e-12);
  EXPECT_NEAR(ranges.y.high, 5.5, 1e-12);
}

TEST(PlotRanges, IgnoreNanAndInfinity) {
  const PlotRanges ranges =
      plot_ranges({"p", "", "", {}, {}, {points({0, NAN, 1}, {0, INFINITY, 1}, {NAN, NAN, NAN})}});
  EXPECT_NEAR(ranges.y.low, -0.05, 1e-12);
  EXPECT_NEAR(ranges.y.high, 1.05, 1e-12);
  EXPECT_NEAR(ranges.x.high, 1.025, 1e-12);
}

TEST(PlotRanges, KeepLogarithmicAxesPositive) {
  const Axis logarithmic{"y", "", true};
  const PlotRanges ranges =
      plot_ranges({"p", "", "", {}, logarithmic, {points({1, 2, 3}, {-1, 1, 100}, {0, 5, 0})}});
  EXPECT_NEAR(ranges.y.low, std::pow(10, -0.1), 1e-12);
  EXPECT_NEAR(ranges.y.high, 100 * std::pow(10, 0.1), 1e-9);
}

TEST(PlotRanges, HaveASpanForOneValueAndForNone) {
  const Range one = plot_ranges({"p", "", "", {}, {}, {points({1}, {20})}}).y;
  EXPECT_DOUBLE_EQ(one.low, 18);
  EXPECT_DOUBLE_EQ(one.high, 22);
  const Range zero = plot_ranges({"p", "", "", {}, {}, {points({1}, {0})}}).y;
  EXPECT_DOUBLE_EQ(zero.low, -1);
  EXPECT_DOUBLE_EQ(zero.high, 1);
  const PlotRanges none = plot_ranges({"p", "", "", {}, {"y", "", true}, {}});
  EXPECT_DOUBLE_EQ(none.x.high, 1);
  EXPECT_DOUBLE_EQ(none.y.low, 1);
  EXPECT_DOUBLE_EQ(none.y.high, 10);
}

TEST(FilmRanges, HoldAllFrames) {
  const Film film{.id = "f",
                  .frames = {{0, {points({0, 1}, {0, 7})}}, {1, {points({4, 10}, {1, 2}, {0, 8})}}, {2, {}}}};
  const PlotRanges ranges = film_ranges(film);
  EXPECT_NEAR(ranges.x.low, -0.25, 1e-12);
  EXPECT_NEAR(ranges.x.high, 10.25, 1e-12);
  EXPECT_NEAR(ranges.y.low, -6 - 0.8, 1e-12);
  EXPECT_NEAR(ranges.y.high, 10 + 0.8, 1e-12);
}

TEST(FilmRanges, KeepLogarithmicAxesPositive) {
  const Film film{
      .id = "f", .y = {"y", "", true}, .frames = {{0, {points({0}, {0})}}, {1, {points({0}, {5})}}}};
  EXPECT_NEAR(film_ranges(film).y.low, 5 / std::pow(10, 0.3), 1e-12);
}

TEST(MomentText, RoundsToFourDigitsButNoneBeforeThePoint) {
  EXPECT_EQ(moment_text({"time", "s"}, 123), "time 123 s");
  EXPECT_EQ(moment_text({"time", "s"}, 3.16227766), "time 3.162 s");
  EXPECT_EQ(moment_text({"time", "s"}, 22751.123), "time 22751 s");
  EXPECT_EQ(moment_text({"time", "s"}, 1706.25), "time 1706 s");
  EXPECT_EQ(moment_text({"time", "s"}, 0), "time 0 s");
  EXPECT_EQ(moment_text({"time", "s"}, 1234567.8), "time 1234568 s");
  EXPECT_EQ(moment_text({"x", ""}, -0.5), "x −0.5");
  EXPECT_EQ(moment_text({"", "K"}, 300), "300 K");
}

TEST(AxisText, PutsCompoundUnitsInParentheses) {
  EXPECT_EQ(axis_text({"time", "s"}), "time / s");
  EXPECT_EQ(axis_text({"ΔH", "kJ/mol"}), "ΔH / (kJ/mol)");
  EXPECT_EQ(axis_text({"mole fraction", ""}), "mole fraction");
}

// Counts 100 +- 10 and 1 +- 0.9, and one that is nothing within its error: 0.001 +- 1.
TEST(PlotRanges, OfALogarithmIgnoreWhatIsZeroWithinItsError) {
  Plot plot{.id = "p", .y = {"y", "", true}};
  plot.curves = {{.mark = Mark::points, .x = {1, 2, 3}, .y = {100, 1, 0.001}, .y_error = {10, 0.9, 1}}};
  const double air = std::pow(110 / 0.1, 0.05);
  EXPECT_NEAR(plot_ranges(plot).y.low, 0.1 / air, 1e-9);
  EXPECT_NEAR(plot_ranges(plot).y.high, 110 * air, 1e-9);
  plot.curves[0].y_error[1] = 0.999999;  // its bar ends where the axis does
  EXPECT_NEAR(plot_ranges(plot).y.low, 0.1 / air, 1e-9);
  plot.curves[0].y_error = {200, 0.001, 0.5};  // 0.001 +- 0.5 counts as 0.05
  EXPECT_NEAR(std::log10(plot_ranges(plot).y.low), std::log10(0.05) - 0.05 * std::log10(300 / 0.05), 1e-9);
  plot.y.logarithmic = false;
  EXPECT_LT(plot_ranges(plot).y.low, -100);
}

FrameMap two_frames() {
  const Curve data{.mark = Mark::points, .x = {1, 2}, .y = {10, 1000}, .y_error = {1, 100}};
  const Curve fit{.mark = Mark::line, .x = {1, 1.5, 2}, .y = {10, 1e-9, 1000}};
  return {.id = "f", .y = {"y", "", true}, .frames = {{0, {data, fit}}, {1, {data, fit}}}};
}

TEST(FrameMapRanges, OfALogarithmAreThoseOfTheData) {
  FrameMap map = two_frames();
  EXPECT_NEAR(std::log10(frame_map_ranges(map).y.low), std::log10(9) - 0.05 * std::log10(1100.0 / 9), 1e-9);
  for (FilmFrame& frame : map.frames) frame.curves[0].y_error.clear();
  EXPECT_LT(frame_map_ranges(map).y.low, 1e-9);
  map.y.logarithmic = false;
  EXPECT_NEAR(frame_map_ranges(map).y.low, -50, 1e-6);
}

TEST(ResidualRange, IsTheSameUpAndDown) {
  EXPECT_NEAR(residual_range({}).high, 3.3, 1e-12);
  FilmFrame frame{0, {{.x = {1, 2, 3}, .y = {-20, 1, std::nan("")}}}};
  EXPECT_NEAR(residual_range({frame}).high, 22, 1e-12);
  EXPECT_NEAR(residual_range({frame}).low, -22, 1e-12);
  frame.curves[0].y.assign(2000, 1);
  frame.curves[0].y[7] = 1e9;  // one of two thousand
  EXPECT_NEAR(residual_range({frame}).high, 3.3, 1e-12);
}

}  // namespace
}  // namespace nacre::report
