// What callbacks can do to a fit: throw, or give values that are not finite.
#include <gtest/gtest.h>

#include <stdexcept>

#include "fit/problems.hpp"
#include "nacre/core/error.hpp"

namespace {

using namespace problems;
using nacre::fit::Result;

// Throws at the n-th call.
Problem throwing_at(int n) {
  Problem problem = decay_problem();
  const auto inner = problem.data[0].residuals;
  problem.data[0].residuals = [inner, n, calls = 0](std::span<const double> v, std::span<double> r) mutable {
    if (++calls == n) throw nacre::Interrupted();
    inner(v, r);
  };
  return problem;
}

TEST(Failures, ExceptionsPassThroughTheSolverInSilence) {
  testing::internal::CaptureStderr();
  for (int n = 1; n <= 60; ++n) EXPECT_THROW(fit(throwing_at(n)), nacre::Interrupted) << n;
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(Failures, StepsCanBeLimited) {
  Problem problem = decay_problem();
  EXPECT_TRUE(fit(problem).converged);
  problem.max_iterations = 1;
  EXPECT_FALSE(fit(problem).converged);
}

TEST(Failures, NothingIsCalledAfterAnException) {
  Problem problem = decay_problem();
  const auto inner = problem.data[0].residuals;
  int calls = 0;
  problem.data[0].residuals = [&, inner](std::span<const double> v, std::span<double> r) {
    if (++calls == 12) throw std::runtime_error("lamp is off");
    inner(v, r);
  };
  try {
    fit(problem);
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "lamp is off");
  }
  EXPECT_EQ(calls, 12);
}

// sqrt(rate) is not a number for negative rates, which the first steps reach.
TEST(Failures, NotFiniteMidFitIsAFailedStep) {
  Points points;
  for (int i = 1; i <= 10; ++i) {
    points.x.push_back(i);
    points.y.push_back(std::sqrt(0.01) * i);
  }
  int not_finite = 0;
  Problem problem =
      problems::problem({parameter("rate", 4)}, points, [&](double x, std::span<const double> p) {
        not_finite += p[0] < 0;
        return std::sqrt(p[0]) * x;
      });
  testing::internal::CaptureStderr();
  const Result result = fit(problem);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_GT(not_finite, 0);
  EXPECT_TRUE(result.converged);
  EXPECT_NEAR(result.values[0], 0.01, 1e-8);
}

TEST(Failures, InfinityIsAFailedStepToo) {
  Problem problem =
      problems::problem({parameter("a", 5)}, {{1, 2, 3}, {0.5, 1, 1.5}},
                        [](double x, std::span<const double> p) { return p[0] < 0.4 ? INFINITY : p[0] * x; });
  const Result result = fit(problem);
  EXPECT_NEAR(result.values[0], 0.5, 1e-9);
}

// Finite at 2 alone: the start is fine, and no derivative is.
TEST(Failures, NoFiniteDerivativeIsNotConverged) {
  const auto needle = [](double x, std::span<const double> p) { return p[0] == 2 ? x : NAN; };
  testing::internal::CaptureStderr();
  const Result result = fit(problem({parameter("a", 2)}, {{1, 2}, {3, 4}}, needle));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_FALSE(result.converged);
  EXPECT_EQ(result.values[0], 2);
  EXPECT_TRUE(std::isnan(result.uncertainties[0]));
  ASSERT_EQ(result.warnings.size(), 2u);
  EXPECT_EQ(result.warnings[0], "the fit did not converge: it met a point without finite derivatives");
  EXPECT_EQ(result.warnings[1], "the derivatives are not finite at the solution: no uncertainties");
}

TEST(Failures, NoMinimumIsNotConvergedOrSingularButNotACrash) {
  // exp(-a x) is pushed to zero: a runs away, until it has no effect.
  const auto model = [](double x, std::span<const double> p) { return std::exp(-p[0] * x); };
  const Problem problem = problems::problem({parameter("a", 1)}, {{1, 2, 3}, {-1, -1, -1}}, model);
  const Result result = fit(problem);
  EXPECT_TRUE(result.singular || !result.converged);
  EXPECT_FALSE(result.warnings.empty());
  EXPECT_GT(result.values[0], 10);
}

TEST(Failures, PlateauOfALongFirstStepIsLeft) {
  // The first Gauss-Newton step goes to rate = 84, where the model is flat (start 1 of NIST BoxBOD).
  Problem problem = problems::problem(
      {parameter("a", 1), parameter("rate", 1)}, {{1, 2, 3, 5, 7, 10}, {109, 149, 149, 191, 213, 224}},
      [](double x, std::span<const double> p) { return p[0] * (1 - std::exp(-p[1] * x)); });
  EXPECT_NEAR(fit(problem).values[1], 0.54723748542, 1e-7);
}

TEST(Failures, PerfectDataConverge) {
  const Points points{{0, 1, 2, 3}, {2, 2 * std::exp(-0.5), 2 * std::exp(-1), 2 * std::exp(-1.5)}};
  const Result result = fit(problem({parameter("a", 1), parameter("rate", 1)}, points, decay));
  EXPECT_TRUE(result.converged);
  EXPECT_NEAR(result.values[0], 2, 1e-10);
  EXPECT_NEAR(result.values[1], 0.5, 1e-10);
  EXPECT_LT(result.chi2, 1e-20);
}

TEST(Failures, ValuesFarFromOneAreFound) {
  Points points;
  for (int i = 0; i < 10; ++i) {
    points.x.push_back(1e9 * i);
    points.y.push_back(3e-12 * std::exp(-2.5e-10 * 1e9 * i));
    points.sigma.push_back(1e-14);
  }
  const Result result = fit(problem({parameter("a", 1e-12), parameter("rate", 1e-10)}, points, decay));
  EXPECT_NEAR(result.values[0] / 3e-12, 1, 1e-9);
  EXPECT_NEAR(result.values[1] / 2.5e-10, 1, 1e-9);
}

}  // namespace
