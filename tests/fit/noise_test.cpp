// Models whose own numerics make noise, as simulations with adaptive steps do.
#include <gtest/gtest.h>

#include <atomic>
#include <cmath>

#include "nacre/fit/fit.hpp"

namespace nacre::fit {
namespace {

// A straight line through scattered points, with ripples of 1e-4 standard errors that no derivative sees.
Problem rippled(std::atomic<int>& calls, double noise) {
  Problem problem{.name = "line", .model = "a + b x"};
  problem.parameters = {{.name = "a", .start = 3}, {.name = "b", .start = -2}};
  problem.noise = noise;
  problem.data.push_back({.name = "points",
                          .n_residuals = 20,
                          .residuals =
                              [&calls](std::span<const double> p, std::span<double> out) {
                                ++calls;
                                for (std::size_t i = 0; i < out.size(); ++i) {
                                  const auto x = static_cast<double>(i);
                                  const double ripple = 1e-4 * std::sin(1e9 * (p[0] + x * p[1]));
                                  out[i] = p[0] + p[1] * x - 1 - 0.5 * x + std::cos(7 * x) + ripple;
                                }
                              },
                          .derivatives =
                              [](std::span<const double>, std::span<double> out) {
                                for (std::size_t i = 0; i < out.size() / 2; ++i) {
                                  out[2 * i] = 1;
                                  out[2 * i + 1] = static_cast<double>(i);
                                }
                              }});
  return problem;
}

TEST(NoisyModel, EndsWhereGainsAreNoise) {
  std::atomic<int> told = 0, untold = 0;
  const Result result = fit(rippled(told, 1e-4));
  const Result searching = fit(rippled(untold, 0));
  EXPECT_TRUE(result.converged);
  EXPECT_LT(told, 15);
  EXPECT_GT(untold, 2 * told);
  for (std::size_t i = 0; i < 2; ++i)
    EXPECT_NEAR(result.values[i], searching.values[i], 0.05 * result.uncertainties[i]);
}

}  // namespace
}  // namespace nacre::fit
