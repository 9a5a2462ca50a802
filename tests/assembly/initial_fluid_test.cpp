#include "nacre/assembly/initial_fluid.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "nacre/assembly/close_pairs.hpp"
#include "nacre/assembly/initial_sizes.hpp"
#include "nacre/assembly/packing.hpp"
#include "nacre/assembly/push_off.hpp"

namespace nacre::assembly {
namespace {

crystal::Particles binary(std::size_t number, double dispersity = 0.05) {
  return make_particles({.number = number,
                         .species = {{.name = "L", .mean = 1, .dispersity = dispersity},
                                     {.name = "S", .mean = 0.55, .dispersity = dispersity}},
                         .ratio = {1, 2}},
                        3);
}

crystal::Particles fluid(ContainerShape shape, std::size_t number, double packing, std::uint64_t seed = 1) {
  const crystal::Particles particles = binary(number);
  return random_fluid(particles, container_of_packing(shape, particles, packing), seed);
}

// By all pairs: the deepest overlap.
double closeness_by_all_pairs(const crystal::Particles& particles) {
  double closest = 1e9;
  for (std::size_t i = 0; i < particles.size(); ++i)
    for (std::size_t j = i + 1; j < particles.size(); ++j) {
      const crystal::Vector &a = particles.positions[i], &b = particles.positions[j];
      const crystal::Vector d = particles.box.nearest_image({a[0] - b[0], a[1] - b[1], a[2] - b[2]});
      const double s = (particles.diameters[i] + particles.diameters[j]) / 2;
      closest = std::min(closest, std::hypot(d[0], d[1], d[2]) / s);
    }
  return closest;
}

TEST(Packing, CountsEachSphereAndItsEffectiveSize) {
  crystal::Particles particles = binary(3, 0);
  EXPECT_NEAR(particle_volume(particles), std::numbers::pi / 6 * (1 + 2 * std::pow(0.55, 3)), 1e-14);
  EXPECT_NEAR(particle_volume(particles, std::vector<double>{1.011, 1}),
              std::numbers::pi / 6 * (std::pow(1.011, 3) + 2 * std::pow(0.55, 3)), 1e-14);
}

TEST(Packing, ContainersHaveTheFractionAskedFor) {
  crystal::Particles particles = binary(300);
  for (const ContainerShape shape :
       {ContainerShape::periodic, ContainerShape::droplet, ContainerShape::slit}) {
    set_container(particles, container_of_packing(shape, particles, 0.5, {}, {1, 1, 2}));
    EXPECT_NEAR(packing_fraction(particles), 0.5, 1e-14);
  }
  const std::vector<double> effective = {1.011, 1.02};
  set_container(particles, container_of_packing(ContainerShape::droplet, particles, 0.5, effective));
  EXPECT_NEAR(packing_fraction(particles, effective), 0.5, 1e-14);
  EXPECT_LT(packing_fraction(particles), 0.49);
  EXPECT_GT(particles.box.lengths[0], 2 * particles.droplet_radius);
  const Container slit = container_of_packing(ContainerShape::slit, particles, 0.5, {}, {1, 1, 2});
  EXPECT_NEAR(slit.box.lengths[2], 2 * slit.box.lengths[0], 1e-12);
  EXPECT_FALSE(slit.box.periodic[2]);
  EXPECT_TRUE(slit.box.periodic[0]);
}

TEST(Packing, RefusesFractionsThatAreNone) {
  const crystal::Particles particles = binary(3);
  for (const double packing : {0.0, -0.1, 1.0, std::nan("")})
    EXPECT_THROW(container_of_packing(ContainerShape::periodic, particles, packing), std::invalid_argument);
  EXPECT_THROW(container_of_packing(ContainerShape::periodic, {}, 0.5), std::invalid_argument);
}

TEST(ClosePairs, AreThoseOfAllPairs) {
  for (const double edge : {2.7, 9.0}) {  // too small for cells, and not
    crystal::Particles particles = binary(300);
    RandomStream random(3, StreamName::initial_positions);
    Container container{.box = {.lengths = {edge, edge * 1.1, edge * 0.9}, .periodic = {true, false, true}}};
    set_container(particles, container);
    for (auto& at : particles.positions) at = random_place(container, 0.5, random);
    std::size_t expected = 0;
    for (std::size_t i = 0; i < particles.size(); ++i)
      for (std::size_t j = i + 1; j < particles.size(); ++j) {
        const crystal::Vector &a = particles.positions[i], &b = particles.positions[j];
        const crystal::Vector d = particles.box.nearest_image({a[0] - b[0], a[1] - b[1], a[2] - b[2]});
        expected +=
            std::hypot(d[0], d[1], d[2]) < (particles.diameters[i] + particles.diameters[j]) / 2 + 0.2;
      }
    EXPECT_EQ(close_pairs(particles, 0.2).size(), expected);
  }
}

TEST(DeepestOverlap, FindsThePairAndTheWall) {
  crystal::Particles particles;
  particles.box = {.lengths = {10, 10, 10}, .periodic = {true, true, true}};
  particles.positions = {{4.9, 0, 0}, {-4.5, 0, 0}, {0, 0, 4.9}};
  particles.diameters = {1, 0.5, 1};
  particles.species = {0, 0, 0};
  Overlap found = deepest_overlap(particles);
  EXPECT_EQ(found.i, 0u);
  EXPECT_EQ(found.j, 1u);
  EXPECT_NEAR(found.closeness, 0.6 / 0.75, 1e-12);
  particles.box.periodic[2] = false;
  found = deepest_overlap(particles);
  EXPECT_EQ(found.i, 2u);
  EXPECT_EQ(found.j, 3u);
  EXPECT_NEAR(found.closeness, 0.2, 1e-12);
}

TEST(RandomFluid, HasNoOverlapsInAnyContainer) {
  for (const ContainerShape shape :
       {ContainerShape::periodic, ContainerShape::droplet, ContainerShape::slit}) {
    const crystal::Particles made = fluid(shape, 900, 0.58);
    EXPECT_NEAR(packing_fraction(made), 0.58, 1e-12);
    EXPECT_GE(closeness_by_all_pairs(made), 0.97);
    EXPECT_GE(deepest_overlap(made).closeness, 0.97);
    for (const crystal::Vector& at : made.positions) {
      if (shape == ContainerShape::droplet) {
        EXPECT_LT(std::hypot(at[0], at[1], at[2]), made.droplet_radius - 0.97 * 0.2);
      }
      for (int k = 0; k < 3; ++k) EXPECT_LE(std::abs(at[k]), made.box.lengths[k] / 2);
    }
  }
}

TEST(RandomFluid, DependsOnTheSeedAlone) {
  EXPECT_EQ(fluid(ContainerShape::periodic, 300, 0.5).positions,
            fluid(ContainerShape::periodic, 300, 0.5).positions);
  EXPECT_NE(fluid(ContainerShape::periodic, 300, 0.5).positions,
            fluid(ContainerShape::periodic, 300, 0.5, 2).positions);
}

TEST(RandomFluid, SaysThatItIsTooDense) {
  const crystal::Particles particles = binary(300);
  try {
    random_fluid(particles, container_of_packing(ContainerShape::periodic, particles, 0.75), 1,
                 {.most_steps = 500});
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("could not be pushed apart at a packing fraction of 0.75"),
              std::string::npos);
  }
  const Container narrow{.box = {.lengths = {9, 9, 0.9}, .periodic = {true, true, false}}};
  EXPECT_THROW(random_fluid(particles, narrow, 1), std::invalid_argument);
}

TEST(PushOff, LeavesTheHeldWhereTheyAre) {
  crystal::Particles particles = binary(300);
  const Container container = container_of_packing(ContainerShape::periodic, particles, 0.4);
  set_container(particles, container);
  RandomStream random(3, StreamName::initial_positions);
  for (auto& at : particles.positions) at = random_place(container, 0, random);
  particles.positions[5] = particles.positions[6];  // two at one place
  std::vector<std::uint8_t> held(300, 0);
  held[7] = 1;
  const crystal::Vector before = particles.positions[7];
  EXPECT_GE(push_off(particles, held).closeness, 0.97);
  EXPECT_EQ(particles.positions[7], before);
}

TEST(SlowRandomFluid, Of27000AtThePapersDensest) {
  const crystal::Particles made = fluid(ContainerShape::droplet, 27000, 0.60);
  EXPECT_GE(deepest_overlap(made).closeness, 0.97);
}

}  // namespace
}  // namespace nacre::assembly
