#include "nacre/spectra/second_derivative.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "made_absorption.hpp"

namespace nacre::spectra {
namespace {

// Savitzky and Golay's printed weights for five and seven points: (2, -1, -2, -1, 2) / 7 and
// (5, 0, -3, -4, -3, 0, 5) / 42.
TEST(SecondDerivative, HasThePublishedWeights) {
  const std::vector<double> x = grid_nm(0, 20);
  for (const auto& [half, weights] :
       {std::pair{2.0, std::vector<double>{2, -1, -2, -1, 2}}, {3.0, {5, 0, -3, -4, -3, 0, 5}}}) {
    const SecondDerivative derivative(x, half);
    const double norm = half == 2 ? 7 : 42;
    double squares = 0;
    for (std::size_t k = 0; k < weights.size(); ++k) {
      std::vector<double> y(x.size(), 0.0);
      y[10 - weights.size() / 2 + k] = 1;
      EXPECT_NEAR(derivative(y)[10], weights[k] / norm, 1e-12);
      squares += weights[k] * weights[k] / norm / norm;
    }
    EXPECT_NEAR(derivative.gain(10), std::sqrt(squares), 1e-12);
  }
}

TEST(SecondDerivative, IsExactForCubicsOnAnyGridToItsEnds) {
  std::vector<double> x, y;
  for (int i = 0; i < 40; ++i) {
    x.push_back(400 + i + 0.3 * std::sin(5.0 * i));
    const double u = x.back() - 420;
    y.push_back(3 - 2 * u + 0.25 * u * u + 0.01 * u * u * u);
  }
  const std::vector<double> second = SecondDerivative(x, 5)(y);
  for (std::size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(second[i], 0.5 + 0.06 * (x[i] - 420), 1e-9) << i;
}

TEST(SecondDerivative, GainIsTheNoiseThatComesOut) {
  const std::vector<double> x = grid_nm(0, 60);
  const SecondDerivative derivative(x, 6);
  for (const std::size_t at : {std::size_t{0}, std::size_t{30}}) {
    Pulls pulls;
    for (std::uint64_t seed = 1; seed <= 2000; ++seed)
      pulls.add(derivative(noisy(std::vector<double>(x.size(), 0.0), 1, seed))[at] / derivative.gain(at));
    EXPECT_NEAR(pulls.width(), 1, 0.05) << at;
  }
}

TEST(SecondDerivative, RefusesWhatIsNoGrid) {
  EXPECT_THROW(SecondDerivative(std::vector<double>{1, 2, 3, 4}, 2), std::invalid_argument);
  EXPECT_THROW(SecondDerivative(std::vector<double>{1, 2, 2, 3, 4}, 2), std::invalid_argument);
  EXPECT_THROW(SecondDerivative(grid_nm(0, 9), 2)(std::vector<double>(3)), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::spectra
