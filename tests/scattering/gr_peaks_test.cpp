#include "nacre/scattering/gr_peaks.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace nacre::scattering {
namespace {

using Values = std::vector<double>;

struct Made {
  double place, height, sigma;
};
const Made peaks[] = {{2.46, 10, 0.09}, {4.15, 6, 0.12}, {7.2, 3, 0.15}};

Values grid() {
  Values r;
  for (int i = 1; i <= 1000; ++i) r.push_back(0.01 * i);
  return r;
}

Values curve(const Values& r) {
  Values g;
  for (const double x : r) {
    g.push_back(-0.1 * x);
    for (const Made& p : peaks) g.back() += p.height * std::exp(-0.5 * std::pow((x - p.place) / p.sigma, 2));
  }
  return g;
}

TEST(PdfPeaks, ArePlacedOnTheirTops) {
  const Values r = grid(), g = curve(r);
  const auto found = find_pdf_peaks(r, g, {}, 0.01, {.r_max_A = 10, .half_window_A = 0.05});
  ASSERT_EQ(found.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    const double slope = 0.1 * peaks[i].sigma * peaks[i].sigma / peaks[i].height;  // the line moves the top
    EXPECT_NEAR(found[i].r_A, peaks[i].place - slope, 3e-4);
    EXPECT_NEAR(found[i].height_per_A2, peaks[i].height - 0.1 * peaks[i].place, 0.02 * peaks[i].height);
    EXPECT_NEAR(found[i].fwhm_A, 2.3548 * peaks[i].sigma, 0.02);
  }
  EXPECT_EQ(find_pdf_peaks(r, g, {}, 0.01, {.r_max_A = 10, .least_height = 0.5}).size(), 2u);
  EXPECT_EQ(find_pdf_peaks(r, g, {}, 0.01, {.r_min_A = 3, .r_max_A = 5}).size(), 1u);
}

// Noise of independent points must move the tops as their errors say.
TEST(PdfPeaks, ErrorsOfPlaces) {
  const Values r = grid(), g = curve(r), error(r.size(), 0.1);
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal;
  Values square(3), mean(3);
  double stated[3] = {};
  constexpr int draws = 200;
  for (int d = 0; d < draws; ++d) {
    Values noisy = g;
    for (double& value : noisy) value += 0.1 * normal(random);
    for (std::size_t i = 0; i < 3; ++i) {
      const PeakOptions near{
          .r_min_A = peaks[i].place - 0.08, .r_max_A = peaks[i].place + 0.08, .least_height = 0.99};
      const auto found = find_pdf_peaks(r, noisy, error, 0, near);
      ASSERT_EQ(found.size(), 1u);
      square[i] += found[0].r_A * found[0].r_A / draws;
      mean[i] += found[0].r_A / draws;
      stated[i] += found[0].r_error_A / draws;
    }
  }
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_NEAR(std::sqrt(square[i] - mean[i] * mean[i]) / stated[i], 1, 0.35)
        << "the highest of a noisy top wanders";
}

TEST(PdfPeaks, RipplesOfACut) {
  Values r = grid(), g;
  for (const double x : r) {
    const double y = 20 * (x - 4);
    g.push_back(y == 0 ? 1 : std::sin(y) / y);
  }
  const auto found = find_pdf_peaks(r, g, {}, 0.01, {.r_max_A = 10, .least_height = 0.12, .q_max_per_A = 20});
  ASSERT_EQ(found.size(), 3u);
  EXPECT_TRUE(found[0].may_be_ripple && found[2].may_be_ripple);
  EXPECT_FALSE(found[1].may_be_ripple);
  EXPECT_NEAR(found[2].r_A, 4 + 7.725 / 20, 8e-3) << "a parabola over much of the ripple";
}

TEST(PdfPeaks, RipplesBelowTheFirstPeak) {
  Values r = grid(), g;
  for (const double x : r) g.push_back(-1.1 * x + 0.3 * std::sin(40 * x));
  EXPECT_NEAR(ripples_between(r, g, 1, 2), 0.3 / std::sqrt(2), 0.01);
  EXPECT_TRUE(std::isnan(ripples_between(r, g, 1, 1.01)));
}

}  // namespace
}  // namespace nacre::scattering
