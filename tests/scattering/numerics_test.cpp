#include <gtest/gtest.h>

#include <cmath>

#include "nacre/scattering/chebyshev.hpp"
#include "nacre/scattering/gauss_legendre.hpp"

namespace nacre::scattering {
namespace {

TEST(GaussLegendre, ExactForPolynomials) {
  for (const int n : {1, 8, 13, 50, 200}) {
    const QuadratureRule& rule = gauss_legendre(n);
    ASSERT_GE(rule.node.size(), static_cast<std::size_t>(n));
    for (const int power : {0, 2, 8, 14}) {
      double sum = 0;
      for (std::size_t i = 0; i < rule.node.size(); ++i)
        sum += rule.weight[i] * std::pow(rule.node[i], power);
      EXPECT_NEAR(sum, 2.0 / (power + 1), 1e-13);
    }
  }
}

TEST(GaussLegendre, HalfOfItGivesMeansOfEvenFunctions) {
  for (const int n : {8, 40, 300}) {
    const QuadratureRule& rule = gauss_legendre_even(n);
    double sum = 0;
    for (std::size_t i = 0; i < rule.node.size(); ++i) {
      EXPECT_GT(rule.node[i], 0);
      sum += rule.weight[i] * std::cos(6 * rule.node[i]);
    }
    EXPECT_NEAR(sum, std::sin(6.0) / 6, n == 8 ? 1e-5 : 1e-14);
  }
}

TEST(Chebyshev, FollowsAWaveAcrossPanels) {
  const ChebyshevPanels panels(30, chebyshev_phase / 2.0, 2, [](double x, double* values) {
    values[0] = std::cos(2 * x);
    values[1] = x * std::sin(2 * x);
  });
  for (double x = 0; x <= 30; x += 0.0371) {
    EXPECT_NEAR(panels.value(0, x), std::cos(2 * x), 1e-12);
    EXPECT_NEAR(panels.value(1, x), x * std::sin(2 * x), 1e-11);
  }
  EXPECT_NEAR(panels.value(0, 30), std::cos(60.0), 1e-12);
}

}  // namespace
}  // namespace nacre::scattering
