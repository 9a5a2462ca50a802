#include "nacre/fit/covariance.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "fit/problems.hpp"

namespace {

using namespace problems;
using nacre::fit::Covariance;
using nacre::fit::covariance_of;
using nacre::fit::Result;

TEST(Covariance, InverseByHand) {
  // J^T J = [[5, 3], [3, 2]], determinant 1.
  const Covariance c = covariance_of(std::vector<double>{1, 1, 2, 1, 0, 0}, 2);
  const std::vector<double> exact{2, -3, -3, 5};
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(c.matrix[i], exact[i], 1e-13);
  EXPECT_TRUE(c.undetermined.empty());
}

TEST(Covariance, UnitsOfTheParametersDoNotMatter) {
  const Covariance c = covariance_of(std::vector<double>{1e9, 1e-9, 2e9, 1e-9}, 2);
  EXPECT_NEAR(c.matrix[0] * 1e18, 2, 1e-12);
  EXPECT_NEAR(c.matrix[1], -3, 1e-12);
  EXPECT_NEAR(c.matrix[3] * 1e-18, 5, 1e-12);
}

TEST(Covariance, NullVectorsNameTheirParameters) {
  // Columns 0 and 2 are parallel, column 1 is orthogonal to them, column 3 is zero.
  const Covariance c = covariance_of(std::vector<double>{1, 0, 2, 0, 0, 4, 0, 0, 1, 0, 2, 0}, 4);
  EXPECT_EQ(c.undetermined, (std::vector<std::size_t>{0, 2, 3}));
  EXPECT_NEAR(c.matrix[5], 1.0 / 16, 1e-15);
  for (const int i : {0, 1, 2, 4, 10, 15}) EXPECT_TRUE(std::isnan(c.matrix[i])) << i;
}

TEST(Covariance, FewerResidualsThanParameters) {
  const Covariance c = covariance_of(std::vector<double>{1, 1, 0, 0, 0, 2}, 3);
  EXPECT_EQ(c.undetermined, (std::vector<std::size_t>{0, 1}));
  EXPECT_NEAR(c.matrix[8], 0.25, 1e-15);
}

Problem product_problem() {
  return problem({parameter("a", 2), parameter("b", 3), parameter("c", 0)}, line_points(),
                 [](double x, std::span<const double> p) { return p[2] + p[0] * p[1] * x; });
}

TEST(Singular, ProductIsFlaggedWithBothNames) {
  const Result result = fit(product_problem());
  const Result known = fit(line_problem());
  EXPECT_TRUE(result.singular);
  EXPECT_NEAR(result.values[0] * result.values[1], known.values[1], 1e-8);
  EXPECT_TRUE(std::isnan(result.uncertainties[0]));
  EXPECT_TRUE(std::isnan(result.uncertainties[1]));
  ASSERT_EQ(result.warnings.size(), 1u);
  EXPECT_EQ(result.warnings[0], "the data do not determine a, b: they can change together at no cost");
  // c is determined, and as well as it is with the product as one parameter.
  EXPECT_NEAR(result.uncertainties[2], known.uncertainties[0], 1e-7);
}

TEST(Singular, ParameterWithoutEffect) {
  Problem problem = line_problem();
  problem.parameters.push_back(parameter("idle", 1));
  const Result result = fit(problem);
  EXPECT_TRUE(result.singular);
  EXPECT_EQ(result.values[2], 1);
  ASSERT_EQ(result.warnings.size(), 1u);
  EXPECT_EQ(result.warnings[0], "the data do not determine idle: it has no uncertainty");
  EXPECT_NEAR(result.uncertainties[0], fit(line_problem()).uncertainties[0], 1e-9);
}

TEST(Singular, PriorMakesItRegular) {
  Problem problem = product_problem();
  problem.parameters[0].prior = {.mean = 2, .sigma = 0.1};
  const Result result = fit(problem);
  EXPECT_FALSE(result.singular);
  EXPECT_NEAR(result.values[0], 2, 1e-6);
  EXPECT_NEAR(result.uncertainties[0], 0.1, 1e-7);
}

}  // namespace
