#include "nacre/assembly/block_average.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace nacre::assembly {
namespace {

// x_{i+1} = phi x_i + noise of variance 1 - phi^2: variance 1, correlation phi^|t|, integrated time
// 1/2 + phi/(1 - phi).
std::vector<double> autoregressive(std::size_t n, double phi, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::vector<double> samples(n);
  double x = normal(random);
  for (double& sample : samples) {
    sample = x;
    x = phi * x + std::sqrt(1 - phi * phi) * normal(random);
  }
  return samples;
}

TEST(BlockAverage, OfIndependentSamplesIsThePlainError) {
  const BlockAverage average = block_average(autoregressive(100'000, 0, 1));
  EXPECT_TRUE(average.converged);
  EXPECT_NEAR(average.error, 1 / std::sqrt(1e5), 4 * average.uncertainty + 1e-5);
  EXPECT_NEAR(average.correlation_time, 0.5, 0.05);
  EXPECT_NEAR(average.deviation, 1, 0.01);
}

TEST(BlockAverage, FindsTheErrorOfCorrelatedSamples) {
  for (const double phi : {0.5, 0.9, 0.98}) {
    const std::size_t n = 200'000;
    const double time = 0.5 + phi / (1 - phi), exact = std::sqrt(2 * time / n);
    double sum = 0;
    for (unsigned seed = 1; seed <= 10; ++seed) sum += block_average(autoregressive(n, phi, seed)).error / 10;
    EXPECT_NEAR(sum / exact, 1, 0.05) << phi;
    const BlockAverage one = block_average(autoregressive(n, phi, 1));
    EXPECT_NEAR(one.error, exact, 4 * one.uncertainty);
    EXPECT_NEAR(one.correlation_time / time, 1, 0.35);
    EXPECT_NEAR(one.independent * one.correlation_time * 2, n, 1e-6 * n);
  }
}

// The mean lies within one error of the truth in two of three series: in three of four if errors were too
// large by 16 %.
TEST(BlockAverage, ErrorsCoverTheTruth) {
  int within = 0;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    const BlockAverage one = block_average(autoregressive(4096, 0.8, seed));
    within += std::abs(one.mean) < one.error;
  }
  EXPECT_NEAR(within, 0.683 * 300, 3 * std::sqrt(0.683 * 0.317 * 300));
}

TEST(BlockAverage, LevelsAreThoseOfBlocksMadeByHand) {
  const BlockAverage average = block_average(std::vector<double>{1, 3, 2, 6, 5});
  EXPECT_DOUBLE_EQ(average.mean, 3.4);
  ASSERT_EQ(average.levels.size(), 2u);  // five samples, two pairs
  EXPECT_DOUBLE_EQ(average.levels[0].error, std::sqrt(17.2 / 20));
  EXPECT_DOUBLE_EQ(average.levels[1].error, 1);  // of 2 and 4
  EXPECT_EQ(average.levels[1].length, 2u);
  EXPECT_EQ(average.levels[1].blocks, 2u);
}

TEST(BlockAverage, SaysWhereTheSeriesIsTooShort) {
  const BlockAverage average = block_average(autoregressive(200, 0.99, 1));
  EXPECT_FALSE(average.converged);
  double largest = 0;
  for (const BlockLevel& level : average.levels) largest = std::max(largest, level.error);
  EXPECT_EQ(average.error, largest);
}

TEST(BlockAverage, OfConstantsHasNoError) {
  const BlockAverage average = block_average(std::vector<double>(64, 7.0));
  EXPECT_EQ(average.mean, 7);
  EXPECT_EQ(average.error, 0);
  EXPECT_EQ(average.correlation_time, 0.5);
}

TEST(BlockAverage, OfOneSampleKnowsNoError) {
  EXPECT_TRUE(std::isnan(block_average(std::vector<double>{3.0}).error));
  EXPECT_EQ(block_average(std::vector<double>{3.0}).mean, 3);
}

TEST(BlockAverage, RefusesNothingAndWhatIsNotFinite) {
  EXPECT_THROW(block_average({}), std::invalid_argument);
  EXPECT_THROW(block_average(std::vector<double>{1, std::numeric_limits<double>::infinity()}),
               std::invalid_argument);
}

}  // namespace
}  // namespace nacre::assembly
