#include "nacre/scattering/pdf_comparison.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace nacre::scattering {
namespace {

using Values = std::vector<double>;
constexpr double r0 = 4;

Values grid(double step, int n) {
  Values r;
  for (int i = 1; i <= n; ++i) r.push_back(step * i);
  return r;
}

// F = sin(Q r0) that ends at Qmax.
Values cut_pair(const Values& r, double q_max) {
  const auto peak = [&](double x) { return x == 0 ? q_max : std::sin(q_max * x) / x; };
  Values g;
  for (const double x : r) g.push_back((peak(x - r0) - peak(x + r0)) / std::numbers::pi);
  return g;
}

TEST(PdfComparison, TheSameCutMakesTheSameCurve) {
  const Values r = grid(0.01, 6000), out = grid(0.02, 500);
  const Values wide = cut_pair(r, 25);
  const Values cut = band_limited(r, wide, 15, Window::none, out), expected = cut_pair(out, 15);
  for (std::size_t i = 0; i < out.size(); ++i) EXPECT_NEAR(cut[i], expected[i], 0.02);
  EXPECT_NEAR(f_of_g(r, wide, Values{10})[0], std::sin(10 * r0), 0.01);
  EXPECT_NEAR(q_content_per_A(r, cut_pair(r, 15)), 15, 3) << "the end of r smears it";
}

TEST(PdfComparison, Shapes) {
  const Values r = grid(0.1, 100), a = cut_pair(r, 10);
  Values b = a;
  for (double& value : b) value *= 2.5;
  const ShapeComparison same = compare_shapes(r, a, b, 1, 10);
  EXPECT_NEAR(same.correlation, 1, 1e-12);
  EXPECT_NEAR(same.scale, 2.5, 1e-12);
  EXPECT_NEAR(same.rw, 0, 1e-6);
  for (std::size_t i = 0; i < b.size(); ++i) b[i] += i % 2 ? 1 : -1;
  EXPECT_LT(compare_shapes(r, a, b, 1, 10).correlation, 0.999);
  EXPECT_THROW(compare_shapes(r, a, b, 1, 1.5), std::invalid_argument);
  EXPECT_DOUBLE_EQ(on_grid(Values{1, 2}, Values{10, 20}, Values{1.25})[0], 12.5);
}

TEST(PdfComparison, PeaksInPairs) {
  std::vector<PdfPeak> first(2), second(3);
  first[0].r_A = 2, first[1].r_A = 4;
  second[0].r_A = 2.01, second[1].r_A = 3, second[2].r_A = 3.95;
  const auto pairs = pair_peaks(first, second, 0.2);
  ASSERT_EQ(pairs.size(), 2u);
  EXPECT_NEAR(pairs[0].difference_A(), -0.01, 1e-12);
  EXPECT_NEAR(pairs[1].difference_A(), 0.05, 1e-12);
}

}  // namespace
}  // namespace nacre::scattering
