// Simulations whose container shrinks, and what happens before and after.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "assembly/running.hpp"
#include "nacre/assembly/energy_drift.hpp"
#include "nacre/assembly/packing.hpp"
#include "nacre/assembly/settle.hpp"
#include "nacre/assembly/simulation_failure.hpp"

namespace nacre::assembly {
namespace {

constexpr double sphere = std::numbers::pi / 6;

State fluid_in(ContainerShape shape, std::size_t n, double packing) {
  Composition composition{
      .number = n, .species = {{.name = "L"}, {.name = "S", .mean = 0.6}}, .ratio = {1, 1}};
  const crystal::Particles particles = make_particles(composition, 1);
  return make_state(random_fluid(particles, container_of_packing(shape, particles, packing), 1));
}

double volume_of(const State& state) {
  double sum = 0;
  for (double d : state.diameter) sum += sphere * d * d * d;
  return sum;
}

Interactions two_species(PairPotential pair) {
  return {.species = 2, .pairs = std::vector<PairPotential>(4, pair)};
}

double furthest(const State& state) {
  double largest = 0;
  for (std::size_t i = 0; i < state.size(); ++i)
    largest = std::max(largest, std::hypot(state.x[i], state.y[i], state.z[i]) + 0.3 * state.diameter[i]);
  return largest;
}

class Shrinking : public testing::TestWithParam<ContainerShape> {};

TEST_P(Shrinking, ReachesItsPackingAndNoParticleCrossesTheWall) {
  const State start = fluid_in(GetParam(), 60, 0.2);
  SimulationSetup setup{
      .dynamics = {.ensemble = Ensemble::langevin, .kT = 1, .time_step = 0.002, .friction = 2}};
  setup.schedule.effective_volume = volume_of(start);
  setup.schedule.stages = {{.steps = 12000, .target = ContainerTarget::packing, .target_value = 0.4},
                           {.steps = 200}};
  PairPotential repulsive{.form = PairForm::wca, .n = 12, .m = 6};
  Simulation simulation(start, plain_forces(two_species(repulsive)), setup);
  const double first = simulation.sample().pressure;
  for (int i = 0; i < 122; ++i) {
    simulation.run(100);
    if (GetParam() == ContainerShape::droplet) {
      EXPECT_LT(furthest(simulation.state()), simulation.state().container.droplet_radius);
    }
  }
  EXPECT_NEAR(simulation.sample().packing, 0.4, 1e-12);
  EXPECT_EQ(simulation.sample().stage, 1u);
  EXPECT_GT(simulation.sample().pressure, 2 * first);
  EXPECT_NEAR(simulation.sample().kT, 1, 0.5);
}

std::string name_of(const testing::TestParamInfo<ContainerShape>& one) {
  switch (one.param) {
    case ContainerShape::periodic:
      return "periodic";
    case ContainerShape::droplet:
      return "droplet";
    case ContainerShape::slit:
      break;
  }
  return "slit";
}

INSTANTIATE_TEST_SUITE_P(Shapes, Shrinking,
                         testing::Values(ContainerShape::periodic, ContainerShape::droplet,
                                         ContainerShape::slit),
                         name_of);

// Forces of a spherical wall and of pairs turn nothing.
TEST(Droplet, KeepsItsAngularMomentumAndEnergy) {
  const State start = fluid_in(ContainerShape::droplet, 40, 0.3);
  const Interactions mie = two_species(lennard_jones(1.8, CutMode::smooth));
  const State settled = settle(start, plain_forces(mie), 1, 0.001, 500, 1);
  Simulation simulation(settled, plain_forces(mie),
                        {.dynamics = {.ensemble = Ensemble::nve, .time_step = 0.0005}});
  const auto angular = [&] {
    const State& s = simulation.state();
    double sum = 0;
    for (std::size_t i = 0; i < s.size(); ++i) sum += s.x[i] * s.vy[i] - s.y[i] * s.vx[i];
    return sum;
  };
  const double before = angular(), energy = simulation.sample().conserved;
  simulation.run(2000);
  EXPECT_NEAR(angular(), before, 1e-10 * (1 + std::abs(before)));
  EXPECT_NEAR(simulation.sample().conserved, energy, 2e-3);
}

TEST(Settle, TakesTheHeatOut) {
  PairPotential deep = narrow_well();
  deep.epsilon = 2.5;
  const State start = fluid_in(ContainerShape::periodic, 90, 0.5);
  const State settled = settle(start, plain_forces(two_species(deep)), 1, 0.001, 600, 1);
  Simulation simulation(settled, plain_forces(two_species(deep)),
                        {.dynamics = {.ensemble = Ensemble::langevin, .time_step = 0.001, .friction = 0.2}});
  EXPECT_NEAR(simulation.sample().kT, 1, 0.35);
  EXPECT_EQ(settled.tag[7], 7u);
  simulation.run(300);
  EXPECT_NEAR(simulation.sample().kT, 1, 0.5);
}

TEST(EnergyDrift, IsTheSlopeOfWhatIsConserved) {
  std::vector<ThermoSample> samples;
  for (std::uint64_t step = 0; step < 5000; step += 100)
    samples.push_back(
        {.step = step, .conserved = 7 + 1e-3 * static_cast<double>(step) + (step / 100 % 2 == 0 ? 1 : -1)});
  const EnergyDrift drift = energy_drift(samples, 10);
  EXPECT_NEAR(drift.per_10000_steps, 1, 0.03);
  EXPECT_NEAR(drift.spread, 0.1, 0.002);
  EXPECT_EQ(drift_warning({.per_10000_steps = 0.005}, 1, 0.002), "");
  EXPECT_EQ(drift_warning({.per_10000_steps = 0.5}, 1, 0.002),
            "the energy drifts by 0.5 a particle in 10000 steps (kT is 1): take a time step shorter than "
            "0.002, or a "
            "smooth cut-off");
  EXPECT_THROW(energy_drift(std::span(samples).first(2), 10), std::invalid_argument);
}

TEST(Simulation, FailureOfTheForcesTellsTheStep) {
  class Failing : public NoForces {
   public:
    Energies compute(State&, bool) override {
      if (++calls_ == 4)
        throw SimulationFailure("particle 3 has crossed the wall", 3, "compress more slowly");
      return {};
    }

   private:
    int calls_ = 0;
  };
  Simulation simulation(gas(5, {.box = {.lengths = {9, 9, 9}}}), std::make_unique<Failing>(),
                        {.dynamics = {.ensemble = Ensemble::nve, .time_step = 0.01}});
  try {
    simulation.run(10);
    FAIL() << "ran";
  } catch (const SimulationFailure& failure) {
    EXPECT_STREQ(failure.what(), "particle 3 has crossed the wall at step 3 (time 0.03)");
    EXPECT_EQ(failure.particle_tag, 3u);
    EXPECT_EQ(failure.advice, "compress more slowly");
  }
}

}  // namespace
}  // namespace nacre::assembly
