// The parts of an inversion, each against brute force.
#include <gtest/gtest.h>
#include <cmath>
#include <numbers>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/scattering/absolute_scale.hpp"
#include "nacre/scattering/dense.hpp"
#include "nacre/scattering/inversion_kernel.hpp"
#include "nacre/scattering/inversion_problem.hpp"
#include "nacre/scattering/inversion_shape.hpp"
#include "nacre/scattering/nonnegative.hpp"

namespace nacre::scattering {
namespace {

using Vector = std::vector<double>;

// A random positive definite matrix and a vector.
struct Quadratic {
  Vector H;
  Vector g;

  Quadratic(std::size_t n, std::uint64_t seed) : H(n * n), g(n) {
    RandomStream random(seed, StreamName::synthetic_data);
    Vector a(n * n);
    for (double& value : a) value = random.normal();
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        H[i * n + j] = i == j ? 0.05 : 0;
        for (std::size_t k = 0; k < n; ++k) H[i * n + j] += a[k * n + i] * a[k * n + j];
      }
    for (double& value : g) value = random.normal();
  }
  double operator()(const Vector& x) const {
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      sum -= g[i] * x[i];
      for (std::size_t j = 0; j < x.size(); ++j) sum += x[i] * H[i * x.size() + j] * x[j] / 2;
    }
    return sum;
  }
};

// The least of the minima over all sets of unknowns at zero that are not negative anywhere.
double by_enumeration(const Quadratic& q, std::size_t n_bounded) {
  const std::size_t n = q.g.size();
  double best = 0;
  for (std::size_t mask = 0; mask < (1u << n); ++mask) {
    std::vector<std::size_t> set;
    for (std::size_t i = 0; i < n; ++i)
      if (i >= n_bounded || (mask >> i & 1)) set.push_back(i);
    Vector part(set.size()), x(n, 0.0);
    for (std::size_t k = 0; k < set.size(); ++k) part[k] = q.g[set[k]];
    Cholesky(principal(q.H, set)).solve(part);
    bool allowed = true;
    for (std::size_t k = 0; k < set.size(); ++k) {
      x[set[k]] = part[k];
      allowed = allowed && (set[k] >= n_bounded || part[k] >= 0);
    }
    if (allowed) best = std::min(best, q(x));
  }
  return best;
}

TEST(Dense, CholeskySolvesAndKnowsDeterminantAndInverse) {
  const Cholesky factor({4, 2, 2, 3});
  ASSERT_TRUE(factor.positive());
  EXPECT_NEAR(factor.log_determinant(), std::log(8.0), 1e-14);
  Vector b = {1, 2};
  factor.solve(b);
  EXPECT_NEAR(b[0], -0.125, 1e-15);
  EXPECT_NEAR(b[1], 0.75, 1e-15);
  EXPECT_NEAR(factor.inverse()[1], -0.25, 1e-15);
  EXPECT_NEAR(factor.inverse_form(Vector{1, 1}), (3 - 2 - 2 + 4) / 8.0, 1e-15);
  EXPECT_FALSE(Cholesky({1, 2, 2, 1}).positive());
}

TEST(NonNegative, FindsTheMinimumThatEnumerationFinds) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Quadratic q(8, seed);
    const std::size_t bounded = seed % 2 ? 8 : 6;
    const NonNegativeMinimum found = minimize_nonnegative(q.H, q.g, bounded, {});
    ASSERT_TRUE(found.converged);
    for (std::size_t i = 0; i < bounded; ++i) EXPECT_GE(found.values[i], 0);
    EXPECT_NEAR(q(found.values), by_enumeration(q, bounded), 1e-10) << seed;
  }
}

TEST(NonNegative, TheStartDoesNotMatter) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Quadratic q(25, seed);
    RandomStream random(seed, StreamName::multi_start);
    Vector start(25);
    for (double& value : start) value = random.uniform() < 0.5 ? 0 : random.uniform();
    const Vector cold = minimize_nonnegative(q.H, q.g, 25, {}).values;
    const Vector warm = minimize_nonnegative(q.H, q.g, 25, start).values;
    for (std::size_t i = 0; i < cold.size(); ++i) EXPECT_NEAR(cold[i], warm[i], 1e-9);
  }
}

TEST(InversionShape, RunsRiseFallAndComeBackFromTheirIncrements) {
  Shape shape(7);
  shape.set(0, 3, 1);
  shape.set(3, 6, -1);
  const Vector values = shape.values(Vector{1, 1, 0, 2, 0, 1, 3});
  EXPECT_EQ(values, (Vector{1, 2, 2, 4, 4, 4, 3}));
  EXPECT_EQ(shape.increments(values), (Vector{1, 1, 0, 2, 0, 1, 3}));
  Vector functional = {1, 2, 3, 4, 5, 6, 7};  // T'v . z = v . T z
  double direct = 0, pulled = 0;
  for (std::size_t j = 0; j < 7; ++j) direct += functional[j] * values[j];
  shape.pull(functional);
  const Vector z = {1, 1, 0, 2, 0, 1, 3};
  for (std::size_t j = 0; j < 7; ++j) pulled += functional[j] * z[j];
  EXPECT_DOUBLE_EQ(direct, pulled);
}

TEST(InversionShape, HeldNodesLeaveTheirRun) {
  Shape shape(5);
  shape.set(0, 4, -1);
  shape.hold(0, 1);
  EXPECT_TRUE(shape.held(1));
  EXPECT_FALSE(shape.held(2));
  EXPECT_EQ(shape.values(Vector{0, 0, 1, 1, 1}), (Vector{0, 0, 3, 2, 1}));
}

TEST(InversionKernel, HatsOfAStraightVolumeDensityAddUpToItsIntegral) {
  // r^3 n(r) constant over a linear grid: all hats at 1/r^3, whose inner part is the integral of r^k / r^3.
  const Vector q = {0.2, 1, 3, 5};
  const InversionKernel kernel =
      inversion_kernel(q, {.lower_nm = 1, .upper_nm = 4, .points = 100, .logarithmic = false}, 39);
  const double step = 3.0 / 99;
  const auto total = [&](const Vector& row) {
    double sum = 0;
    for (std::size_t j = 0; j < 100; ++j) sum += row[j] * std::pow(kernel.size_nm[j], -3);
    return sum;
  };
  // Beyond both ends the density falls to zero linearly in one step: r^k / r^3 there is integrated as well.
  const auto integral = [&](auto&& of) {
    double sum = 0;
    const int fine = 40000;
    for (int i = 0; i < fine; ++i) {
      const double r = 1 - step + (3 + 2 * step) * (i + 0.5) / fine;
      const double height = std::min({1.0, (r - 1 + step) / step, (4 + step - r) / step});
      sum += of(r) * height / (r * r * r) * (3 + 2 * step) / fine;
    }
    return sum;
  };
  for (std::size_t k = 0; k < 4; ++k)
    EXPECT_NEAR(total(kernel.moments[k]) / integral([&](double r) { return std::pow(r, k); }), 1, 1e-7) << k;
  for (std::size_t i = 0; i < q.size(); ++i) {
    const double expected = integral([&](double r) {
      const double x = q[i] * r,
                   f = 4 * std::numbers::pi * (std::sin(x) - x * std::cos(x)) / std::pow(q[i], 3);
      return intensity_per_uM * 39 * 39 * f * f;
    });
    EXPECT_NEAR(total(Vector(&kernel.intensity[i * 100], &kernel.intensity[i * 100] + 100)) / expected, 1,
                1e-6);
  }
}

TEST(InversionKernel, AutomaticGridSpansWhatTheDataSee) {
  const Vector q = {0.1, 1, 5};
  const Vector nodes = size_nodes({}, q);
  EXPECT_NEAR(nodes.front(), 0.3, 1e-12);
  EXPECT_NEAR(nodes.back(), 31.416, 1e-3);
  EXPECT_LT(nodes[1] / nodes[0], 1.028);
  EXPECT_THROW(size_nodes({.lower_nm = 3, .upper_nm = 2}, q), std::invalid_argument);
  EXPECT_THROW(size_nodes({.points = 2}, q), std::invalid_argument);
}

// Four sizes, almost no prior: values that made the data come back, with errors as the spread over noisy
// data.
TEST(InversionProblem, StateIsTheMinimumAndItsErrorsTheCurvature) {
  Vector q, intensity, errors;
  for (int i = 0; i < 20; ++i) q.push_back(0.3 + 0.2 * i);
  const InversionKernel kernel = inversion_kernel(q, {.lower_nm = 1.5, .upper_nm = 3, .points = 4}, 39);
  for (std::size_t i = 0; i < q.size(); ++i) {
    double sum = 0.01;
    for (std::size_t j = 0; j < 4; ++j) sum += kernel.intensity[i * 4 + j] * (1.0 + static_cast<double>(j));
    intensity.push_back(sum);
    errors.push_back(0.03 * sum);
  }
  const InversionProblem problem(kernel, intensity, errors, true, false);
  const InversionState exact = problem.solve(1e-14, Shape(4), {});
  for (std::size_t j = 0; j < 4; ++j) EXPECT_NEAR(exact.values[j], 1.0 + static_cast<double>(j), 1e-4);
  EXPECT_NEAR(exact.values[4], 0.01, 1e-5);
  EXPECT_NEAR(problem.effective_parameters(exact), 5, 1e-4);
  EXPECT_LT(exact.chi2, 1e-6);

  Shape falling(4);
  falling.set(0, 3, -1);
  const InversionState level = problem.solve(1e-14, falling, {});
  EXPECT_GE(level.values[0], level.values[3]);
  EXPECT_GT(problem.loss(level, exact), 100);
  EXPECT_GT(problem.chi2_of_nothing(), level.chi2);

  // Least squares without prior: errors of the values from the spread over noisy data.
  RandomStream random(5, StreamName::synthetic_data);
  double squares = 0;
  const int draws = 400;
  for (int k = 0; k < draws; ++k) {
    Vector noisy = intensity;
    for (std::size_t i = 0; i < noisy.size(); ++i) noisy[i] += errors[i] * random.normal();
    const InversionState one =
        InversionProblem(kernel, noisy, errors, true, false).solve(1e-14, Shape(4), {});
    squares += std::pow(one.values[3] - 4, 2) / draws;
  }
  EXPECT_NEAR(std::sqrt(squares) / exact.deviation(Vector{0, 0, 0, 1}), 1, 0.12);
}

TEST(InversionProblem, RefusesErrorsThatAreNotPositive) {
  const Vector q = {0.3, 1, 2}, intensity = {3, 2, 1};
  const InversionKernel kernel = inversion_kernel(q, {}, 39);
  EXPECT_THROW(InversionProblem(kernel, intensity, Vector{1, 0, 1}, true, false), std::invalid_argument);
  EXPECT_THROW(InversionProblem(kernel, intensity, Vector{1, 1}, true, false), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::scattering
