#include "nacre/scattering/pdf_transform.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace nacre::scattering {
namespace {

using std::numbers::pi;
using Values = std::vector<double>;

Values grid(double first, double last, int steps) {
  Values q;
  for (int i = 0; i <= steps; ++i) q.push_back(first + (last - first) * i / steps);
  return q;
}

// The integral of sin(t)/t from 0 to x, by Simpson's rule.
double sine_integral(double x) {
  const int n = 2 * (500 + static_cast<int>(20 * std::abs(x)));
  const double h = x / n;
  double sum = 1 + (x == 0 ? 1 : std::sin(x) / x);
  for (int i = 1; i < n; ++i) sum += (i % 2 ? 4 : 2) * std::sin(i * h) / (i * h);
  return sum * h / 3;
}

constexpr double q_max = 20, r0 = 2.5;

// F = sin(Q r0) up to Qmax: one infinitely sharp pair, as the window shows it.
double sharp_peak(Window window, double x) {
  if (window == Window::none) return x == 0 ? q_max : std::sin(q_max * x) / x;
  return q_max / (2 * pi) * (sine_integral(pi + q_max * x) + sine_integral(pi - q_max * x));
}

TEST(PdfTransform, ASharpPairWithAndWithoutLorch) {
  const Values q = grid(0, q_max, 40000);
  Values f;
  for (const double x : q) f.push_back(std::sin(x * r0));
  const Values r{0.5, 1.9, 2.2, 2.44, 2.5, 2.6, 2.657, 3.3, 7};
  for (const Window window : {Window::none, Window::lorch}) {
    const Values g = SineTransform(q, window, LowQ::zero).apply(f, r);
    for (std::size_t i = 0; i < r.size(); ++i)
      EXPECT_NEAR(g[i], (sharp_peak(window, r[i] - r0) - sharp_peak(window, r[i] + r0)) / pi, 3e-6) << r[i];
  }
}

TEST(PdfTransform, AGaussianPair) {
  const double sigma = 0.3;  // no window is needed: F has died away
  const Values q = grid(0, 40, 4000);
  Values f;
  for (const double x : q) f.push_back(std::sin(x * r0) * std::exp(-0.5 * sigma * sigma * x * x));
  const Values r = grid(0.1, 6, 20);
  const Values g = SineTransform(q, Window::none, LowQ::zero).apply(f, r);
  const auto gaussian = [&](double x) { return std::exp(-0.5 * x * x / (sigma * sigma)); };
  for (std::size_t i = 0; i < r.size(); ++i)
    EXPECT_NEAR(g[i], (gaussian(r[i] - r0) - gaussian(r[i] + r0)) / (sigma * std::sqrt(2 * pi)), 1e-9);
}

TEST(PdfTransform, BelowQmin) {
  // F = Q is its own straight line: with it the transform is that of the whole.
  const Values whole = grid(0, 10, 5000), part = grid(1, 10, 4500), r{0.7, 2, 5};
  const Values expected = SineTransform(whole, Window::lorch, LowQ::zero).apply(whole, r);
  const Values linear = SineTransform(part, Window::lorch, LowQ::linear).apply(part, r);
  const Values zero = SineTransform(part, Window::lorch, LowQ::zero).apply(part, r);
  for (std::size_t i = 0; i < r.size(); ++i) {
    EXPECT_NEAR(linear[i], expected[i], 1e-9);
    EXPECT_GT(std::abs(zero[i] - expected[i]), 1e-3);
  }
}

TEST(PdfTransform, Grids) {
  EXPECT_NEAR(SineTransform({1, 1.1, 1.3}, Window::none, LowQ::zero).r_limit_A(), pi / 0.2, 1e-9);
  const Values nyquist = nyquist_grid_A(20, 1);
  ASSERT_EQ(nyquist.size(), 6u);
  EXPECT_NEAR(nyquist[5], 6 * pi / 20, 1e-12);
  EXPECT_THROW(SineTransform({1, 1}, Window::none, LowQ::zero), std::invalid_argument);
  EXPECT_THROW(SineTransform({1}, Window::none, LowQ::zero), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::scattering
