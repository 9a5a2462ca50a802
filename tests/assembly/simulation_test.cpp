#include "nacre/assembly/simulation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <numbers>

#include "assembly/running.hpp"
#include "nacre/assembly/block_average.hpp"
#include "nacre/assembly/pair_evaluator.hpp"
#include "nacre/assembly/simulation_failure.hpp"
#include "nacre/assembly/velocities.hpp"
#include "nacre/assembly/wall_evaluator.hpp"

namespace nacre::assembly {
namespace {

SimulationSetup setup_of(Ensemble ensemble, double kT, double time_step) {
  return {.dynamics = {.ensemble = ensemble, .kT = kT, .time_step = time_step}};
}

double separation(const State& state) { return std::abs(state.x[0] - state.x[1]); }

// Time from the outer turning point to the inner one and back, two masses of 1: integral of 2 dr / sqrt(4 (E
// - U)). The substitution r = middle + half cos(theta) takes the ends' poles away.
double period_by_quadrature(const PairPotential& pair, double inner, double outer) {
  const auto energy = [&](double r) { return pair_value(pair, pair_cut(pair), r).energy; };
  const double middle = (inner + outer) / 2, half = (outer - inner) / 2, total = energy(outer);
  const int points = 4000;
  double sum = 0;
  for (int i = 0; i < points; ++i) {
    const double theta = std::numbers::pi * (i + 0.5) / points;
    const double r = middle + half * std::cos(theta);
    sum += half * std::sin(theta) / std::sqrt(4 * (total - energy(r)));
  }
  return 2 * sum * std::numbers::pi / points;
}

double inner_turning_point(const PairPotential& pair, double outer) {
  const PairCut cut = pair_cut(pair);
  double low = 0.8, high = 1.1;
  while (high - low > 1e-14) {
    const double r = (low + high) / 2;
    (pair_value(pair, cut, r).energy > pair_value(pair, cut, outer).energy ? low : high) = r;
  }
  return low;
}

// Steps in one go are joined: the end of one and the beginning of the next go in one sweep.
void expect_joined_steps_are_single_ones(const SimulationSetup& setup, bool is_native) {
  const auto simulate = [&] {
    return Simulation(fluid(150, 0.6),
                      is_native ? fast_forces(narrow_well()) : plain_forces(one_species(narrow_well())),
                      setup);
  };
  Simulation joined = simulate(), single = simulate();
  joined.run(90);
  for (int step = 0; step < 90; ++step) single.run(1);
  EXPECT_EQ(joined.state().tag, single.state().tag);
  for (std::size_t i = 0; i < joined.state().size(); ++i) {
    ASSERT_NEAR(joined.state().x[i], single.state().x[i], 1e-9) << i;
    ASSERT_NEAR(joined.state().vz[i], single.state().vz[i], 1e-8) << i;
  }
  EXPECT_NEAR(joined.sample().kinetic, single.sample().kinetic, 1e-6);
  EXPECT_NEAR(joined.sample().conserved, single.sample().conserved, 1e-6);
}

TEST(Simulation, StepsInOneGoAreThoseTakenOneByOne) {
  for (const Ensemble ensemble : {Ensemble::nve, Ensemble::langevin, Ensemble::nvt, Ensemble::npt})
    for (const bool is_native : {false, true}) {
      SimulationSetup setup = setup_of(ensemble, 1, 0.001);
      expect_joined_steps_are_single_ones(setup, is_native);
      if (ensemble == Ensemble::npt) continue;
      const double volume = 150 * std::numbers::pi / 6;
      setup.schedule.effective_volume = volume;
      setup.schedule.stages = {{.steps = 33, .kT_end = 1.2},
                               {.steps = 40, .target = ContainerTarget::packing, .target_value = 0.317},
                               {.steps = 10, .kT_end = 0.7, .kT_at_once = true}};
      expect_joined_steps_are_single_ones(setup, is_native);
    }
}

TEST(Simulation, TwoParticlesSwingWithThePeriodOfTheQuadrature) {
  const PairPotential pair = lennard_jones(4, CutMode::plain);
  const double outer = 1.4, period = period_by_quadrature(pair, inner_turning_point(pair, outer), outer);
  double error[2];
  for (const int refinement : {0, 1}) {
    const int steps = 2000 << refinement;
    State start = two_particles(outer);
    start.vy[0] = start.vy[1] = 1e-9;  // else velocities would be drawn
    Simulation simulation(start, plain_forces(one_species(pair)), setup_of(Ensemble::nve, 1, period / steps));
    const double energy = simulation.sample().conserved;
    simulation.run(steps);
    // At rest again: there the separation is quadratic in the error of the period, the velocity linear.
    error[refinement] = simulation.state().vx[0];
    EXPECT_NEAR(separation(simulation.state()), outer, 1e-5);
    EXPECT_NEAR(simulation.sample().conserved, energy, 1e-5);
    EXPECT_NEAR(simulation.state().vx[0] + simulation.state().vx[1], 0, 1e-12);
  }
  EXPECT_LT(std::abs(error[0]), 2e-4);
  EXPECT_NEAR(error[0] / error[1], 4, 0.1);  // second order
}

TEST(Simulation, TwoParticlesCircleEachOther) {
  const PairPotential pair = lennard_jones(4, CutMode::plain);
  const double r = 1.25, attraction = -pair_value(pair, pair_cut(pair), r).force;
  const double speed = std::sqrt(attraction * r / 2);  // of each, about their middle at r/2
  const double period = std::numbers::pi * r / speed;
  State start = two_particles(r);
  start.vy = {speed, -speed};
  Simulation simulation(start, plain_forces(one_species(pair)), setup_of(Ensemble::nve, 1, period / 4000));
  simulation.run(4000);
  EXPECT_NEAR(simulation.state().x[0], -r / 2, 1e-5);
  EXPECT_NEAR(simulation.state().y[0], 0, 1e-4);
  EXPECT_NEAR(simulation.state().x[0] + simulation.state().x[1], 0, 1e-12);
}

double spread_of_energy(double time_step, int steps) {
  SimulationSetup setup = setup_of(Ensemble::nve, 1, time_step);
  Simulation simulation(fluid(64, 0.7), plain_forces(one_species(lennard_jones(1.9, CutMode::smooth))),
                        setup);
  std::vector<double> energies;
  for (int i = 0; i < steps; ++i) {
    simulation.run(1);
    energies.push_back(simulation.sample().conserved);
  }
  return block_average(energies).deviation;
}

TEST(Simulation, ErrorOfTheEnergyFallsAsTheSquareOfTheStep) {
  const double coarse = spread_of_energy(0.004, 500), fine = spread_of_energy(0.002, 1000);
  EXPECT_NEAR(coarse / fine, 4, 0.4);
}

TEST(Simulation, IdealGasKeepsItsEnergyAndFliesStraight) {
  const Container box{.box = {.lengths = {7, 8, 9}}};
  State start = gas(50, box);
  Simulation simulation(start, plain_forces(one_species(nothing())), setup_of(Ensemble::nve, 2, 0.01));
  const State before = simulation.state();
  EXPECT_NEAR(simulation.sample().kT, 2, 1e-12);
  simulation.run(1000);
  const State& after = simulation.state();
  for (std::size_t i = 0; i < 50; ++i) {
    EXPECT_EQ(after.vx[i], before.vx[i]);
    EXPECT_NEAR(after.x[i] - before.x[i], 10 * before.vx[i], 1e-9);
  }
  EXPECT_NEAR(simulation.sample().pressure, 50 * 2 / (7.0 * 8 * 9), 1e-12);
  EXPECT_NEAR(kinetic_energy(after), (3 * 50 - 3) * 2 / 2.0, 1e-9);
}

bool same_bits(const HugeVector<double>& a, const HugeVector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

void expect_same(const Simulation& a, const Simulation& b) {
  for (const auto member : {&State::x, &State::y, &State::z, &State::vx, &State::vy, &State::vz})
    EXPECT_TRUE(same_bits(a.state().*member, b.state().*member));
  EXPECT_EQ(a.state().tag, b.state().tag);
  EXPECT_EQ(a.sample().conserved, b.sample().conserved);
  EXPECT_EQ(a.sample().pressure, b.sample().pressure);
  EXPECT_EQ(a.sample().kT_set, b.sample().kT_set);
  EXPECT_EQ(a.sample().step, b.sample().step);
}

SimulationSetup eventful(Ensemble ensemble) {
  SimulationSetup setup = setup_of(ensemble, 1, 0.003);
  setup.schedule.effective_volume = 40 * std::numbers::pi / 6;
  setup.schedule.container_interval = 7;
  setup.schedule.stages = {
      {.steps = 60, .kT_end = 1.3},
      {.steps = 90, .target = ContainerTarget::density, .target_value = 0.505, .kT_end = 0.9}};
  if (ensemble == Ensemble::npt) setup.schedule.stages.pop_back();
  return setup;
}

class Resumed : public testing::TestWithParam<Ensemble> {};

TEST_P(Resumed, IsTheSameBitForBit) {
  const SimulationSetup setup = eventful(GetParam());
  const auto forces = [] { return plain_forces(one_species(lennard_jones(1.9))); };
  Simulation whole(fluid(40, 0.5), forces(), setup);
  whole.run(75);
  const Restart restart = whole.checkpoint();
  Simulation resumed(restart, forces(), setup);
  expect_same(whole, resumed);
  whole.run(100);
  resumed.run(100);
  expect_same(whole, resumed);
  EXPECT_EQ(whole.sample().stage, setup.schedule.stages.size());
}

INSTANTIATE_TEST_SUITE_P(Ensembles, Resumed,
                         testing::Values(Ensemble::nve, Ensemble::nvt, Ensemble::langevin, Ensemble::npt),
                         [](const auto& one) { return std::string(ensemble_name(one.param)); });

TEST(Simulation, ThreadsDoNotChangeABit) {
  const Container box{.box = {.lengths = {30, 30, 30}}};
  const auto run_on = [&](int threads) {
    SimulationSetup setup = setup_of(Ensemble::langevin, 1, 0.005);
    setup.threads = threads;
    auto simulation = std::make_unique<Simulation>(gas(5000, box), std::make_unique<NoForces>(), setup);
    simulation->run(20);
    return simulation;
  };
  expect_same(*run_on(1), *run_on(2));
}

// The velocity of a free particle is an Ornstein-Uhlenbeck process, which BAOAB integrates without error.
TEST(Simulation, FreeLangevinParticlesForgetTheirVelocities) {
  const std::size_t n = 1500;
  SimulationSetup setup = setup_of(Ensemble::langevin, 1.7, 0.02);
  setup.dynamics.friction = 0.5;
  setup.dynamics.largest_move = 0.2;
  const Container box{.box = {.lengths = {90, 90, 90}}};
  Simulation simulation(gas(n, box), std::make_unique<NoForces>(), setup);
  const State before = simulation.state();
  const int steps = 60;
  simulation.run(steps);
  double memory = 0, moved = 0;
  for (std::size_t i = 0; i < n; ++i) {
    memory += before.vx[i] * simulation.state().vx[i] + before.vy[i] * simulation.state().vy[i];
    moved += std::pow(simulation.state().x[i] - before.x[i], 2) +
             std::pow(simulation.state().z[i] - before.z[i], 2);
  }
  const double t = steps * 0.02, g = 0.5, error = 1 / std::sqrt(2.0 * n);
  EXPECT_NEAR(memory / (2 * n), 1.7 * std::exp(-g * t), 4 * 1.7 * error);
  const double expected = 2 * 1.7 / (g * g) * (g * t - 1 + std::exp(-g * t));
  EXPECT_NEAR(moved / (2 * n), expected, 4 * expected * std::sqrt(2.0) * error);
  EXPECT_NEAR(simulation.sample().kT, 1.7, 4 * 1.7 * std::sqrt(2 / (3.0 * n)));
}

}  // namespace
}  // namespace nacre::assembly
