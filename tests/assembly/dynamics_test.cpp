#include "nacre/assembly/dynamics.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "assembly/running.hpp"
#include "nacre/assembly/barostat.hpp"
#include "nacre/assembly/chunk_loop.hpp"
#include "nacre/assembly/nose_hoover.hpp"
#include "nacre/assembly/real_units.hpp"
#include "nacre/assembly/stepper.hpp"
#include "nacre/assembly/wall_pressure.hpp"

namespace nacre::assembly {
namespace {

std::string complaint(const Dynamics& dynamics) {
  try {
    check(dynamics);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return {};
}

TEST(Dynamics, SaysWhatIsWrong) {
  EXPECT_EQ(complaint({}), "");
  EXPECT_EQ(complaint({.time_step = 0}), "the time step is 0, expected a number above 0");
  EXPECT_EQ(complaint({.kT = -1}), "kT is -1, expected a number above 0");
  EXPECT_EQ(complaint({.friction = 300}),
            "friction times time step is 0.3, expected at most 0.2: noise is uniform, which makes the "
            "velocities Gaussian "
            "only over several steps");
  EXPECT_EQ(complaint({.ensemble = Ensemble::nvt, .thermostat_time = 0.005}),
            "the thermostat's time is 0.005, expected at least 10 time steps");
  EXPECT_EQ(complaint({.ensemble = Ensemble::nvt, .chain_length = 11}),
            "the length of the chain is 11, expected 1 to 10");
  EXPECT_EQ(complaint({.ensemble = Ensemble::npt, .barostat_interval = 0}),
            "the barostat's interval is 0, expected at least 1 step");
  EXPECT_EQ(ensemble_name(Ensemble::langevin), "langevin");
}

// A chain about particles whose kinetic energy it scales keeps their common energy: the half steps alone are
// an integrator of the chain's own equations of motion.
TEST(NoseHoover, ChainKeepsTheCommonEnergy) {
  const auto drift = [](double time_step) {
    NoseHooverChain chain{30, 0.5, {0, 0, 0}, {0.3, -0.2, 0.1}};
    double kinetic = 20, worst = 0;
    const double first = kinetic + chain.energy(1);
    for (double time = 0; time < 10; time += time_step) {
      const double factor = chain.half_step(kinetic, 1, 2 * time_step);
      kinetic *= factor * factor;
      worst = std::max(worst, std::abs(kinetic + chain.energy(1) - first));
    }
    return worst;
  };
  EXPECT_LT(drift(0.01), 1e-4);
  EXPECT_NEAR(drift(0.04) / drift(0.02), 16, 5);  // of fourth order
}

TEST(NoseHoover, NothingHappensInEquilibrium) {
  NoseHooverChain chain{30, 0.5, {0}, {0}};
  EXPECT_EQ(chain.half_step(15, 1, 0.01), 1);
  EXPECT_LT(chain.half_step(16, 1, 0.01), 1);  // too hot: slower
}

TEST(ChunkLoop, CoversEveryParticleOnceOnAnyNumberOfThreads) {
  for (const int threads : {1, 2, 3}) {
    std::vector<int> seen(3 * ChunkLoop::chunk_size + 5);
    ChunkLoop(threads).run(seen.size(), [&](std::size_t chunk, std::size_t begin, std::size_t end) {
      EXPECT_EQ(begin, chunk * ChunkLoop::chunk_size);
      for (std::size_t i = begin; i < end; ++i) ++seen[i];
    });
    EXPECT_EQ(seen, std::vector<int>(seen.size(), 1));
  }
}

TEST(Stepper, VerletFallsAsAStoneDoes) {
  State state = gas(3, {.box = {.lengths = {20, 20, 20}}});
  const State start = state;
  state.vx = {1, 2, 3};
  state.fz = {-4, -4, -4};
  Stepper stepper({.ensemble = Ensemble::nve, .time_step = 0.01}, 1, 1, 1e6);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(stepper.first_half(state, 0, 1), 0u);
    stepper.second_half(state, 1);
  }
  EXPECT_NEAR(state.x[1], start.x[1] + 2, 1e-12);
  EXPECT_NEAR(state.z[1], start.z[1] - 2, 1e-12);
  EXPECT_NEAR(stepper.kinetic(), (14 + 48) / 2.0, 1e-10);
  stepper.measure(state);
  EXPECT_NEAR(stepper.kinetic(), (14 + 48) / 2.0, 1e-10);
}

TEST(WallPressure, AreasAreThoseOfTheWalls) {
  EXPECT_EQ(wall_area({.box = {.lengths = {2, 3, 4}}}), 0);
  EXPECT_EQ(wall_area({.box = {.lengths = {2, 3, 4}, .periodic = {true, true, false}}}), 12);
  EXPECT_NEAR(wall_area({.box = {.periodic = {false, false, false}}, .droplet_radius = 2}), 16 * M_PI, 1e-12);
}

// The mean change of the volume in one Euler step, and its variance.
TEST(Barostat, PushesTowardsThePressureWithTheNoiseOfTheTemperature) {
  const Dynamics dynamics{.ensemble = Ensemble::npt, .time_step = 0.001, .pressure = 2, .barostat_time = 2};
  const double volume = 500, kinetic = 1500, virial = 0;  // a pressure of 2
  double sum = 0, squares = 0;
  const int draws = 4000;
  for (std::uint64_t step = 0; step < draws; ++step) {
    const double change = std::pow(barostat_factor(dynamics, volume, kinetic, virial, 1, 7, step), 3) - 1;
    sum += change;
    squares += change * change;
  }
  const double variance = 2 * 1 * 0.05 / (volume * 2) * 0.01;  // 2 kT beta dt / (V tau)
  EXPECT_NEAR(squares / draws, variance, 4 * variance * std::sqrt(2.0 / draws));
  EXPECT_NEAR(sum / draws, 0, 4 * std::sqrt(variance / draws));
  EXPECT_GT(barostat_factor(dynamics, volume, 100 * kinetic, virial, 1, 7, 0), 1);
  EXPECT_LT(barostat_factor(dynamics, volume, 0, -3e6, 1, 7, 0), 1);
}

// A sphere of 10 nm in toluene at 298 K: D = 7.8e-11 m2/s.
TEST(RealUnits, AreThoseOfStokesAndEinstein) {
  const double diffusion = stokes_einstein_m2_s(298, 0.56e-3, 10);
  EXPECT_NEAR(diffusion, 7.80e-11, 0.01e-11);
  EXPECT_NEAR(seconds_per_time(5, 7.80e-11, 10), 6.41e-6, 0.01e-6);
  EXPECT_NEAR(pascals_per_pressure(2, 298, 10), 2 * 4114, 1);
}

}  // namespace
}  // namespace nacre::assembly
