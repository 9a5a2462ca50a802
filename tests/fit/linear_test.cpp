// Linear models, where everything is known in closed form.
#include <gtest/gtest.h>

#include "fit/problems.hpp"

namespace {

using namespace problems;
using nacre::fit::Prior;
using nacre::fit::Result;

// Weighted straight line y = a + b x; Numerical Recipes section 15.2.
struct Line {
  double a, b, var_a, var_b, cov, chi2;
};

Line closed_form(const Points& points) {
  double s = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (std::size_t i = 0; i < points.x.size(); ++i) {
    const double w = 1 / (points.sigma[i] * points.sigma[i]);
    s += w;
    sx += w * points.x[i];
    sy += w * points.y[i];
    sxx += w * points.x[i] * points.x[i];
    sxy += w * points.x[i] * points.y[i];
  }
  const double d = s * sxx - sx * sx;
  Line line{(sxx * sy - sx * sxy) / d, (s * sxy - sx * sy) / d, sxx / d, s / d, -sx / d, 0};
  for (std::size_t i = 0; i < points.x.size(); ++i) {
    line.chi2 += std::pow((points.y[i] - line.a - line.b * points.x[i]) / points.sigma[i], 2);
  }
  return line;
}

TEST(Linear, StraightLineIsTheClosedForm) {
  const Line exact = closed_form(line_points());
  const Result result = fit(line_problem());
  EXPECT_TRUE(result.converged);
  EXPECT_FALSE(result.singular);
  EXPECT_TRUE(result.warnings.empty());
  EXPECT_NEAR(result.values[0], exact.a, 1e-7);
  EXPECT_NEAR(result.values[1], exact.b, 1e-7);
  EXPECT_NEAR(result.covariance[0], exact.var_a, 1e-9 * exact.var_a);
  EXPECT_NEAR(result.covariance[1], exact.cov, 1e-9 * exact.var_a);
  EXPECT_NEAR(result.covariance[2], exact.cov, 1e-9 * exact.var_a);
  EXPECT_NEAR(result.covariance[3], exact.var_b, 1e-9 * exact.var_b);
  EXPECT_NEAR(result.uncertainties[0], std::sqrt(exact.var_a), 1e-9);
  EXPECT_NEAR(result.chi2, exact.chi2, 1e-10);
}

TEST(Linear, CountsAndCriteria) {
  const double chi2 = closed_form(line_points()).chi2;
  Result result = fit(line_problem());
  EXPECT_EQ(result.n_data, 6);
  EXPECT_EQ(result.n_free, 2);
  EXPECT_EQ(result.free_index, (std::vector<int>{0, 1}));
  EXPECT_NEAR(result.chi2_reduced(), chi2 / 4, 1e-10);
  EXPECT_NEAR(result.aic(), chi2 + 4, 1e-10);
  EXPECT_NEAR(result.bic(), chi2 + 2 * std::log(6), 1e-10);
  result.sigmas_scaled = true;
  EXPECT_NEAR(result.aic(), 6 * std::log(chi2 / 6) + 4, 1e-10);
  EXPECT_NEAR(result.bic(), 6 * std::log(chi2 / 6) + 2 * std::log(6), 1e-10);
}

TEST(Linear, ScaledSigmasMultiplyByTheRootOfChi2Reduced) {
  Problem problem = line_problem();
  const Result given = fit(problem);
  problem.scale_sigmas = true;
  const Result scaled = fit(problem);
  EXPECT_EQ(scaled.values, given.values);
  EXPECT_DOUBLE_EQ(scaled.chi2, given.chi2);
  const double factor = std::sqrt(given.chi2 / 4);
  for (int j : {0, 1}) EXPECT_NEAR(scaled.uncertainties[j], factor * given.uncertainties[j], 1e-12);
}

TEST(Linear, NoFreedomToScaleWithGivesNoUncertainty) {
  Problem problem = problems::problem({parameter("a", 0), parameter("b", 1)}, {{0, 1}, {1, 3}}, line);
  problem.scale_sigmas = true;
  const Result result = fit(problem);
  EXPECT_NEAR(result.values[1], 2, 1e-9);
  EXPECT_TRUE(std::isnan(result.uncertainties[0]));
  ASSERT_EQ(result.warnings.size(), 1u);
  EXPECT_EQ(result.warnings[0], "no degree of freedom is left to scale the sigmas with: no uncertainties");
}

// Posterior of a linear model with Gaussian prior: information matrices add up.
TEST(Linear, PriorGivesTheAnalyticPosterior) {
  const Line data = closed_form(line_points());
  const Prior prior{.mean = 2.5, .sigma = 0.05};
  Problem problem = line_problem();
  problem.parameters[1].prior = prior;
  const Result result = fit(problem);

  const double d = data.var_a * data.var_b - data.cov * data.cov;
  const double i_aa = data.var_b / d, i_ab = -data.cov / d, weight = 1 / (prior.sigma * prior.sigma);
  const double i_bb = data.var_a / d + weight;
  const double t_a = i_aa * data.a + i_ab * data.b;
  const double t_b = i_ab * data.a + data.var_a / d * data.b + weight * prior.mean;
  const double det = i_aa * i_bb - i_ab * i_ab;
  EXPECT_NEAR(result.values[0], (i_bb * t_a - i_ab * t_b) / det, 1e-7);
  EXPECT_NEAR(result.values[1], (i_aa * t_b - i_ab * t_a) / det, 1e-7);
  EXPECT_NEAR(result.covariance[0], i_bb / det, 1e-10);
  EXPECT_NEAR(result.covariance[1], -i_ab / det, 1e-10);
  EXPECT_NEAR(result.covariance[3], i_aa / det, 1e-10);
  EXPECT_EQ(result.n_data, 7);
}

TEST(Linear, JointFitIsTheStackedFit) {
  const Points all = line_points();
  const auto part = [&](std::size_t from, std::size_t to) {
    const auto cut = [&](const std::vector<double>& v) {
      return std::vector(v.begin() + from, v.begin() + to);
    };
    return Points{cut(all.x), cut(all.y), cut(all.sigma)};
  };
  Problem joint = line_problem();
  joint.data = {data_set(part(0, 2), line, "low"), data_set(part(2, 6), line, "high")};
  const Result together = fit(joint), stacked = fit(line_problem());
  EXPECT_EQ(together.values, stacked.values);
  EXPECT_EQ(together.covariance, stacked.covariance);
  EXPECT_EQ(together.n_data, stacked.n_data);
}

// Two decays share a rate: the same as one problem written out by hand.
TEST(Linear, SharedParameterOfTwoDataSets) {
  const Points first = decay_points(1), second = decay_points(2, 3);
  Problem joint{.parameters = {parameter("a", 4), parameter("rate", 1), parameter("a2", 2)}};
  joint.data = {data_set(first, decay), data_set(second, [](double x, std::span<const double> p) {
                  return p[2] * std::exp(-p[1] * x);
                })};
  Points stacked = first;
  for (std::size_t i = 0; i < second.x.size(); ++i) {
    stacked.x.push_back(second.x[i] + 100);  // marks the second set
    stacked.y.push_back(second.y[i]);
    stacked.sigma.push_back(second.sigma[i]);
  }
  const auto marked = [](double x, std::span<const double> p) {
    return x < 100 ? p[0] * std::exp(-p[1] * x) : p[2] * std::exp(-p[1] * (x - 100));
  };
  const Result a = fit(joint), b = fit(problems::problem(joint.parameters, stacked, marked));
  for (int j : {0, 1, 2}) EXPECT_NEAR(a.values[j], b.values[j], 1e-8);
  EXPECT_NEAR(a.chi2, b.chi2, 1e-9);
  EXPECT_LT(a.uncertainties[1], fit(decay_problem(1)).uncertainties[1]);
}

TEST(Linear, FixedParameterStaysAndHasNoUncertainty) {
  Problem problem = line_problem();
  problem.parameters[0].start = 1.25;
  problem.parameters[0].fixed = true;
  const Result result = fit(problem);
  double sxx = 0, sxy = 0;
  const Points p = line_points();
  for (std::size_t i = 0; i < p.x.size(); ++i) {
    sxx += std::pow(p.x[i] / p.sigma[i], 2);
    sxy += p.x[i] * (p.y[i] - 1.25) / (p.sigma[i] * p.sigma[i]);
  }
  EXPECT_EQ(result.values[0], 1.25);
  EXPECT_TRUE(std::isnan(result.uncertainties[0]));
  EXPECT_NEAR(result.values[1], sxy / sxx, 1e-7);
  EXPECT_NEAR(result.uncertainties[1], 1 / std::sqrt(sxx), 1e-10);
}

}  // namespace
