// What is refused before and during a run.
#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "assembly/running.hpp"
#include "nacre/assembly/blow_up.hpp"
#include "nacre/assembly/overlaps.hpp"
#include "nacre/assembly/simulation_failure.hpp"
#include "nacre/assembly/time_step.hpp"

namespace nacre::assembly {
namespace {

template <typename Call>
std::string complaint(Call call) {
  try {
    call();
  } catch (const SimulationFailure& failure) {
    return failure.what();
  }
  return {};
}

crystal::Particles two_in(const crystal::PeriodicBox& box, double z) {
  crystal::Particles particles;
  particles.box = box;
  particles.positions = {{0, 0, -z}, {0, 0, z}};
  particles.diameters = {1, 0.6};
  particles.species = {0, 0};
  return particles;
}

TEST(Overlaps, ArePairsOfTooHighAnEnergy) {
  const crystal::PeriodicBox box{.lengths = {10, 10, 10}};
  const Interactions mie = one_species(narrow_well());
  const auto refuse = [&](const crystal::Particles& particles) {
    return complaint([&] { refuse_overlaps(particles, mie, 1); });
  };
  EXPECT_EQ(refuse(two_in(box, 0.395)), "");
  EXPECT_EQ(refuse(two_in(box, 0.35)),
            "particles 0 and 1 overlap: they are 0.7 apart, and the mean of their diameters is 0.8");
  EXPECT_EQ(refuse(two_in(box, 4.75)),  // through the face of the box
            "particles 0 and 1 overlap: they are 0.5 apart, and the mean of their diameters is 0.8");
  EXPECT_NE(refuse(two_in(box, 0)), "");
}

TEST(Overlaps, AreParticlesInOrBeyondAWall) {
  const Interactions mie = one_species(narrow_well());
  const crystal::PeriodicBox slit{.lengths = {10, 10, 10}, .periodic = {true, true, false}};
  const auto refuse = [&](double z) { return complaint([&] { refuse_overlaps(two_in(slit, z), mie, 1); }); };
  EXPECT_EQ(refuse(4.6), "");
  EXPECT_EQ(refuse(4.8), "particle 0 is in the wall: its centre is 0.2 from it, and its radius is 0.5");
  EXPECT_EQ(refuse(5.25), "particle 0 is outside the wall by 0.25");
}

TEST(BlowUp, NamesTheParticleTheStepAndTheTime) {
  State state = two_particles(2);
  state.tag = {7, 4};
  state.vy[1] = 250;
  const Moment moment{.step = 1200, .time_step = 0.002, .largest_move = 0.1};
  EXPECT_EQ(
      complaint([&] { refuse_fast(state, 50, moment); }),
      "particle 4 moves by 0.5 in one step at step 1200 (time 2.4), more than 0.1 diameters of the smallest "
      "particle");
  EXPECT_EQ(complaint([&] { refuse_hot(state, 9, 4, moment); }),
            "kT is 9 at step 1200 (time 2.4), more than 4; particle 4 is the fastest");
  state.vx[0] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(complaint([&] { refuse_fast(state, 50, moment); }),
            "particle 7 has no finite velocity at step 1200 (time 2.4)");
  EXPECT_EQ(complaint([&] { refuse_not_finite(state); }), "particle 7 has no finite position and velocity");
  state.container.droplet_radius = 0.75;
  EXPECT_EQ(complaint([&] { refuse_crossed_walls(state, moment); }),
            "particle 7 is 0.25 beyond the wall at step 1200 (time 2.4)");
}

TEST(BlowUp, StopsASimulationWhoseStepIsTooLong) {
  const SimulationSetup setup{.dynamics = {.ensemble = Ensemble::nve, .kT = 1, .time_step = 0.02}};
  Simulation simulation(fluid(40, 0.8), plain_forces(one_species(narrow_well())), setup);
  try {
    simulation.run(2000);
    FAIL() << "ran";
  } catch (const SimulationFailure& failure) {
    EXPECT_LT(failure.particle_tag, 40u);
    EXPECT_NE(std::string(failure.what()).find("at step "), std::string::npos);
    EXPECT_EQ(failure.advice.find("take a time step shorter than 0.02"), 0u);
  }
  EXPECT_EQ(simulation.last_good().step, 0u);
  EXPECT_EQ(simulation.last_good().positions.size(), 40u);
}

// A harmonic well's frequency is known: 2 U'' of Lennard-Jones at its minimum is 2 * 72 / 2^(1/3).
TEST(TimeStep, IsThatOfTheStiffestPair) {
  const std::vector<double> one{1.0};
  const TimeStepAdvice cold = advised_time_step(one_species(lennard_jones()), one, 1e-9);
  // Down to energy 0, at r = sigma: U'' = 4 (156 - 42).
  EXPECT_NEAR(cold.frequency, std::sqrt(2 * 4.0 * (156 - 42)), 0.3);
  EXPECT_GT(cold.advised, advised_time_step(one_species(lennard_jones()), one, 1).advised);

  Interactions pairs{.species = 2, .pairs = std::vector<PairPotential>(4, narrow_well())};
  const std::vector<double> sizes{1, 0.55};
  const TimeStepAdvice binary = advised_time_step(pairs, sizes, 1);
  EXPECT_EQ(binary.species_a, 1u);
  EXPECT_EQ(binary.species_b, 1u);
  EXPECT_FALSE(binary.is_wall);
  EXPECT_NEAR(binary.frequency, advised_time_step(one_species(narrow_well()), one, 1).frequency / 0.55, 1e-9);
  EXPECT_TRUE(advised_time_step(one_species(lennard_jones()), one, 1, true).is_wall);
  EXPECT_TRUE(time_step_warning(binary, binary.advised).empty());
  EXPECT_EQ(time_step_warning({.advised = 0.001, .largest = 0.002}, 0.003),
            "the time step 0.003 is long for this potential: energy will drift; take 0.001 (at most 0.002)");
}

}  // namespace
}  // namespace nacre::assembly
