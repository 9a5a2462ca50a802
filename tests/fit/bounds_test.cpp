// Bounds against the Karush-Kuhn-Tucker solution, found by trying every face of the box.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>

#include "fit/problems.hpp"

namespace {

using namespace problems;
using nacre::fit::Result;

constexpr int n = 3;
using Vector = std::array<double, n>;
using Matrix = std::array<Vector, n>;

// Minimise (x - c)^T A (x - c) with x[j] given where held[j]: Gauss-Jordan, where a held row is the identity.
Vector minimum_on_face(const Matrix& a, const Vector& c, Vector x, const std::array<bool, n>& held) {
  double m[n][n + 1] = {};
  for (int j = 0; j < n; ++j) {
    for (int k = 0; k < n; ++k) m[j][k] = held[j] ? j == k : a[j][k];
    for (int k = 0; k < n; ++k) m[j][n] += m[j][k] * (held[j] ? x[k] : c[k]);
  }
  for (int j = 0; j < n; ++j) {  // pivots of a positive definite matrix need no exchange
    for (int i = 0; i < n; ++i) {
      const double factor = i == j ? 0 : m[i][j] / m[j][j];
      for (int k = 0; k <= n; ++k) m[i][k] -= factor * m[j][k];
    }
  }
  for (int j = 0; j < n; ++j) x[j] = held[j] ? x[j] : m[j][n] / m[j][j];
  return x;
}

double form(const Matrix& a, const Vector& c, const Vector& x) {
  double sum = 0;
  for (int j = 0; j < n; ++j) {
    for (int k = 0; k < n; ++k) sum += (x[j] - c[j]) * a[j][k] * (x[k] - c[k]);
  }
  return sum;
}

// Each parameter free, at its lower bound or at its upper bound: 27 faces; the best feasible minimum.
Vector best_in_box(const Matrix& a, const Vector& c, const Vector& lower, const Vector& upper) {
  Vector best{};
  double lowest = std::numeric_limits<double>::infinity();
  for (int face = 0; face < 27; ++face) {
    Vector x = lower;
    std::array<bool, n> held{};
    for (int j = 0, code = face; j < n; ++j, code /= 3) {
      held[j] = code % 3 != 0;
      x[j] = code % 3 == 2 ? upper[j] : lower[j];
    }
    x = minimum_on_face(a, c, x, held);
    bool inside = true;
    for (int j = 0; j < n; ++j) inside = inside && x[j] >= lower[j] && x[j] <= upper[j];
    if (inside && form(a, c, x) < lowest) {
      lowest = form(a, c, x);
      best = x;
    }
  }
  return best;
}

TEST(Bounds, CorrelatedBoxesAreSolvedExactly) {
  nacre::RandomStream random(3, nacre::StreamName::synthetic_data);
  int active = 0;
  for (int trial = 0; trial < 300; ++trial) {
    Matrix rows{}, a{};
    Vector c{}, lower{}, upper{};
    for (int j = 0; j < n; ++j) {
      for (int k = 0; k < n; ++k) rows[j][k] = 0.6 * random.normal() + 1;  // nearly parallel columns
      c[j] = 2 * random.normal();
      lower[j] = -1 - random.uniform();
      upper[j] = random.uniform();
    }
    for (int j = 0; j < n; ++j) {
      for (int k = 0; k < n; ++k) {
        for (int i = 0; i < n; ++i) a[j][k] += rows[i][j] * rows[i][k];
      }
    }
    Problem problem;
    for (int j = 0; j < n; ++j) {
      const std::string name(1, static_cast<char>('a' + j));
      problem.parameters.push_back(bounded(name, -0.5, lower[j], upper[j]));
    }
    problem.data.push_back({.name = "form",
                            .n_residuals = n,
                            .residuals = [rows, c](std::span<const double> x, std::span<double> r) {
                              for (int i = 0; i < n; ++i) {
                                r[i] = 0;
                                for (int k = 0; k < n; ++k) r[i] += rows[i][k] * (x[k] - c[k]);
                              }
                            }});
    const Result result = fit(problem);
    const Vector exact = best_in_box(a, c, lower, upper);
    EXPECT_NEAR(result.chi2, form(a, c, exact), 1e-9 * (1 + result.chi2)) << "trial " << trial;
    for (int j = 0; j < n; ++j) {
      const double sigma = result.uncertainties[j];
      const double room = std::min(exact[j] - lower[j], upper[j] - exact[j]);
      EXPECT_NEAR(result.values[j], exact[j], 1e-6 * (1 + sigma)) << "trial " << trial;
      EXPECT_EQ(result.at_bound[j], room < 1e-3 * sigma) << "trial " << trial;
      active += result.at_bound[j];
    }
  }
  EXPECT_GT(active, 300);  // the boxes do bind
}

TEST(Bounds, ActiveBoundIsFlaggedWithAWarning) {
  Problem problem = line_problem();
  problem.parameters[1] = bounded("b", 1, 0, 1.5);
  const Result result = fit(problem);
  EXPECT_EQ(result.values[1], 1.5);
  EXPECT_TRUE(result.converged);
  EXPECT_FALSE(result.at_bound[0]);
  EXPECT_TRUE(result.at_bound[1]);
  ASSERT_EQ(result.warnings.size(), 1u);
  EXPECT_EQ(result.warnings[0],
            "b is at its upper bound 1.5: its uncertainty from the covariance does not hold");
  // The other parameter is at its minimum for that slope.
  double s = 0, sum = 0;
  const Points p = line_points();
  for (std::size_t i = 0; i < p.x.size(); ++i) {
    s += 1 / (p.sigma[i] * p.sigma[i]);
    sum += (p.y[i] - 1.5 * p.x[i]) / (p.sigma[i] * p.sigma[i]);
  }
  EXPECT_NEAR(result.values[0], sum / s, 1e-9);
}

TEST(Bounds, InactiveBoundsChangeNothing) {
  Problem problem = line_problem();
  problem.parameters[0] = bounded("a", 0, -10, 10);
  problem.parameters[1] = bounded("b", 1, 0, 100);
  const Result with = fit(problem), without = fit(line_problem());
  for (int j : {0, 1}) EXPECT_NEAR(with.values[j], without.values[j], 1e-8);
  EXPECT_TRUE(with.warnings.empty());
}

TEST(Bounds, ResidualsAreNeverAskedOutside) {
  Problem problem = decay_problem();
  problem.parameters[0] = bounded("a", 4, 3.9, 4.1);
  problem.parameters[1] = bounded("rate", 0.5, 0.5, 0.5 + 1e-5);
  const auto inner = problem.data[0].residuals;
  int calls = 0;
  problem.data[0].residuals = [&, inner](std::span<const double> values, std::span<double> r) {
    ++calls;
    EXPECT_GE(values[0], 3.9);
    EXPECT_LE(values[0], 4.1);
    EXPECT_GE(values[1], 0.5);
    EXPECT_LE(values[1], 0.5 + 1e-5);
    inner(values, r);
  };
  const Result result = fit(problem);
  EXPECT_TRUE(result.at_bound[0]);
  EXPECT_TRUE(result.at_bound[1]);
  EXPECT_GT(calls, 5);
}

TEST(Bounds, StartAtABoundCanLeaveIt) {
  Problem problem = line_problem();
  problem.parameters[1] = bounded("b", 0, 0, 5);
  const Result result = fit(problem);
  EXPECT_NEAR(result.values[1], fit(line_problem()).values[1], 1e-8);
  EXPECT_FALSE(result.at_bound[1]);
}

}  // namespace
