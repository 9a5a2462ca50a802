#include "nacre/spectra/thin_svd.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

namespace nacre::spectra {
namespace {

Matrix noise(std::size_t rows, std::size_t columns) {
  std::mt19937 random(3);
  std::normal_distribution<double> normal;
  Matrix m(rows, columns);
  for (double& value : m.values) value = normal(random);
  return m;
}

double column_product(const Matrix& m, std::size_t a, std::size_t b) {
  double sum = 0;
  for (std::size_t i = 0; i < m.rows; ++i) sum += m(i, a) * m(i, b);
  return sum;
}

void expect_orthonormal(const Matrix& m) {
  for (std::size_t a = 0; a < m.columns; ++a)
    for (std::size_t b = 0; b <= a; ++b) EXPECT_NEAR(column_product(m, a, b), a == b, 1e-13);
}

TEST(ThinSvd, GivesTheMatrixBack) {
  for (const auto& [rows, columns] : {std::pair{7, 40}, {40, 7}, {1, 5}, {30, 30}}) {
    const Matrix m = noise(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns));
    const ThinSvd svd = thin_svd(m);
    ASSERT_EQ(svd.values.size(), std::min(m.rows, m.columns));
    EXPECT_TRUE(std::is_sorted(svd.values.rbegin(), svd.values.rend()));
    expect_orthonormal(svd.left);
    expect_orthonormal(svd.right);
    for (std::size_t i = 0; i < m.rows; ++i)
      for (std::size_t j = 0; j < m.columns; ++j) {
        double sum = 0;
        for (std::size_t k = 0; k < svd.values.size(); ++k)
          sum += svd.left(i, k) * svd.values[k] * svd.right(j, k);
        EXPECT_NEAR(sum, m(i, j), 1e-12);
      }
  }
}

TEST(ThinSvd, OfADiagonalAreItsSizes) {
  Matrix m(2, 3);
  m(0, 0) = -2;
  m(1, 2) = 5;
  const ThinSvd svd = thin_svd(m);
  EXPECT_NEAR(svd.values.at(0), 5, 1e-14);
  EXPECT_NEAR(svd.values.at(1), 2, 1e-14);
}

}  // namespace
}  // namespace nacre::spectra
