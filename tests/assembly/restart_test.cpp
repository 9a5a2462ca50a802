#include "nacre/assembly/restart.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

namespace nacre::assembly {
namespace {

State shuffled() {
  crystal::Particles particles;
  particles.box.lengths = {10, 10, 10};
  for (int i = 0; i < 3; ++i) {
    particles.positions.push_back({1.0 * i, 0, 0});
    particles.velocities.push_back({0, 1.0 * i, 0});
    particles.diameters.push_back(1 + 0.1 * i);
    particles.species.push_back(static_cast<std::uint8_t>(i));
  }
  State state = make_state(particles);
  state.tag = {2, 0, 1};
  state.x = {12, 0, -16};  // outside: 2, 0, 4
  return state;
}

TEST(Restart, PutsParticlesInOrderAndIntoTheBox) {
  State state = shuffled();
  put_in_order(state);
  EXPECT_EQ(state.x, (HugeVector<double>{0, 4, 2}));
  EXPECT_EQ(state.image_x, (HugeVector<std::int32_t>{0, -2, 1}));
  EXPECT_EQ(state.vy, (HugeVector<double>{1, 2, 0}));
  EXPECT_EQ(state.diameter, (HugeVector<double>{1.1, 1.2, 1.0}));
  EXPECT_EQ(state.species, (HugeVector<std::uint8_t>{1, 2, 0}));
  EXPECT_EQ(state.tag, (HugeVector<std::uint32_t>{0, 1, 2}));
}

// Sites of crystals lie on the edges of boxes, and a step or two of the last digit beside them.
TEST(Restart, EdgesOfTheBoxAreWrappedOnceAndForAll) {
  for (const double length : {10.0, 10.9106, 9.44883, 3.3}) {
    State state = shuffled();
    state.container.box.lengths = {length, length, length};
    const double half = 0.5 * length;
    state.tag = {0, 1, 2};
    state.x = {half, std::nextafter(half, 0.0), std::nextafter(-half, -length)};
    put_in_order(state);
    for (const double x : state.x) {
      EXPECT_GE(x, -half);
      EXPECT_LT(x, half);
    }
    EXPECT_EQ(state.image_x, (HugeVector<std::int32_t>{1, 0, -1}));
    const HugeVector<double> once = state.x;
    put_in_order(state);
    EXPECT_EQ(state.x, once);
  }
}

TEST(Restart, HoldsTheParticles) {
  State state = shuffled();
  put_in_order(state);
  const State back = state_of(particles_of(state));
  EXPECT_EQ(back.x, state.x);
  EXPECT_EQ(back.vy, state.vy);
  EXPECT_EQ(back.image_x, state.image_x);
  EXPECT_EQ(back.diameter, state.diameter);
  EXPECT_EQ(back.tag, state.tag);
  EXPECT_EQ(back.container.box.lengths, state.container.box.lengths);
}

TEST(Restart, RefusesArraysOfUnequalLengths) {
  State state = shuffled();
  put_in_order(state);
  Restart restart = particles_of(state);
  restart.velocities.pop_back();
  EXPECT_THROW(state_of(restart), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::assembly
