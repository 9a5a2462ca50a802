#include <gtest/gtest.h>

#include <limits>

#include "fit/problems.hpp"

namespace {

using namespace problems;
using nacre::RunControl;
using nacre::fit::Result;

TEST(Profile, LinearModelGivesTheCovarianceInterval) {
  const Problem problem = line_problem();
  const Result best = fit(problem);
  for (const double delta : {1.0, 4.0}) {
    for (int j : {0, 1}) {
      const auto ends = profile_interval(problem, best, problem.parameters[j].name, delta);
      const double half = std::sqrt(delta) * best.uncertainties[j];
      EXPECT_NEAR(ends[0], best.values[j] - half, 1e-6 * half);
      EXPECT_NEAR(ends[1], best.values[j] + half, 1e-6 * half);
    }
  }
}

TEST(Profile, ScaledSigmasScaleTheRise) {
  Problem problem = line_problem();
  problem.scale_sigmas = true;
  const Result best = fit(problem);
  const auto ends = profile_interval(problem, best, "b");
  EXPECT_NEAR(ends[1] - best.values[1], best.uncertainties[1], 1e-6 * best.uncertainties[1]);
}

TEST(Profile, OnlyParameter) {
  const Problem problem = problems::problem({parameter("c", 1)}, {{0, 0, 0, 0}, {1, 2, 3, 4}},
                                            [](double, std::span<const double> p) { return p[0]; });
  const auto ends = profile_interval(problem, fit(problem), "c");
  EXPECT_NEAR(ends[0], 2, 1e-8);
  EXPECT_NEAR(ends[1], 3, 1e-8);
}

// y = a exp(-rate x): for a given rate the best a is known, so the profile is too.
double decay_profile(const Points& points, double rate) {
  double me = 0, ee = 0, chi2 = 0;
  for (std::size_t i = 0; i < points.x.size(); ++i) {
    const double e = std::exp(-rate * points.x[i]);
    me += points.y[i] * e;
    ee += e * e;
  }
  for (std::size_t i = 0; i < points.x.size(); ++i) {
    chi2 += std::pow((points.y[i] - me / ee * std::exp(-rate * points.x[i])) / points.sigma[i], 2);
  }
  return chi2;
}

// Walks outwards in steps of 1e-5 until the profile has risen by one.
double scanned_end(const Points& points, double best, double chi2, double step) {
  double rate = best;
  while (decay_profile(points, rate) < chi2 + 1) rate += step;
  return rate - step / 2;
}

TEST(Profile, DecayIsAsymmetricAsABruteForceScanSays) {
  const Points points = decay_points(0);
  int calls = 0;
  Problem problem = decay_problem(0);
  const auto inner = problem.data[0].residuals;
  problem.data[0].residuals = [&, inner](auto v, auto r) { ++calls, inner(v, r); };
  const Result best = fit(problem);
  const int calls_of_fit = calls;
  const auto ends = profile_interval(problem, best, "rate");
  EXPECT_LT(calls - calls_of_fit, 10 * calls_of_fit);
  EXPECT_NEAR(ends[0], scanned_end(points, best.values[1], best.chi2, -1e-5), 1.1e-5);
  EXPECT_NEAR(ends[1], scanned_end(points, best.values[1], best.chi2, 1e-5), 1.1e-5);
  const double below = best.values[1] - ends[0], above = ends[1] - best.values[1];
  EXPECT_GT(above / below, 1.01);
  EXPECT_NEAR((above + below) / 2, best.uncertainties[1], 0.05 * best.uncertainties[1]);
}

TEST(Profile, BoundsCutTheInterval) {
  Problem problem = line_problem();
  const Result free = fit(problem);
  const double sigma = free.uncertainties[1];
  const double b = free.values[1];
  problem.parameters[1] = bounded("b", b, b - 0.25 * sigma, b + 5 * sigma);
  const Result best = fit(problem);
  const auto ends = profile_interval(problem, best, "b");
  EXPECT_EQ(ends[0], problem.parameters[1].lower);
  EXPECT_NEAR(ends[1], b + sigma, 1e-6 * sigma);
}

TEST(Profile, AtItsBoundTheOtherSideIsStillFound) {
  Problem problem = problems::problem({bounded("c", 1, 0, 10)}, {{0, 0, 0, 0}, {-1, -2, 1, -2}},
                                      [](double, std::span<const double> p) { return p[0]; });
  const Result best = fit(problem);  // mean -1, held at 0: chi2 = 10 + 4 ((c + 1)^2 - 1)
  EXPECT_EQ(best.values[0], 0);
  const auto ends = profile_interval(problem, best, "c");
  EXPECT_EQ(ends[0], 0);
  EXPECT_NEAR(ends[1], std::sqrt(1.25) - 1, 1e-8);
}

TEST(Profile, UndeterminedParameterIsUnbounded) {
  Problem problem = line_problem();
  problem.parameters.push_back(parameter("idle", 1));
  const auto ends = profile_interval(problem, fit(problem), "idle");
  EXPECT_EQ(ends[0], -std::numeric_limits<double>::infinity());
  EXPECT_EQ(ends[1], std::numeric_limits<double>::infinity());
}

TEST(Profile, PriorsTakePart) {
  Problem problem = line_problem();
  problem.parameters[1].prior = {.mean = 2, .sigma = 0.01};
  const Result best = fit(problem);
  const auto ends = profile_interval(problem, best, "b");
  EXPECT_NEAR(ends[1] - ends[0], 2 * best.uncertainties[1], 1e-8);
  EXPECT_LT(best.uncertainties[1], 0.01);
}

// A double well: chi2 = (u^2 - 1)^2 + (0.3 (u - 1))^2, where u = -1 is a local minimum and u = 1 the lowest.
Problem double_well(double start) {
  Problem problem{.parameters = {parameter("u", start), parameter("v", 0)}};
  problem.data.push_back(
      {.name = "well", .n_residuals = 3, .residuals = [](std::span<const double> p, std::span<double> r) {
         r[0] = p[0] * p[0] - 1;
         r[1] = 0.3 * (p[0] - 1);
         r[2] = p[1] - p[0];
       }});
  return problem;
}

TEST(Profile, LowerMinimumIsTakenWithAWarning) {
  const Problem problem = double_well(-1);
  Result best = fit(problem);
  ASSERT_LT(best.values[0], -0.9);
  const std::vector<std::string> names{"u", "v"};
  add_profile_intervals(problem, best, names, RunControl{});
  EXPECT_NEAR(best.values[0], 1, 1e-7);
  EXPECT_NEAR(best.chi2, 0, 1e-12);
  ASSERT_FALSE(best.warnings.empty());
  EXPECT_EQ(best.warnings.back(), "the profile met a lower minimum than the fit: it was taken instead");

  Result direct = fit(double_well(1));
  add_profile_intervals(problem, direct, names, RunControl{});
  for (int j : {0, 1}) {
    EXPECT_NEAR((*best.intervals[j])[0], (*direct.intervals[j])[0], 1e-6);
    EXPECT_NEAR((*best.intervals[j])[1], (*direct.intervals[j])[1], 1e-6);
  }
  EXPECT_TRUE(direct.warnings.empty());
}

TEST(Profile, AddFillsOnlyTheNamedOnes) {
  const Problem problem = decay_problem();
  Result best = fit(problem);
  add_profile_intervals(problem, best, std::vector<std::string>{"rate"}, RunControl{});
  EXPECT_FALSE(best.intervals[0].has_value());
  ASSERT_TRUE(best.intervals[1].has_value());
  EXPECT_EQ(*best.intervals[1], profile_interval(problem, best, "rate"));
  EXPECT_TRUE(best.warnings.empty());
}

TEST(Profile, SameBitsForAnyNumberOfThreads) {
  const Problem problem = decay_problem();
  Result one = fit(problem), two = fit(problem);
  const std::vector<std::string> names{"a", "rate"};
  add_profile_intervals(problem, one, names, on_threads(1));
  add_profile_intervals(problem, two, names, on_threads(2));
  EXPECT_EQ(one.intervals, two.intervals);
}

// 68 % intervals hold the truth in 68 % of the cases: 400 data sets, standard deviation 2.3 %.
TEST(Profile, Coverage) {
  int inside = 0;
  for (std::uint64_t replica = 0; replica < 400; ++replica) {
    const Problem problem = decay_problem(replica);
    const auto ends = profile_interval(problem, fit(problem), "rate");
    inside += ends[0] < 0.7 && 0.7 < ends[1];
  }
  EXPECT_GE(inside, 240);
  EXPECT_LE(inside, 304);
}

}  // namespace
