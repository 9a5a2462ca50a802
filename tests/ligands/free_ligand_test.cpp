#include "nacre/ligands/free_ligand.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using nacre::ligands::free_of_two_sets;
using nacre::ligands::SiteSet;

// Bisection in long double on the logarithm of the free concentration.
long double exact(long double total, const SiteSet& a, const SiteSet& b) {
  long double low = -120, high = std::log(total);
  for (int i = 0; i < 300; ++i) {
    const long double middle = (low + high) / 2, x = std::exp(middle);
    const auto bound = [x](const SiteSet& set) {
      const long double u = static_cast<long double>(set.K_per_mM) * x;
      return static_cast<long double>(set.total_mM) * u / (1 + u);
    };
    (x + bound(a) + bound(b) < total ? low : high) = middle;
  }
  return std::exp((low + high) / 2);
}

TEST(FreeOfTwoSets, AnyStrengthAndAmount) {
  for (const double K_a : {1e-3, 1.0, 1e3, 1e9, 1e15}) {
    for (const double K_b : {1e-2, 10.0, 1e6, 1e12}) {
      for (const double total : {1e-6, 0.05, 0.1, 0.15, 0.3, 0.300001, 5.0}) {
        const SiteSet a{0.1, K_a}, b{0.2, K_b};
        const double x = free_of_two_sets(total, a, b);
        const long double reference = exact(total, a, b);
        const auto bound = [](const SiteSet& set, long double free) {
          return static_cast<double>(set.total_mM * free / (1 / set.K_per_mM + free));
        };
        const std::string where =
            std::to_string(K_a) + " " + std::to_string(K_b) + " " + std::to_string(total);
        EXPECT_NEAR(x, static_cast<double>(reference), 1e-13 * total + 1e-12 * static_cast<double>(reference))
            << where;
        EXPECT_NEAR(bound(a, x), bound(a, reference), 3e-13 * total) << where;
        EXPECT_NEAR(bound(b, x), bound(b, reference), 3e-13 * total) << where;
      }
    }
  }
}

TEST(FreeOfTwoSets, Limits) {
  EXPECT_EQ(free_of_two_sets(0, {1, 1}, {1, 1}), 0);
  EXPECT_DOUBLE_EQ(free_of_two_sets(0.7, {0, 5}, {0, 3}), 0.7);
  EXPECT_DOUBLE_EQ(free_of_two_sets(0.7, {1, 0}, {1, 0}), 0.7);
  // One set: x^2 + x (1 / K + a - total) - total / K = 0; K = 1, a = 1, total = 1.5: x = (sqrt(25/4) - 1/2)
  // / 2.
  EXPECT_DOUBLE_EQ(free_of_two_sets(1.5, {1, 1}, {0, 1}), 1.0);
}

}  // namespace
