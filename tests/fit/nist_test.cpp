// The certified values of NIST: both starts of each problem.
#include "fit/nist.hpp"

#include <gtest/gtest.h>

#include "nacre/fit/fit.hpp"

namespace {

using nacre::fit::Problem;
using nacre::fit::Result;

std::string name_of(std::size_t j) { return 'b' + std::to_string(j + 1); }

Problem problem_of(const nist::Case& c, std::span<const double> start) {
  Problem problem{.name = c.name, .scale_sigmas = true};
  for (std::size_t j = 0; j < start.size(); ++j) {
    problem.parameters.push_back({.name = name_of(j), .start = start[j]});
  }
  problem.data.push_back({.name = "y",
                          .n_residuals = static_cast<int>(c.y.size()),
                          .residuals = [&c](std::span<const double> b, std::span<double> r) {
                            for (std::size_t i = 0; i < r.size(); ++i) r[i] = c.model(c.x[i], b) - c.y[i];
                          }});
  return problem;
}

void expect_relative(double value, double expected, double tolerance, const std::string& what) {
  EXPECT_NEAR(value / expected, 1, tolerance) << what << " is " << value << ", certified " << expected;
}

void expect_certified(const nist::Case& c, const Result& result) {
  EXPECT_TRUE(result.converged) << result.message;
  EXPECT_FALSE(result.singular);
  expect_relative(result.chi2, c.residual_sum_of_squares, 1e-9, "residual sum of squares");
  for (std::size_t j = 0; j < c.certified.size(); ++j) {
    const std::string name = name_of(j);
    expect_relative(result.values[j], c.certified[j], 1e-6, name);
    expect_relative(result.uncertainties[j], c.standard_deviations[j], 1e-6, "deviation of " + name);
  }
}

class Nist : public testing::TestWithParam<nist::Case> {};

TEST_P(Nist, DataAreTheCertifiedOnes) {
  const nist::Case& c = GetParam();
  ASSERT_EQ(c.x.size(), c.y.size());
  double sum = 0;
  for (std::size_t i = 0; i < c.x.size(); ++i) sum += std::pow(c.model(c.x[i], c.certified) - c.y[i], 2);
  expect_relative(sum, c.residual_sum_of_squares, 1e-8, "residual sum of squares");
}

TEST_P(Nist, FromTheFarStart) {
  const nist::Case& c = GetParam();
  expect_certified(c, nacre::fit::fit(problem_of(c, c.starts[0])));
}

TEST_P(Nist, FromTheNearStart) {
  const nist::Case& c = GetParam();
  expect_certified(c, nacre::fit::fit(problem_of(c, c.starts[1])));
}

INSTANTIATE_TEST_SUITE_P(AllLevels, Nist,
                         testing::Values(nist::misra1a(), nist::dan_wood(), nist::box_bod(), nist::rat43(),
                                         nist::thurber(), nist::mgh09(), nist::mgh10(), nist::eckerle4()),
                         [](const auto& named) { return named.param.name; });

}  // namespace
