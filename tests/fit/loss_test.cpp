#include "nacre/fit/loss.hpp"

#include <gtest/gtest.h>

#include "fit/problems.hpp"

namespace {

using namespace problems;
using nacre::fit::Loss;
using nacre::fit::loss_at;
using nacre::fit::Result;

TEST(Loss, ValuesByHand) {
  EXPECT_EQ(loss_at(Loss::squares, 2, 9).rho, 9);
  EXPECT_EQ(loss_at(Loss::huber, 2, 3).rho, 3);              // inside: the square
  EXPECT_EQ(loss_at(Loss::huber, 2, 25).rho, 16);            // 2 * 2 * 5 - 4
  EXPECT_EQ(loss_at(Loss::huber, 2, 25).slope, 0.4);         // 2 / 5
  EXPECT_NEAR(loss_at(Loss::soft_l1, 2, 12).rho, 8, 1e-14);  // 2 * 4 * (sqrt(1 + 3) - 1)
  EXPECT_NEAR(loss_at(Loss::soft_l1, 2, 12).slope, 0.5, 1e-15);
  EXPECT_NEAR(loss_at(Loss::cauchy, 2, 4).rho, 4 * std::log(2), 1e-15);
  EXPECT_EQ(loss_at(Loss::cauchy, 2, 4).slope, 0.5);
}

TEST(Loss, SlopeIsTheDerivative) {
  for (const Loss loss : {Loss::squares, Loss::huber, Loss::soft_l1, Loss::cauchy}) {
    for (const double s : {0.1, 1.0, 2.0, 2.5, 40.0}) {
      const double h = 1e-5;
      const double slope = (loss_at(loss, 1.5, s + h).rho - loss_at(loss, 1.5, s - h).rho) / (2 * h);
      EXPECT_NEAR(loss_at(loss, 1.5, s).slope, slope, 1e-8);
    }
  }
}

TEST(Loss, SmallResidualsAreSquares) {
  for (const Loss loss : {Loss::huber, Loss::soft_l1, Loss::cauchy}) {
    EXPECT_NEAR(loss_at(loss, 1, 1e-10).rho, 1e-10, 1e-19);
    EXPECT_EQ(loss_at(loss, 1, 0).rho, 0);
  }
}

Problem constant_problem(std::vector<double> y, Loss loss) {
  Problem problem = problems::problem({parameter("c", 1)}, {std::vector<double>(y.size()), y},
                                      [](double, std::span<const double> p) { return p[0]; });
  problem.loss = loss;
  return problem;
}

// Huber location of {-0.3, 0, 0.3, 100} with scale 1: the outlier pulls with force 1 on three springs.
TEST(Loss, HuberLocationIsExact) {
  const Result result = fit(constant_problem({-0.3, 0, 0.3, 100}, Loss::huber));
  EXPECT_NEAR(result.values[0], 1.0 / 3, 1e-7);
  // Weights 1, 1, 1 and 1 / |r|.
  EXPECT_NEAR(result.uncertainties[0], 1 / std::sqrt(3 + 1 / (100 - 1.0 / 3)), 1e-6);
}

// At the minimum sum of psi(r) = r rho'(r^2) vanishes.
TEST(Loss, MinimumBalancesTheForces) {
  const std::vector<double> y{-0.8, 0.1, 0.3, 0.9, 14};
  for (const Loss loss : {Loss::soft_l1, Loss::cauchy}) {
    const double c = fit(constant_problem(y, loss)).values[0];
    double force = 0;
    for (const double v : y) force += (c - v) * loss_at(loss, 1, (c - v) * (c - v)).slope;
    EXPECT_NEAR(force, 0, 1e-6);
    EXPECT_LT(c, 1);
  }
}

TEST(Loss, OutlierDoesNotMoveTheLine) {
  Points points = line_points();
  const Result clean = fit(problem({parameter("a", 0), parameter("b", 1)}, points, line));
  points.y[4] += 25;  // 100 sigma
  Problem spoilt = problem({parameter("a", 0), parameter("b", 1)}, points, line);
  const Result plain = fit(spoilt);
  spoilt.loss = Loss::cauchy;
  const Result robust = fit(spoilt);
  EXPECT_GT(std::abs(plain.values[1] - clean.values[1]), 10 * clean.uncertainties[1]);
  EXPECT_LT(std::abs(robust.values[1] - clean.values[1]), clean.uncertainties[1]);
  EXPECT_GT(robust.chi2, 5000);  // the plain squares are reported
}

TEST(Loss, PriorsStayPlain) {
  Problem problem = constant_problem({0, 0, 0}, Loss::huber);
  problem.parameters[0].prior = {.mean = 50, .sigma = 1};
  // Data bent: force 3; prior plain: force 50 - c.
  EXPECT_NEAR(fit(problem).values[0], 47, 1e-6);
}

}  // namespace
