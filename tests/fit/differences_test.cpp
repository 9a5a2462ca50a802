#include "nacre/fit/differences.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using nacre::fit::Axis;
using nacre::fit::jacobian;

using Scalar = double (*)(double);

double derivative(Scalar f, double x, Axis& axis, bool update_sigma = true) {
  const auto function = [&](std::span<const double> at, std::span<double> out) {
    EXPECT_GE(at[0], axis.lower);
    EXPECT_LE(at[0], axis.upper);
    out[0] = f(at[0]);
    return std::isfinite(out[0]);
  };
  const double at_x = f(x);
  double slope = 0;
  EXPECT_TRUE(jacobian(function, {&x, 1}, {&at_x, 1}, {&axis, 1}, update_sigma, {&slope, 1}));
  return slope;
}

TEST(Differences, ExponentialOverManyScales) {
  for (const double scale : {1e-12, 1e-3, 1.0, 1e6}) {
    Axis axis;
    static double unit;
    unit = scale;
    const double slope = derivative([](double x) { return std::exp(x / unit); }, 1.3 * scale, axis);
    EXPECT_NEAR(slope * scale / std::exp(1.3), 1, 1e-9) << scale;
    EXPECT_NEAR(axis.sigma * slope, 1, 1e-15) << scale;
  }
}

TEST(Differences, ParabolaIsExactAtItsBounds) {
  const Scalar parabola = [](double x) { return 3 * x * x - 2 * x + 5; };
  Axis axis{.lower = 1, .upper = 2};
  EXPECT_NEAR(derivative(parabola, 1, axis), 4, 1e-9);
  EXPECT_NEAR(derivative(parabola, 2, axis), 10, 1e-9);
  EXPECT_NEAR(derivative(parabola, 1.5, axis), 7, 1e-9);
}

TEST(Differences, NarrowBoxIsNotLeft) {
  Axis axis{.lower = 1, .upper = 1 + 1e-7};
  EXPECT_NEAR(derivative([](double x) { return std::exp(x); }, 1 + 5e-8, axis), std::exp(1), 1e-6);
}

TEST(Differences, OtherSideWhereOneIsNotFinite) {
  Axis axis;
  EXPECT_NEAR(derivative([](double x) { return x < 1 ? NAN : x * x; }, 1, axis), 2, 1e-9);
  EXPECT_NEAR(derivative([](double x) { return x > 1 ? NAN : x * x; }, 1, axis), 2, 1e-9);
}

// A peak of width 0.01 at 1000: steps of eps^(1/3) of the value would be far too long. The peak is measured
// to 1 % of its width.
TEST(Differences, WellKnownParameterGetsAShortStep) {
  const Scalar peak = [](double x) {
    const double z = (x - 1000) / 0.01;
    return 100 * std::exp(-z * z);
  };
  const double exact = -100 * 2 * 0.5 / 0.01 * std::exp(-0.25);
  Axis axis;
  EXPECT_NEAR(derivative(peak, 1000.005, axis) / exact, 1, 2e-3);
}

// Nothing is known but the function: sin(x / 1e-6) at zero.
TEST(Differences, ZeroWithoutScaleFindsItsSize) {
  Axis axis;
  EXPECT_NEAR(derivative([](double x) { return std::sin(x / 1e-6); }, 0, axis) * 1e-6, 1, 2e-3);
  EXPECT_NEAR(derivative([](double x) { return std::sin(x / 1e-6); }, 0, axis) * 1e-6, 1, 1e-9);
}

TEST(Differences, NoFiniteSideIsAFailure) {
  const double x = 1, at_x = 2;
  double out = 0;
  Axis axis;
  const auto never = [](std::span<const double>, std::span<double>) { return false; };
  EXPECT_FALSE(jacobian(never, {&x, 1}, {&at_x, 1}, {&axis, 1}, true, {&out, 1}));
}

TEST(Differences, MatrixIsRowMajor) {
  const auto function = [](std::span<const double> x, std::span<double> out) {
    out[0] = 2 * x[0] + 3 * x[1];
    out[1] = x[0] * x[1];
    out[2] = -x[1];
    return true;
  };
  const std::vector<double> x{4, 5};
  const std::vector<double> at_x{23, 20, -5}, exact{2, 3, 5, 4, 0, -1};
  std::vector<Axis> axes(2);
  std::vector<double> out(6);
  ASSERT_TRUE(jacobian(function, x, at_x, axes, true, out));
  for (int i = 0; i < 6; ++i) EXPECT_NEAR(out[i], exact[i], 1e-9);
  EXPECT_NEAR(axes[0].sigma, 1 / std::sqrt(29), 1e-10);
}

}  // namespace
