#include "nacre/scattering/normal_equations.hpp"

#include <gtest/gtest.h>

namespace nacre::scattering {
namespace {

TEST(NormalEquations, SolvesAndInverts) {
  const std::vector<double> matrix{4, 2, 0.6, 2, 5, 1, 0.6, 1, 1e6};
  const Factorized factor(matrix, 3);
  EXPECT_TRUE(factor.all_determined());
  std::vector<double> b{4 + 4 + 1.8, 2 + 10 + 3, 0.6 + 2 + 3e6};  // of 1, 2, 3
  factor.solve(b);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(b[i], static_cast<double>(i + 1), 1e-12);
  const std::vector<double> inverse = factor.inverse();
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < 3; ++k) sum += matrix[i * 3 + k] * inverse[k * 3 + j];
      EXPECT_NEAR(sum, i == j ? 1 : 0, 1e-9);
    }
}

TEST(NormalEquations, LeavesOutWhatIsNotDetermined) {
  const Factorized zero({2, 0, 0, 0}, 2);
  EXPECT_TRUE(zero.determined(0));
  EXPECT_FALSE(zero.determined(1));
  const Factorized twins({1, 2, 2, 4}, 2);  // the second column is twice the first
  EXPECT_FALSE(twins.all_determined());
  std::vector<double> b{3, 6};
  twins.solve(b);
  EXPECT_NEAR(b[0], 3, 1e-12);
  EXPECT_EQ(b[1], 0);
}

}  // namespace
}  // namespace nacre::scattering
