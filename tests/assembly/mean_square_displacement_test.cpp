#include "nacre/assembly/mean_square_displacement.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "assembly/sample_states.hpp"

namespace nacre::assembly {
namespace {

void move(State& state, std::size_t i, double dx) {
  state.x[i] += dx;
  const double length = state.container.box.lengths[0];
  const double boxes = std::floor(state.x[i] / length + 0.5);
  state.x[i] -= boxes * length;
  state.image_x[i] += static_cast<std::int32_t>(boxes);
}

// Each takes steps of 1 to the right or left: after t steps the mean square is t exactly in the mean of all
// walks, and with all 2^8 walks of 8 steps there are it is so for these.
TEST(MeanSquareDisplacement, OfAllRandomWalksIsTheirNumberOfSteps) {
  State state = make_state(test::ideal_gas({5, 5, 5}, 256, {1, 1}, 1));
  std::fill(state.species.begin(), state.species.end(), 0);
  MeanSquareDisplacement msd(1, {.interval = 0.5, .without_drift = false});
  for (std::size_t step = 0; step <= 8; ++step) {
    msd.add(state);
    for (std::size_t i = 0; i < 256; ++i) move(state, i, i >> step & 1 ? 1 : -1);
  }
  const auto result = msd.result();
  ASSERT_EQ(result->lag.size(), 9u);
  for (std::size_t lag = 0; lag <= 8; ++lag) {
    EXPECT_DOUBLE_EQ(result->lag[lag], 0.5 * static_cast<double>(lag));
    EXPECT_NEAR(result->curves[0].squared[lag], static_cast<double>(lag), 1e-12);
  }
  EXPECT_NEAR(result->curves[0].diffusion, 2.0 / 6, 1e-12);
  EXPECT_NEAR(result->curves[0].exponent, 1, 1e-12);
}

TEST(MeanSquareDisplacement, OfFreeFlightGrowsWithTheSquareOfTime) {
  State state = make_state(test::ideal_gas({5, 5, 5}, 30, {1, 1}, 1));
  MeanSquareDisplacement msd(2, {.interval = 1, .without_drift = false});
  for (int step = 0; step < 40; ++step) {
    msd.add(state);
    for (std::size_t i = 0; i < 30; ++i) move(state, i, state.species[i] == 0 ? 0.7 : -2.2);
  }
  const auto result = msd.result();
  ASSERT_EQ(result->curves.size(), 2u);
  for (std::size_t i = 0; i < result->lag.size(); ++i) {
    EXPECT_NEAR(result->curves[0].squared[i], std::pow(0.7 * result->lag[i], 2), 1e-9);
    EXPECT_NEAR(result->curves[1].squared[i], std::pow(2.2 * result->lag[i], 2), 1e-8);
  }
  EXPECT_NEAR(result->curves[0].exponent, 2, 1e-9);
  EXPECT_EQ(result->curves[0].particles, 10u);
}

TEST(MeanSquareDisplacement, LeavesOutTheCommonDrift) {
  State state = make_state(test::ideal_gas({5, 5, 5}, 30, {1, 1}, 1));
  MeanSquareDisplacement msd(2, {});
  for (int step = 0; step < 10; ++step) {
    msd.add(state);
    for (std::size_t i = 0; i < 30; ++i) move(state, i, 1.3);
  }
  const auto result = msd.result();
  for (const double squared : result->curves[1].squared) EXPECT_NEAR(squared, 0, 1e-20);
}

TEST(MeanSquareDisplacement, FollowsParticlesThatAreSorted) {
  State state = make_state(test::ideal_gas({5, 5, 5}, 30, {1, 1}, 1));
  MeanSquareDisplacement msd(2, {});
  msd.add(state);
  for (auto* values : {&state.x, &state.y, &state.z}) std::ranges::reverse(*values);
  std::ranges::reverse(state.tag);
  std::ranges::reverse(state.species);
  msd.add(state);
  EXPECT_EQ(msd.result()->curves[0].squared[1], 0);
}

// Gaussian steps of variance 2 D dt an axis: coefficients within their errors, and errors of the right size.
TEST(MeanSquareDisplacement, FindsDiffusionWithItsError) {
  double sum = 0, squares = 0, errors = 0;
  constexpr int runs = 60;
  for (unsigned seed = 0; seed < runs; ++seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> step(0, std::sqrt(2 * 0.03 * 0.5));
    State state = make_state(test::ideal_gas({50, 50, 50}, 120, {1, 1}, seed));
    std::fill(state.species.begin(), state.species.end(), 0);
    MeanSquareDisplacement msd(1, {.interval = 0.5});
    for (int frame = 0; frame < 60; ++frame) {
      msd.add(state);
      for (auto* values : {&state.x, &state.y, &state.z})
        for (double& x : *values) x += step(random);
    }
    const DisplacementCurve curve = msd.result()->curves[0];
    sum += curve.diffusion / runs;
    squares += std::pow(curve.diffusion - 0.03 * 119 / 120, 2) / runs;  // the drift takes one of 120 along
    errors += curve.diffusion_error / runs;
  }
  EXPECT_NEAR(sum, 0.03, 0.001);
  EXPECT_NEAR(errors / std::sqrt(squares), 1, 0.25);
}

TEST(MeanSquareDisplacement, IsTheSameOnTwoThreads) {
  State state = make_state(test::ideal_gas({5, 5, 5}, 300, {1, 1}, 1));
  MeanSquareDisplacement msd(2, {});
  for (int frame = 0; frame < 30; ++frame) {
    msd.add(state);
    for (std::size_t i = 0; i < 300; ++i) move(state, i, std::sin(static_cast<double>(i) + frame));
  }
  EXPECT_EQ(msd.result(test::threads(1))->curves[0].squared, msd.result(test::threads(2))->curves[0].squared);
}

TEST(MeanSquareDisplacement, RefusesWhatHasNoDisplacements) {
  EXPECT_THROW(MeanSquareDisplacement(1, {.interval = 0}), std::invalid_argument);
  EXPECT_THROW(MeanSquareDisplacement(1, {.fit_from = 0.6, .fit_to = 0.5}), std::invalid_argument);
  MeanSquareDisplacement msd(2, {});
  State state = make_state(test::ideal_gas({5, 5, 5}, 30, {1, 1}, 1));
  msd.add(state);
  EXPECT_FALSE(msd.result().has_value());
  state.container.box.lengths[0] = 4.9;
  EXPECT_THROW(msd.add(state), std::invalid_argument);
  EXPECT_THROW(msd.add(make_state(test::ideal_gas({5, 5, 5}, 31, {1, 1}, 1))), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::assembly
