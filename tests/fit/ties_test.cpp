#include <gtest/gtest.h>

#include "fit/problems.hpp"
#include "nacre/fit/ties.hpp"

namespace {

using namespace problems;
using nacre::fit::Result;

Parameter tied(std::string name, std::string to, double factor, double offset = 0) {
  return {.name = std::move(name), .tied_to = std::move(to), .tie_factor = factor, .tie_offset = offset};
}

TEST(Ties, ChainsAreFollowedToTheirEnd) {
  Problem problem;
  problem.parameters = {parameter("a", 3), tied("b", "a", 2, 1), tied("c", "b", -3, 5), tied("d", "a", 0, 7)};
  const auto lines = nacre::fit::resolve_ties(problem);
  EXPECT_EQ(lines[0].source, 0);
  EXPECT_EQ(lines[2].source, 0);
  EXPECT_EQ(lines[2].slope, -6);  // c = -3 (2 a + 1) + 5
  EXPECT_EQ(lines[2].offset, 2);
  EXPECT_EQ(lines[3].source, -1);
  EXPECT_EQ(lines[3].offset, 7);
}

TEST(Ties, ToAFixedParameterIsAConstant) {
  Problem problem = line_problem();
  problem.parameters.push_back({.name = "k", .start = 4, .fixed = true});
  problem.parameters.push_back(tied("m", "k", 0.5, -1));
  const Result result = fit(problem);
  EXPECT_EQ(result.values[3], 1);
  EXPECT_TRUE(std::isnan(result.uncertainties[3]));
  EXPECT_EQ(result.n_free, 2);
}

// y = a + (2 a + 0.5) x, by tie and by hand.
TEST(Ties, TieIsSubstitution) {
  Problem with_tie = line_problem();
  with_tie.parameters[1] = tied("b", "a", 2, 0.5);
  const auto substituted = [](double x, std::span<const double> p) { return p[0] + (2 * p[0] + 0.5) * x; };
  const Problem by_hand = problem({parameter("a", 0)}, line_points(), substituted);
  const Result a = fit(with_tie), b = fit(by_hand);
  EXPECT_EQ(a.values[0], b.values[0]);
  EXPECT_EQ(a.chi2, b.chi2);
  EXPECT_EQ(a.values[1], 2 * a.values[0] + 0.5);
  EXPECT_EQ(a.uncertainties[1], 2 * a.uncertainties[0]);
  EXPECT_EQ(a.n_free, 1);
}

TEST(Ties, PriorOfATiedParameterCounts) {
  Problem with_tie = line_problem();
  with_tie.parameters[1] = tied("b", "a", 2, 0.5);
  with_tie.parameters[1].prior = {.mean = 2, .sigma = 0.01};
  Problem by_hand = with_tie;
  by_hand.parameters[1].prior.reset();
  by_hand.parameters[0].prior = {.mean = 0.75, .sigma = 0.005};
  EXPECT_NEAR(fit(with_tie).values[0], fit(by_hand).values[0], 1e-10);
  EXPECT_EQ(fit(with_tie).n_data, 7);
}

// The fit without bounds has b = 2: through the tie b = 1 - 2 a, its bound b <= 1.5 means a >= -0.25.
TEST(Ties, BoundsOfATiedParameterBoundTheFreeOne) {
  Problem problem = problems::problem({parameter("a", 0), tied("b", "a", -2, 1)}, {{1, 2}, {2, 4}},
                                      [](double x, std::span<const double> p) { return p[1] * x; });
  EXPECT_NEAR(fit(problem).values[1], 2, 1e-9);
  problem.parameters[1].upper = 1.5;
  const Result result = fit(problem);
  EXPECT_DOUBLE_EQ(result.values[0], -0.25);
  EXPECT_DOUBLE_EQ(result.values[1], 1.5);
  EXPECT_TRUE(result.at_bound[0]);
}

}  // namespace
