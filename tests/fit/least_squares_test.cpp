#include "nacre/fit/least_squares.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "fit/problems.hpp"
#include "nacre/fit/assemble.hpp"

namespace {

using namespace problems;
using nacre::fit::Objective;
using nacre::fit::Result;
using nacre::fit::Solution;

TEST(LeastSquares, CostIsThatOfTheObjective) {
  const Problem problem = decay_problem();
  const Objective objective(problem);
  const Solution solution = minimize(objective, objective.start());
  std::vector<double> residuals(objective.n_residuals());
  objective.residuals(solution.free, residuals);
  EXPECT_TRUE(solution.converged);
  EXPECT_NEAR(solution.cost, objective.cost(residuals), 1e-12);
  EXPECT_FALSE(solution.message.empty());
}

TEST(LeastSquares, BoldAndCautiousMeet) {
  const Problem problem = decay_problem();
  const Objective objective(problem);
  const Solution bold = minimize(objective, objective.start(), nacre::fit::bold);
  const Solution cautious = minimize(objective, objective.start(), nacre::fit::cautious);
  for (int j : {0, 1}) EXPECT_NEAR(bold.free[j], cautious.free[j], 1e-7);
}

TEST(LeastSquares, NothingFreeIsAnEvaluation) {
  const Problem problem = line_problem();
  const Objective objective(problem);
  const std::size_t held[] = {0, 1};
  const Objective constant = objective.hold(held, std::vector<double>{1, 2});
  const Solution solution = minimize(constant, {});
  std::vector<double> residuals(6);
  objective.residuals(std::vector<double>{1, 2}, residuals);
  EXPECT_TRUE(solution.converged);
  EXPECT_EQ(solution.cost, objective.cost(residuals));
}

TEST(LeastSquares, StartThatIsNotFiniteIsInfinitelyBad) {
  const auto root = [](double x, std::span<const double> p) { return std::sqrt(p[0]) * x; };
  const Problem problem = problems::problem({parameter("a", -1)}, {{1, 2}, {1, 2}}, root);
  const Objective objective(problem);
  const Solution solution = minimize(objective, objective.start());
  EXPECT_FALSE(solution.converged);
  EXPECT_EQ(solution.cost, std::numeric_limits<double>::infinity());
  EXPECT_EQ(solution.message, "the residuals are not finite at the start");
}

TEST(LeastSquares, BoundsAreReachedExactly) {
  const nacre::fit::FreeParameter third{.lower = 1.0 / 3, .upper = 0.7};
  EXPECT_TRUE(is_at_bound(third, 1.0 / 3));
  EXPECT_TRUE(is_at_bound(third, 0.7));
  EXPECT_FALSE(is_at_bound(third, std::nextafter(0.7, 0)));
  Problem problem = line_problem();
  problem.parameters[1] = bounded("b", 0.5, 1.0 / 3, 0.7);
  const Objective objective(problem);
  EXPECT_EQ(minimize(objective, objective.start()).free[1], 0.7);
}

TEST(Assemble, FreeValuesAreThoseOfTheResult) {
  Problem problem = line_problem();
  problem.parameters.insert(problem.parameters.begin(), {.name = "k", .start = 9, .fixed = true});
  problem.data = {data_set(line_points(), [](double x, auto p) { return p[1] + p[2] * x; })};
  const Objective objective(problem);
  const Solution solution{.free = {3, 4}, .converged = false, .message = "stopped by hand"};
  const Result result = assemble(objective, solution);
  EXPECT_EQ(result.values, (std::vector<double>{9, 3, 4}));
  EXPECT_EQ(free_values(objective, result), (std::vector<double>{3, 4}));
  EXPECT_FALSE(result.converged);
  ASSERT_EQ(result.warnings.size(), 1u);
  EXPECT_EQ(result.warnings[0], "the fit did not converge: stopped by hand");
  double chi2 = 0;
  const Points p = line_points();
  for (std::size_t i = 0; i < p.x.size(); ++i) chi2 += std::pow((3 + 4 * p.x[i] - p.y[i]) / p.sigma[i], 2);
  EXPECT_NEAR(result.chi2, chi2, 1e-9 * chi2);
}

}  // namespace
