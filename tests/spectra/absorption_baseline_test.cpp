#include "nacre/spectra/absorption_baseline.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "made_absorption.hpp"

namespace nacre::spectra {
namespace {

BaselineModel all_terms() {
  return {
      .offset = true, .slope = true, .scatter = true, .scatter_exponent = 4, .from_nm = 600, .to_nm = 800};
}

std::vector<double> made(const std::vector<double>& x) {
  std::vector<double> y;
  for (const double w : x) y.push_back(0.02 + 1e-5 * w + 0.03 * std::pow(w / 700, -4));
  return y;
}

TEST(AbsorptionBaseline, FindsOffsetSlopeAndScatterAndCarriesThemToTheUltraviolet) {
  const std::vector<double> x = grid_nm(320, 800), y = made(x);
  const Baseline baseline = fit_baseline(x, y, 1e-3, all_terms());
  for (const double w : {350.0, 500.0, 750.0}) EXPECT_NEAR(baseline.at(w), made({w})[0], 1e-9) << w;
  EXPECT_LT(baseline.chi2, 1e-10);
  EXPECT_EQ(baseline.points, 201);
}

// The mean of n values, and its error.
TEST(AbsorptionBaseline, AnOffsetIsTheMean) {
  const std::vector<double> x = grid_nm(700, 799), y = noisy(std::vector<double>(x.size(), 0.01), 2e-3, 1);
  const Baseline baseline = fit_baseline(x, y, 2e-3, {.offset = true, .from_nm = 700, .to_nm = 799});
  double mean = 0;
  for (const double one : y) mean += one / static_cast<double>(y.size());
  EXPECT_NEAR(baseline.at(350), mean, 1e-12);
  EXPECT_NEAR(std::sqrt(baseline.variance(350)), 2e-4, 1e-9);
  EXPECT_NEAR(baseline.chi2_reduced(), 1, 0.3);
}

TEST(AbsorptionBaseline, ErrorsAreRightWhereItIsExtrapolated) {
  const std::vector<double> x = grid_nm(320, 800), y = made(x);
  Pulls pulls;
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    const Baseline baseline = fit_baseline(x, noisy(y, 1e-3, seed), 1e-3, all_terms());
    pulls.add((baseline.at(350) - made({350})[0]) / std::sqrt(baseline.variance(350)));
  }
  EXPECT_NEAR(pulls.mean(), 0, 0.07);
  EXPECT_NEAR(pulls.width(), 1, 0.05);
}

TEST(AbsorptionBaseline, NoTermsAreNothing) {
  const Baseline baseline = fit_baseline({}, {}, 1, {});
  EXPECT_EQ(baseline.at(400), 0);
  EXPECT_EQ(baseline.variance(400), 0);
}

TEST(AbsorptionBaseline, RefusesAnEmptyWindow) {
  const std::vector<double> x = grid_nm(320, 500), y(x.size(), 0.0);
  EXPECT_THROW(fit_baseline(x, y, 1, all_terms()), std::invalid_argument);
  BaselineModel narrow = all_terms();
  narrow.from_nm = 400;
  narrow.to_nm = 402;
  EXPECT_THROW(fit_baseline(x, y, 1, narrow), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::spectra
