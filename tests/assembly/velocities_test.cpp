#include "nacre/assembly/velocities.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "assembly/running.hpp"

namespace nacre::assembly {
namespace {

const Container cube{.box = {.lengths = {20, 20, 20}}};
const Container slit{.box = {.lengths = {20, 20, 20}, .periodic = {true, true, false}}};
const Container droplet{.box = {.lengths = {21, 21, 21}, .periodic = {false, false, false}},
                        .droplet_radius = 10};

TEST(Velocities, DegreesOfFreedomAreThoseThatAreFree) {
  EXPECT_EQ(degrees_of_freedom(gas(10, cube), Ensemble::nvt), 27);
  EXPECT_EQ(degrees_of_freedom(gas(10, cube), Ensemble::langevin), 30);
  EXPECT_EQ(degrees_of_freedom(gas(10, cube), Ensemble::npt), 30);
  EXPECT_EQ(degrees_of_freedom(gas(10, slit), Ensemble::nve), 28);
  EXPECT_EQ(degrees_of_freedom(gas(10, droplet), Ensemble::nvt), 27);
}

double total(const HugeVector<double>& values) {
  double sum = 0;
  for (double value : values) sum += value;
  return sum;
}

TEST(Velocities, ConservedMomentaAreZeroAndTheEnergyIsExact) {
  State state = gas(100, cube);
  draw_velocities(state, 1.5, 4, Ensemble::nve);
  EXPECT_NEAR(total(state.vx), 0, 1e-12);
  EXPECT_NEAR(total(state.vz), 0, 1e-12);
  EXPECT_NEAR(kinetic_energy(state), 297 * 1.5 / 2, 1e-10);

  State between = gas(100, slit);
  draw_velocities(between, 1.5, 4, Ensemble::nve);
  EXPECT_NEAR(total(between.vy), 0, 1e-12);
  EXPECT_GT(std::abs(total(between.vz)), 0.1);

  State drop = gas(100, droplet);
  draw_velocities(drop, 1.5, 4, Ensemble::nve);
  double angular = 0;
  for (std::size_t i = 0; i < drop.size(); ++i) angular += drop.x[i] * drop.vy[i] - drop.y[i] * drop.vx[i];
  EXPECT_NEAR(angular, 0, 1e-10);
  EXPECT_GT(std::abs(total(drop.vx)), 0.1);
}

TEST(Velocities, BelongToTheParticleNotToItsPlace) {
  State state = gas(5, cube), other = state;
  other.tag = {4, 3, 2, 1, 0};
  draw_velocities(state, 1, 9, Ensemble::langevin);
  draw_velocities(other, 1, 9, Ensemble::langevin);
  EXPECT_EQ(state.vx[1], other.vx[3]);
  draw_velocities(other, 1, 10, Ensemble::langevin);
  EXPECT_NE(state.vx[1], other.vx[3]);
}

TEST(Velocities, AreMaxwells) {
  State state = gas(4000, {.box = {.lengths = {100, 100, 100}}});
  draw_velocities(state, 2, 1, Ensemble::langevin);
  double second = 0, fourth = 0;
  for (double v : state.vx) {
    second += v * v;
    fourth += v * v * v * v;
  }
  EXPECT_NEAR(second / 4000, 2, 4 * 2 * std::sqrt(2 / 4000.0));
  EXPECT_NEAR(fourth / 4000, 12, 4 * 4 * std::sqrt(96 / 4000.0));
}

}  // namespace
}  // namespace nacre::assembly
