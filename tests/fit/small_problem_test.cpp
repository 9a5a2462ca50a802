#include "nacre/fit/small_problem.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "fit/problems.hpp"

namespace {

using namespace problems;
using nacre::fit::Loss;
using nacre::fit::Objective;
using nacre::fit::solve_small;

// y = a exp(-b x) with exact derivatives, which are by every parameter of the problem.
Problem exact_decay(double a = 3, double rate = 1) {
  Problem problem{.parameters = {parameter("a", a), parameter("rate", rate)}};
  const Points points = decay_points(1);
  DataSet set = data_set(points, decay);
  set.derivatives = [points](std::span<const double> v, std::span<double> j) {
    std::fill(j.begin(), j.end(), 0.0);
    const std::size_t width = v.size();
    for (std::size_t i = 0; i < points.x.size(); ++i) {
      const double sigma = points.sigma.empty() ? 1 : points.sigma[i];
      j[i * width] = std::exp(-v[1] * points.x[i]) / sigma;
      j[i * width + 1] = -points.x[i] * v[0] * std::exp(-v[1] * points.x[i]) / sigma;
    }
  };
  problem.data = {set};
  return problem;
}

Problem without_derivatives(Problem problem) {
  for (DataSet& set : problem.data) set.derivatives = nullptr;
  return problem;
}

void expect_same_fit(const Problem& exact) {
  const auto fast = nacre::fit::fit(exact), slow = nacre::fit::fit(without_derivatives(exact));
  ASSERT_TRUE(fast.converged && slow.converged);
  EXPECT_NEAR(fast.chi2 / slow.chi2, 1, 1e-12);
  for (std::size_t i = 0; i < fast.values.size(); ++i) {
    EXPECT_NEAR(fast.values[i], slow.values[i], 1e-6 * std::abs(slow.values[i])) << i;
  }
  for (std::size_t i = 0; i < fast.covariance.size(); ++i) {
    EXPECT_NEAR(fast.covariance[i], slow.covariance[i], 1e-5 * std::abs(slow.covariance[i])) << i;
  }
}

TEST(SolveSmall, AgreesWithTheGeneralSolver) {
  const Problem problem = exact_decay();
  ASSERT_TRUE(solve_small(Objective(problem), std::vector<double>{3, 1}).has_value());
  expect_same_fit(problem);
}

TEST(SolveSmall, FixedTiedAndPriors) {
  Problem problem = exact_decay();
  problem.parameters[1].prior = {.mean = 0.5, .sigma = 0.01};
  expect_same_fit(problem);
  problem.parameters[1] = {.name = "rate", .tied_to = "a", .tie_factor = 0.2, .tie_offset = -0.1};
  expect_same_fit(problem);
  problem.parameters[1] = {.name = "rate", .start = 0.9, .fixed = true};
  expect_same_fit(problem);
}

TEST(SolveSmall, LeavesTheRestToTheGeneralSolver) {
  const std::vector<double> start{3, 1};
  Problem problem = exact_decay();
  problem.loss = Loss::huber;
  EXPECT_FALSE(solve_small(Objective(problem), start).has_value());
  problem = without_derivatives(exact_decay());
  EXPECT_FALSE(solve_small(Objective(problem), start).has_value());
  problem = exact_decay();
  problem.parameters[1].upper = 0.6;  // the best rate is near 0.7
  problem.parameters[1].start = 0.5;
  EXPECT_FALSE(solve_small(Objective(problem), std::vector<double>{3, 0.5}).has_value());
  const auto bounded = nacre::fit::fit(problem);
  EXPECT_TRUE(bounded.at_bound[1]);
  EXPECT_EQ(bounded.values[1], 0.6);
}

// A parameter without effect has no minimum: the general path says so.
TEST(SolveSmall, NoEffectIsNoSolution) {
  Problem problem = exact_decay();
  problem.parameters.push_back(parameter("idle", 1));
  EXPECT_FALSE(solve_small(Objective(problem), std::vector<double>{3, 1, 1}).has_value());
  const auto result = nacre::fit::fit(problem);
  EXPECT_TRUE(result.singular);
  EXPECT_EQ(result.warnings.at(0), "the data do not determine idle: it has no uncertainty");
}

TEST(SolveSmall, ExceptionsPass) {
  Problem problem = exact_decay();
  problem.data[0].derivatives = [](std::span<const double>, std::span<double>) {
    throw std::runtime_error("late");
  };
  EXPECT_THROW(solve_small(Objective(problem), std::vector<double>{3, 1}), std::runtime_error);
}

TEST(ExactJacobian, IsThatOfDifferences) {
  Problem problem = exact_decay();
  problem.parameters[0].prior = {.mean = 4, .sigma = 0.5};
  problem.parameters.push_back({.name = "twice", .tied_to = "rate", .tie_factor = 2});
  problem.parameters[2].prior = nacre::fit::Prior{.mean = 1, .sigma = 0.1};
  const Problem numeric = without_derivatives(problem);
  const Objective exact(problem), differences(numeric);
  EXPECT_TRUE(exact.has_derivatives());
  EXPECT_FALSE(differences.has_derivatives());
  const std::vector<double> at{4.5, 0.8};
  std::vector<double> r(exact.n_residuals()), a(2 * r.size()), b(2 * r.size());
  ASSERT_TRUE(exact.residuals(at, r));
  auto axes_a = exact.axes(), axes_b = exact.axes();
  ASSERT_TRUE(exact.jacobian(at, r, axes_a, a) && differences.jacobian(at, r, axes_b, b));
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[i], 1e-8 * (1 + std::abs(b[i]))) << i;
  for (std::size_t k = 0; k < 2; ++k) EXPECT_NEAR(axes_a[k].sigma / axes_b[k].sigma, 1, 1e-8);
}

}  // namespace
