#include "nacre/scattering/frame_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "scattering/made_patterns.hpp"

namespace nacre::scattering {
namespace {

const std::vector<double> truth{2.2, 40, 0.15, 25, 0.01};

// Parameters over curves that differ in their noise: no bias, and errors as they say.
TEST(FrameFit, PullsOfTheParameters) {
  const Model model(ModelChoice{});
  const FrameSettings settings = spheres(model);
  constexpr int frames = 300;
  std::vector<double> sum(5), squares(5);
  double chi2 = 0;
  for (int i = 0; i < frames; ++i) {
    const Pattern pattern = made_pattern(model, truth, 100, 1000 + i, 0.03);
    const FrameFit fitted = fit_frame(settings, pattern);
    ASSERT_TRUE(fitted.result.converged);
    chi2 += fitted.result.chi2_reduced() / frames;
    for (const std::size_t k : {0u, 2u, 3u, 4u}) {
      const double pull = (fitted.result.values[k] - truth[k]) / fitted.result.uncertainties[k];
      sum[k] += pull / frames;
      squares[k] += pull * pull / frames;
    }
  }
  EXPECT_NEAR(chi2, 1, 0.05);
  for (const std::size_t k : {0u, 2u, 3u, 4u}) {
    EXPECT_NEAR(sum[k], 0, 3.5 / std::sqrt(frames)) << k;
    EXPECT_NEAR(std::sqrt(squares[k]), 1, 0.12) << k;
  }
}

TEST(FrameFit, FindsTheSameFromItsOwnStartAndFromANeighbour) {
  const Model model(ModelChoice{});
  const FrameSettings settings = spheres(model);
  const Pattern pattern = made_pattern(model, truth, 300, 4);
  const FrameFit alone = fit_frame(settings, pattern);
  const std::vector<double> near{2.1, 40, 0.2, 20, 0.02}, far{9, 40, 0.5, 1, 0};
  for (const auto& start : {near, far}) {
    const FrameFit other = fit_frame(settings, pattern, start);
    for (const std::size_t k : {0u, 2u, 3u, 4u})
      EXPECT_NEAR(other.result.values[k], alone.result.values[k], 0.01 * alone.result.uncertainties[k]);
  }
}

TEST(FrameFit, WeightsAloneGiveErrorsFromTheScatter) {
  const Model model(ModelChoice{});
  FrameSettings settings = spheres(model);
  Pattern pattern = made_pattern(model, truth, 300, 4, 0.02);
  const FrameFit known = fit_frame(settings, pattern);
  for (double& sigma : pattern.sigma) sigma *= 10;
  settings.scale_sigmas = true;
  const FrameFit scaled = fit_frame(settings, pattern);
  EXPECT_NEAR(scaled.result.uncertainties[0] / known.result.uncertainties[0],
              std::sqrt(known.result.chi2_reduced()), 1e-3);
}

TEST(FrameFit, AWrongModelShowsInTheRunsOfItsResiduals) {
  const Model model(ModelChoice{}), sharp(ModelChoice{.distribution = "none"});
  const Pattern pattern = made_pattern(model, truth, 300, 4);
  EXPECT_GT(fit_frame(spheres(model), pattern).runs_z, -3);
  EXPECT_LT(fit_frame(spheres(sharp), pattern).runs_z, -5);
}

// A smeared curve fitted with its widths gives what it was made of; without them the width comes out too
// large.
TEST(FrameFit, SmearedCurves) {
  const Model model(ModelChoice{});
  const FrameSettings settings = spheres(model);
  Pattern pattern = made_pattern(model, truth, 200, 4, 0.005);
  for (const double q : pattern.q_per_nm) pattern.q_width.push_back(0.05 * q);
  pattern.smearing = std::make_shared<const Smearing>(pattern.q_per_nm, pattern.q_width);
  model_intensity(model, pattern, truth, pattern.intensity);
  const FrameFit with = fit_frame(settings, pattern);
  EXPECT_NEAR(with.result.values[2], truth[2], 1e-4);
  Pattern bare = pattern;
  bare.smearing.reset();
  EXPECT_GT(fit_frame(settings, bare).result.values[2], truth[2] + 0.02);
  std::vector<double> jacobian(200 * 5), above(200), below(200);
  model_derivatives(model, pattern, truth, jacobian);
  std::vector<double> up = truth, down = truth;
  up[0] += 1e-5, down[0] -= 1e-5;
  model_intensity(model, pattern, up, above);
  model_intensity(model, pattern, down, below);
  for (std::size_t i = 0; i < 200; i += 20)
    EXPECT_NEAR((above[i] - below[i]) / 2e-5, jacobian[i * 5], 1e-5 * std::abs(jacobian[0])) << i;
}

TEST(FrameFit, RunsOfSigns) {
  EXPECT_EQ(runs_z_score({}), 0);
  EXPECT_EQ(runs_z_score(std::vector<double>(10, 1.0)), 0);
  std::vector<double> alternate, halves;
  for (int i = 0; i < 40; ++i) {
    alternate.push_back(i % 2 ? 1 : -1);
    halves.push_back(i < 20 ? 1 : -1);
  }
  EXPECT_NEAR(runs_z_score(alternate), (40 - 21) / std::sqrt(800.0 * 760 / (1600.0 * 39)), 1e-12);
  EXPECT_NEAR(runs_z_score(halves), (2 - 21) / std::sqrt(800.0 * 760 / (1600.0 * 39)), 1e-12);
}

TEST(FrameFit, NamesOfParameters) {
  const Model model(ModelChoice{});
  EXPECT_EQ(index_of(model, "sigma"), 2);
  EXPECT_EQ(index_of(model, "sigma_2"), -1);
  EXPECT_EQ(default_settings(model).parameters[0].name, "radius");
}

}  // namespace
}  // namespace nacre::scattering
