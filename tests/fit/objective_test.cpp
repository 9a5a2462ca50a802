#include "nacre/fit/objective.hpp"

#include <gtest/gtest.h>

#include "fit/problems.hpp"

namespace {

using namespace problems;
using nacre::fit::Loss;
using nacre::fit::Objective;

// a and c are free, b is fixed at 2, d = 3 c - 1; two priors.
Problem four_parameters() {
  Problem problem{.parameters = {parameter("a", 1), parameter("b", 2), parameter("c", 4), parameter("d", 0)}};
  problem.parameters[1].fixed = true;
  problem.parameters[3] = {.name = "d", .tied_to = "c", .tie_factor = 3, .tie_offset = -1};
  problem.parameters[0].prior = {.mean = 0, .sigma = 0.5};
  problem.parameters[3].prior = {.mean = 10, .sigma = 2};
  const auto values = [](std::span<const double> v, std::span<double> r) {
    for (std::size_t i = 0; i < r.size(); ++i) r[i] = v[i];
  };
  problem.data = {{.name = "all", .n_residuals = 4, .residuals = values},
                  {.name = "first", .n_residuals = 1, .residuals = values}};
  return problem;
}

std::vector<double> residuals_at(const Objective& objective, const std::vector<double>& free) {
  std::vector<double> residuals(objective.n_residuals());
  EXPECT_TRUE(objective.residuals(free, residuals));
  return residuals;
}

TEST(Objective, DataSetsThenPriors) {
  const Problem problem = four_parameters();
  const Objective objective(problem);
  EXPECT_EQ(objective.n_free(), 2u);
  EXPECT_EQ(objective.n_residuals(), 7u);
  EXPECT_EQ(objective.start(), (std::vector<double>{1, 4}));
  EXPECT_EQ(objective.position(2), 1);
  EXPECT_EQ(objective.position(1), -1);
  EXPECT_EQ(residuals_at(objective, {1, 4}), (std::vector<double>{1, 2, 4, 11, 1, 2, 0.5}));
}

TEST(Objective, HoldingMakesAConstant) {
  const Problem problem = four_parameters();
  const Objective objective(problem);
  const std::size_t held[] = {1};
  const Objective rest = objective.hold(held, std::vector<double>{0, 5});
  EXPECT_EQ(rest.n_free(), 1u);
  EXPECT_EQ(rest.position(0), 0);
  EXPECT_EQ(rest.position(2), -1);
  EXPECT_EQ(residuals_at(rest, {7}), residuals_at(objective, {7, 5}));
}

TEST(Objective, CostAndBentResidualsAgree) {
  Problem problem = four_parameters();
  problem.loss = Loss::huber;
  const Objective objective(problem);
  std::vector<double> r = residuals_at(objective, {-1, 4}), slopes(7);
  // Data -1, 2, 4, 11, -1 bent to 1, 3, 7, 21, 1; priors -2 and 0.5 plain.
  EXPECT_DOUBLE_EQ(objective.cost(r), 1 + 3 + 7 + 21 + 1 + 4 + 0.25);
  const std::vector<double> weights = objective.root_weights(r);
  EXPECT_DOUBLE_EQ(weights[2], 0.5);
  EXPECT_EQ(weights[5], 1);
  objective.bend(r, slopes);
  EXPECT_DOUBLE_EQ(r[3], std::sqrt(21));
  EXPECT_EQ(r[0], -1);
  EXPECT_EQ(r[5], -2);
  EXPECT_DOUBLE_EQ(slopes[3], 1 / std::sqrt(21));  // d sqrt(2 r - 1) / d r
}

TEST(Objective, JacobianSeesTies) {
  const Problem problem = four_parameters();
  const Objective objective(problem);
  const std::vector<double> free{1, 4}, r = residuals_at(objective, free);
  std::vector<double> jacobian(14);
  auto axes = objective.axes();
  ASSERT_TRUE(objective.jacobian(free, r, axes, jacobian));
  const std::vector<double> exact{1, 0, 0, 0, 0, 1, 0, 3, 1, 0, 2, 0, 0, 1.5};
  for (int i = 0; i < 14; ++i) EXPECT_NEAR(jacobian[i], exact[i], 1e-9) << i;
}

TEST(Objective, NotFiniteIsSaid) {
  Problem problem = four_parameters();
  problem.data[1].residuals = [](std::span<const double>, std::span<double> r) { r[0] = INFINITY; };
  std::vector<double> residuals(7);
  EXPECT_FALSE(Objective(problem).residuals(std::vector<double>{1, 4}, residuals));
}

}  // namespace
