#include "nacre/ligands/onsager.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace nacre::ligands {
namespace {

TEST(Onsager, CriticalPoint) {
  // At the critical point the nearest-neighbour correlation is 1 / sqrt 2.
  const double critical = 4 * std::log(1 + std::numbers::sqrt2);
  EXPECT_NEAR(critical, 3.5255, 5e-5);
  EXPECT_NEAR(infinite_unlike_fraction(critical), 0.5 * (1 - 1 / std::numbers::sqrt2), 1e-6);
}

TEST(Onsager, PublishedValues) {
  EXPECT_NEAR(infinite_unlike_fraction(3.0), 0.254, 5e-4);
  EXPECT_NEAR(infinite_unlike_fraction(4.0), 0.064, 5e-4);
}

TEST(Onsager, HighTemperatureSeries) {
  // Correlation tanh K + 2 tanh^3 K + 4 tanh^5 K + ..., K = chi_G / 8.
  const double t = std::tanh(0.4 / 8);
  EXPECT_NEAR(infinite_unlike_fraction(0.4), 0.5 * (1 - t - 2 * std::pow(t, 3) - 4 * std::pow(t, 5)), 1e-8);
}

TEST(Onsager, LowTemperatureSeries) {
  // Single flipped sites: 4 unlike pairs of 2 N bonds each, weight exp(-4 w); pairs of them: 6 pairs, 2 N
  // ways.
  const double w = 12.0 / 4;
  const double expected = 2 * std::exp(-4 * w) + 6 * std::exp(-6 * w);
  EXPECT_NEAR(infinite_unlike_fraction(12.0) / expected, 1, 2e-4);
}

TEST(Onsager, SublatticeSymmetry) {
  for (const double chi : {1e-12, 0.5, 3.0, 6.0})
    EXPECT_DOUBLE_EQ(infinite_unlike_fraction(chi) + infinite_unlike_fraction(-chi), 1.0);
}

}  // namespace
}  // namespace nacre::ligands
