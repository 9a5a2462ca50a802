#include "nacre/growth/course_fit_ambiguity.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nacre::growth {
namespace {

TEST(SymmetricEigensystem, OfAKnownMatrix) {
  // 2 -1 0 / -1 2 -1 / 0 -1 2: eigenvalues 2 - sqrt(2), 2, 2 + sqrt(2).
  const Eigensystem system = symmetric_eigensystem({2, -1, 0, -1, 2, -1, 0, -1, 2}, 3);
  EXPECT_NEAR(system.values[0], 2 - std::sqrt(2.0), 1e-14);
  EXPECT_NEAR(system.values[1], 2, 1e-14);
  EXPECT_NEAR(system.values[2], 2 + std::sqrt(2.0), 1e-14);
  EXPECT_NEAR(std::abs(system.vectors[0]), 0.5, 1e-14);
  EXPECT_NEAR(std::abs(system.vectors[1]), std::sqrt(0.5), 1e-14);
  EXPECT_NEAR(system.vectors[0], system.vectors[2], 1e-14);
}

TEST(SymmetricEigensystem, VectorsAreOrthonormal) {
  const std::size_t n = 6;
  std::vector<double> matrix(n * n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) matrix[i * n + j] = std::cos(static_cast<double>((i + 1) * (j + 1)));
  const Eigensystem system = symmetric_eigensystem(matrix, n);
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < n; ++b) {
      double product = 0, transformed = 0;
      for (std::size_t i = 0; i < n; ++i) {
        product += system.vectors[a * n + i] * system.vectors[b * n + i];
        for (std::size_t j = 0; j < n; ++j)
          transformed += system.vectors[a * n + i] * matrix[i * n + j] * system.vectors[b * n + j];
      }
      EXPECT_NEAR(product, a == b ? 1 : 0, 1e-12);
      EXPECT_NEAR(transformed, a == b ? system.values[a] : 0, 1e-12);
    }
}

// Columns u and 5 (u + d w), u and w orthonormal: correlation -1 / sqrt(1 + d^2), and the courses stay where
// the first rises by 5 times what the second falls.
std::vector<double> nearly_parallel(double d) { return {1, 5, 0, 5 * d}; }

TEST(Ambiguity, OfTwoNearlyParallelColumns) {
  const auto list = ambiguities_of(nearly_parallel(0.01), 2);
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].members, (std::vector<std::size_t>{0, 1}));
  EXPECT_DOUBLE_EQ(list[0].change[0], 0.01);
  EXPECT_NEAR(list[0].change[1], -0.002, 1e-6);
  EXPECT_NEAR(list[0].stretch, 100, 0.1);
}

TEST(Ambiguity, BeginsAtTenTimes) {
  EXPECT_EQ(ambiguities_of(nearly_parallel(0.09), 2).size(), 1u);
  EXPECT_TRUE(ambiguities_of(nearly_parallel(0.11), 2).empty());
}

TEST(Ambiguity, OfAParameterWithoutEffect) {
  const auto list = ambiguities_of(std::vector<double>{1, 0, 2, 0, 3, 0}, 2);
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].members, (std::vector<std::size_t>{1}));
  EXPECT_TRUE(std::isinf(list[0].stretch));
}

TEST(Ambiguity, OfThreeThatAddUp) {
  // The third column is the sum of the others: +1, +1, -1 changes nothing.
  const auto list = ambiguities_of(std::vector<double>{1, 0, 1, 0, 1, 1}, 3);
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].members.size(), 3u);
  EXPECT_EQ(list[0].members[0], 2u);
  EXPECT_NEAR(list[0].change[1], -0.01, 1e-9);
  EXPECT_NEAR(list[0].change[2], -0.01, 1e-9);
}

TEST(Ambiguity, NoneOfOrthogonalColumns) {
  EXPECT_TRUE(ambiguities_of(std::vector<double>{3, 0, 0, 0.001}, 2).empty());
}

}  // namespace
}  // namespace nacre::growth
