#include <gtest/gtest.h>

#include <stdexcept>

#include "fit/problems.hpp"

namespace {

using namespace problems;
using nacre::fit::Result;

TEST(Propagate, IsJCJt) {
  const Problem problem = line_problem();
  const Result best = fit(problem);
  const double a = best.values[0], b = best.values[1];
  const auto functions = [](std::span<const double> p, std::span<double> out) {
    out[0] = p[0] * p[0] * p[1];
    out[1] = std::log(p[1]);
  };
  const auto c = propagate_covariance(problem, best, 2, functions);
  const double j[2][2] = {{2 * a * b, a * a}, {0, 1 / b}};
  for (int r = 0; r < 2; ++r) {
    for (int s = 0; s < 2; ++s) {
      double exact = 0;
      for (int k = 0; k < 2; ++k) {
        for (int l = 0; l < 2; ++l) exact += j[r][k] * best.covariance[2 * k + l] * j[s][l];
      }
      EXPECT_NEAR(c[2 * r + s], exact, 1e-8 * std::abs(exact));
    }
  }
  const double one = propagate(problem, best, [](std::span<const double> p) { return p[0] * p[0] * p[1]; });
  EXPECT_NEAR(one, std::sqrt(c[0]), 1e-15);
}

TEST(Propagate, ParametersThemselves) {
  const Problem problem = line_problem();
  const Result best = fit(problem);
  EXPECT_NEAR(propagate(problem, best, [](auto p) { return p[1]; }), best.uncertainties[1], 1e-10);
  EXPECT_EQ(propagate(problem, best, [](auto) { return 3.0; }), 0);
}

TEST(Propagate, ThroughTies) {
  Problem problem = line_problem();
  problem.parameters[1] = {.name = "b", .tied_to = "a", .tie_factor = 2, .tie_offset = 0.5};
  const Result best = fit(problem);
  EXPECT_NEAR(propagate(problem, best, [](auto p) { return p[0] + p[1]; }), 3 * best.uncertainties[0], 1e-10);
}

TEST(Propagate, UndeterminedParametersSpoilOnlyWhatSeesThem) {
  Problem problem = line_problem();
  problem.parameters.push_back(parameter("idle", 1));
  const Result best = fit(problem);
  EXPECT_NEAR(propagate(problem, best, [](auto p) { return p[0]; }), best.uncertainties[0], 1e-10);
  EXPECT_TRUE(std::isnan(propagate(problem, best, [](auto p) { return p[0] + p[2]; })));
  EXPECT_THROW(propagate(problem, best, [](auto) { return std::nan(""); }), std::invalid_argument);
}

}  // namespace
