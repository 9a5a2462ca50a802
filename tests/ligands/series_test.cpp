#include "nacre/ligands/series.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "nacre/core/random.hpp"

namespace nacre::ligands {
namespace {

// x_i = phi x_{i-1} + sqrt(1 - phi^2) e_i: unit variance, tau = (1 + phi) / (1 - phi) / 2.
std::vector<double> autoregressive(double phi, std::size_t length, std::uint64_t replica) {
  RandomStream random(3, StreamName::synthetic_data, replica);
  std::vector<double> series{random.normal()};
  while (series.size() < length)
    series.push_back(phi * series.back() + std::sqrt(1 - phi * phi) * random.normal());
  return series;
}

TEST(AnalyseSeries, WhiteNoise) {
  const auto result = analyse_series(autoregressive(0, 8000, 0));
  EXPECT_NEAR(result.autocorrelation_time, 0.5, 0.05);
  EXPECT_NEAR(result.error, 1 / std::sqrt(8000), 0.05 / std::sqrt(8000));
  EXPECT_NEAR(result.mean, 0, 4 * result.error);
}

TEST(AnalyseSeries, AutoregressiveSeriesHaveTheKnownTime) {
  for (const double phi : {0.5, 0.9, 0.98}) {
    const double tau = 0.5 * (1 + phi) / (1 - phi);
    double mean_tau = 0;
    for (std::uint64_t replica = 0; replica < 8; ++replica)
      mean_tau += analyse_series(autoregressive(phi, 8000, replica)).autocorrelation_time / 8;
    EXPECT_NEAR(mean_tau / tau, 1, 0.12) << "phi " << phi;
  }
}

TEST(AnalyseSeries, LongSeriesAreAveragedWithoutLosingTheError) {
  const std::size_t length = 100000;
  const auto result = analyse_series(autoregressive(0.9, length, 5));
  EXPECT_NEAR(result.autocorrelation_time / 9.5, 1, 0.12);
  EXPECT_NEAR(result.error / std::sqrt(2 * 9.5 / static_cast<double>(length)), 1, 0.06);
}

TEST(AnalyseSeries, AConstantHasNoError) {
  const auto result = analyse_series({2, 2, 2, 2});
  EXPECT_DOUBLE_EQ(result.mean, 2);
  EXPECT_DOUBLE_EQ(result.error, 0);
  EXPECT_DOUBLE_EQ(result.autocorrelation_time, 0.5);
}

TEST(AnalyseSeries, RefusesASingleValue) {
  try {
    analyse_series({1.0});
    FAIL() << "no exception";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "an error of a mean needs two samples at least");
  }
}

TEST(DifferenceSigmas, IsInUnitsOfTheCombinedError) {
  EXPECT_DOUBLE_EQ(difference_sigmas({.mean = 1, .error = 0.3}, {.mean = 2, .error = 0.4}), 2);
  EXPECT_DOUBLE_EQ(difference_sigmas({.mean = 1}, {.mean = 1}), 0);
  EXPECT_EQ(difference_sigmas({.mean = 1}, {.mean = 2}), std::numeric_limits<double>::infinity());
}

TEST(Combine, AgreeingChainsShareTheError) {
  const auto both = combine({.mean = 1.0, .error = 0.3}, {.mean = 1.5, .error = 0.4});
  EXPECT_DOUBLE_EQ(both.mean, 1.25);
  EXPECT_DOUBLE_EQ(both.error, 0.25);
}

TEST(Combine, ContradictingChainsGiveHalfTheirDifference) {
  const auto both = combine({.mean = 1.0, .error = 0.03}, {.mean = 1.5, .error = 0.04});
  EXPECT_DOUBLE_EQ(both.mean, 1.25);
  EXPECT_DOUBLE_EQ(both.error, 0.25);
}

}  // namespace
}  // namespace nacre::ligands
