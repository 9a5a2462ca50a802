#include <gtest/gtest.h>

#include <algorithm>

#include "fit/problems.hpp"

namespace {

using namespace problems;
using nacre::FitSummary;
using nacre::fit::Result;

FitSummary summary_of(const Problem& problem) { return summarize(problem, fit(problem)); }

bool warns(const FitSummary& summary, const std::string& text) {
  return std::find(summary.warnings.begin(), summary.warnings.end(), text) != summary.warnings.end();
}

// Far from the origin, intercept and slope are correlated.
Problem far_line(double sigma) {
  Points points;
  for (int i = 0; i < 6; ++i) {
    points.x.push_back(100 + i);
    points.y.push_back(3 + 2 * (100 + i) + (i % 2 == 0 ? 0.1 : -0.1));
    points.sigma.push_back(sigma);
  }
  return problem({parameter("a", 0), parameter("b", 1)}, points, line);
}

TEST(Summary, RowsCarryWhatTheProblemSays) {
  Problem problem = line_problem();
  problem.name = "run 4";
  problem.model = "straight line";
  problem.parameters[0].unit = "nm";
  problem.parameters[0].description = "intercept";
  problem.parameters[1] = bounded("b", 1, -4, 40);
  problem.parameters.push_back({.name = "c", .start = 2.5, .fixed = true});
  problem.parameters.push_back({.name = "d", .tied_to = "b", .tie_factor = 2, .tie_offset = -1});
  Result result = fit(problem);
  result.intervals[1] = {1.5, 2.5};
  const FitSummary summary = summarize(problem, result);
  EXPECT_EQ(summary.name, "run 4");
  EXPECT_EQ(summary.model, "straight line");
  ASSERT_EQ(summary.parameters.size(), 4u);
  EXPECT_EQ(summary.parameters[0].unit, "nm");
  EXPECT_EQ(summary.parameters[0].description, "intercept");
  EXPECT_EQ(summary.parameters[1].value, result.values[1]);
  EXPECT_EQ(summary.parameters[1].uncertainty, result.uncertainties[1]);
  EXPECT_EQ(summary.parameters[1].start, 1);
  EXPECT_EQ(summary.parameters[1].lower, -4);
  EXPECT_EQ(summary.parameters[1].upper, 40);
  EXPECT_EQ((*summary.parameters[1].interval)[1], 2.5);
  EXPECT_TRUE(summary.parameters[2].fixed);
  EXPECT_EQ(summary.parameters[2].value, 2.5);
  EXPECT_EQ(summary.parameters[3].tie, "= 2 b - 1");
  EXPECT_EQ(summary.parameters[0].tie, "");
  EXPECT_EQ(summary.free_names, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(summary.n_parameters, 2);
  EXPECT_EQ(summary.n_data, 6);
  EXPECT_EQ(summary.chi2, result.chi2);
  EXPECT_EQ(summary.chi2_reduced, result.chi2 / 4);
  EXPECT_EQ(summary.aic, result.aic());
  EXPECT_EQ(summary.bic, result.bic());
  EXPECT_TRUE(summary.converged);
  EXPECT_EQ(summary.scaling, "sigmas as given");
}

TEST(Summary, TiesInWords) {
  Problem problem = line_problem();
  const auto tie = [&](double factor, double offset) {
    problem.parameters[1] = {.name = "b", .tied_to = "a", .tie_factor = factor, .tie_offset = offset};
    return summary_of(problem).parameters[1].tie;
  };
  EXPECT_EQ(tie(1, 0), "= a");
  EXPECT_EQ(tie(-1, 0), "= -a");
  EXPECT_EQ(tie(1, 0.5), "= a + 0.5");
  EXPECT_EQ(tie(-0.25, 0), "= -0.25 a");
}

// For a straight line C = -<x> / sqrt(<x^2>): here -102.5 / sqrt(102.5^2 + 35 / 12).
TEST(Summary, StrongCorrelationIsNamedWithItsValue) {
  const FitSummary summary = summary_of(far_line(0.1));
  EXPECT_EQ(summary.correlations[0], 1);
  EXPECT_NEAR(summary.correlations[1], -102.5 / std::sqrt(102.5 * 102.5 + 35.0 / 12), 1e-8);
  EXPECT_EQ(summary.correlations[1], summary.correlations[2]);
  EXPECT_TRUE(warns(summary, "a and b are strongly correlated: C = -0.999861"));
  EXPECT_EQ(summary.warnings.size(), 1u);
}

TEST(Summary, SigmasTooSmall) {
  // The zigzag of +-0.1 has the slope -0.3 / 17.5: squares 0.06 - 0.3^2 / 17.5 = 0.0548571 over 4 degrees.
  const FitSummary summary = summary_of(far_line(0.01));
  EXPECT_NEAR(summary.chi2_reduced, 0.0548571428571 / 4 / 1e-4, 1e-6);
  EXPECT_TRUE(warns(summary,
                    "chi2_reduced is 137: the sigmas may be too small, or the model does not "
                    "fit"));
}

TEST(Summary, SigmasTooLarge) {
  EXPECT_TRUE(warns(summary_of(far_line(1)), "chi2_reduced is 0.0137: the sigmas may be too large"));
}

TEST(Summary, ScaledSigmasAreStatedAndNotJudged) {
  Problem problem = far_line(0.01);
  problem.scale_sigmas = true;
  const FitSummary summary = summary_of(problem);
  EXPECT_EQ(summary.scaling, "sigmas are relative: uncertainties multiplied by sqrt(chi2_reduced) = 11.7108");
  for (const std::string& text : summary.warnings) EXPECT_EQ(text.find("chi2_reduced"), std::string::npos);
}

TEST(Summary, FewDegreesOfFreedomAreNotJudged) {
  Problem zigzag = problem({parameter("a", 0), parameter("b", 1)}, {{0, 1, 2, 3}, {0, 9, 0, 9}}, line);
  const FitSummary summary = summary_of(zigzag);
  EXPECT_GT(summary.chi2_reduced, 2);
  EXPECT_TRUE(summary.warnings.empty());
}

TEST(Summary, WarningsOfTheFitComeFirst) {
  Problem problem = line_problem();
  problem.parameters.push_back(parameter("idle", 1));
  const FitSummary summary = summary_of(problem);
  ASSERT_FALSE(summary.warnings.empty());
  EXPECT_EQ(summary.warnings[0], "the data do not determine idle: it has no uncertainty");
  EXPECT_TRUE(std::isnan(summary.correlations[8]));
}

}  // namespace
