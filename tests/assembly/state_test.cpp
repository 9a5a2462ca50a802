#include "nacre/assembly/state.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/assembly/forces.hpp"
#include "nacre/assembly/simulation_failure.hpp"

namespace nacre::assembly {
namespace {

crystal::Particles two_particles() {
  crystal::Particles particles;
  particles.box.lengths = {4, 6, 8};
  particles.positions = {{1, 2, 3}, {2.5, -3.5, 0}};
  particles.velocities = {{1, 0, 0}, {0, 1, 0}};
  particles.diameters = {1, 0.55};
  particles.species = {0, 1};
  particles.species_names = {"L", "S"};
  return particles;
}

TEST(State, WrapsIntoTheBoxAndCountsTheBoxesCrossed) {
  const State state = make_state(two_particles());
  EXPECT_DOUBLE_EQ(state.x[1], -1.5);
  EXPECT_DOUBLE_EQ(state.y[1], 2.5);
  EXPECT_EQ(state.image_x[1], 1);
  EXPECT_EQ(state.image_y[1], -1);
}

// A step of the last digit below the upper edge, where x/length + 1/2 rounds to 1.
TEST(State, LeavesWhatIsWithinTheBoxAsItIs) {
  crystal::Particles particles = two_particles();
  particles.positions[0][0] = std::nextafter(2.0, 0.0);
  particles.positions[1][0] = 2;
  const State state = make_state(particles);
  EXPECT_EQ(state.x[0], std::nextafter(2.0, 0.0));
  EXPECT_EQ(state.image_x[0], 0);
  EXPECT_EQ(state.x[1], -2);
  EXPECT_EQ(state.image_x[1], 1);
}

TEST(State, ComesBackInTheOrderOfTheTags) {
  const crystal::Particles before = two_particles();
  State state = make_state(before);
  std::swap(state.tag[0], state.tag[1]);
  const crystal::Particles after = to_particles(state, before);
  EXPECT_DOUBLE_EQ(after.positions[1][2], 3);
  EXPECT_DOUBLE_EQ(after.velocities[0][1], 1);
  EXPECT_DOUBLE_EQ(after.diameters[0], 0.55);
}

TEST(State, RefusesParticlesWithoutDiameters) {
  crystal::Particles particles = two_particles();
  particles.diameters.pop_back();
  EXPECT_THROW(make_state(particles), std::invalid_argument);
}

TEST(SimulationFailure, KeepsTheParticleAndTheAdvice) {
  const SimulationFailure failure("particle 7 is nowhere", 7, "a shorter step");
  EXPECT_EQ(failure.particle_tag, 7u);
  EXPECT_EQ(failure.advice, "a shorter step");
}

TEST(Interactions, PairsAreRowMajor) {
  Interactions interactions{.species = 2, .pairs = std::vector<PairPotential>(4)};
  interactions.pairs[1].epsilon = 3;
  EXPECT_EQ(interactions.pair(0, 1).epsilon, 3);
}

}  // namespace
}  // namespace nacre::assembly
