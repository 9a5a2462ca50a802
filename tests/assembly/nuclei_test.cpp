#include "nacre/assembly/nuclei.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "arrangements.hpp"
#include "nacre/crystal/vectors.hpp"

namespace nacre::assembly {
namespace {

using crystal::Particles;
using crystal::Vector;

Nuclei find(const Particles& particles, const NucleiOptions& options = {}) {
  return nuclei(particles, classify(particles, {}), options);
}

// Adds a ball of crystal about `center`, turned about the z axis, of particles that keep their distances.
void add_ball(Particles& all, const std::string& name, const std::vector<double>& diameters,
              const Vector& center, double radius, double angle, double noise = 0.03) {
  const Particles crystal = crystal_of(name, {16, 16, 16}, diameters, 0.6, noise);
  for (std::size_t i = 0; i < crystal.size(); ++i) {
    const Vector& p = crystal.positions[i];
    if (crystal::length(p) > radius) continue;
    const Vector turned{p[0] * std::cos(angle) - p[1] * std::sin(angle),
                        p[0] * std::sin(angle) + p[1] * std::cos(angle), p[2]};
    all.positions.push_back({center[0] + turned[0], center[1] + turned[1], center[2] + turned[2]});
    all.species.push_back(crystal.species[i]);
    all.diameters.push_back(crystal.diameters[i]);
  }
}

Particles empty_box(double length) {
  return {.box = {.lengths = {length, length, length}}, .species_names = {"L", "S"}};
}

TEST(Nuclei, TwoBallsAreTwoNucleiTheLargestFirst) {
  Particles particles = empty_box(40);
  add_ball(particles, "FCC", {1}, {-10, 0, 0}, 3, 0);
  add_ball(particles, "FCC", {1}, {9, 3, -5}, 4, 0.3);
  const Nuclei found = find(particles);
  ASSERT_EQ(found.all.size(), 2u);
  EXPECT_GT(found.all[0].size, found.all[1].size);
  EXPECT_EQ(found.largest(), found.all[0].size);
  EXPECT_LT(crystal::length(crystal::difference(found.all[0].center, {9, 3, -5})), 0.15);
  EXPECT_LT(crystal::length(crystal::difference(found.all[1].center, {-10, 0, 0})), 0.15);
  // A ball of radius R: sqrt(3/5) R.
  EXPECT_NEAR(found.all[0].gyration_radius, std::sqrt(0.6) * 4, 0.25);
  EXPECT_EQ(found.all[0].structure, Environment::fcc);
  EXPECT_EQ(found.grains, 2u);
  EXPECT_EQ(found.all[0].grains, 1u);
  EXPECT_FALSE(found.all[0].spans_box);
  EXPECT_TRUE(std::isinf(found.all[0].center_to_wall));
  const auto members = std::ranges::count(found.nucleus_of, 0);
  EXPECT_EQ(members, static_cast<std::ptrdiff_t>(found.all[0].size));
}

TEST(Nuclei, ANucleusAcrossTheBoundaryIsOne) {
  Particles particles = empty_box(30);
  add_ball(particles, "AlB2", {1, 0.55}, {14.9, -14.9, 0}, 4, 0.2);
  const Nuclei found = find(particles);
  ASSERT_EQ(found.all.size(), 1u);
  const Vector off = particles.box.nearest_image(crystal::difference(found.all[0].center, {14.9, -14.9, 0}));
  EXPECT_LT(crystal::length(off), 0.2);
  EXPECT_EQ(found.all[0].structure, Environment::alb2);
  EXPECT_FALSE(found.all[0].spans_box);
}

TEST(Nuclei, ACrystalThatFillsTheBoxSpansItAndIsOneGrain) {
  for (const std::string name : {"AlB2", "NaZn13", "FCC"}) {
    const std::vector<double> diameters =
        name == "FCC" ? std::vector<double>{1} : std::vector<double>{1, 0.55};
    const std::array<int, 3> repeats = name == "NaZn13" ? std::array{2, 2, 2} : std::array{6, 5, 6};
    const Particles particles = crystal_of(name, repeats, diameters, 0.6, 0.07);
    const Nuclei found = find(particles);
    ASSERT_EQ(found.all.size(), 1u) << name;
    EXPECT_TRUE(found.all[0].spans_box);
    EXPECT_EQ(found.grains, 1u) << name;
    EXPECT_EQ(found.all[0].grains, 1u);
  }
}

// Halves of a ball, one turned by 20 degrees about the normal of the boundary.
TEST(Nuclei, TwoOrientationsAreTwoGrains) {
  for (const std::string name : {"AlB2", "FCC"}) {
    const std::vector<double> diameters =
        name == "FCC" ? std::vector<double>{1} : std::vector<double>{1, 0.55};
    Particles left = empty_box(40);
    add_ball(left, name, diameters, {0, 0, 0}, 6, 0);
    Particles right = empty_box(40);
    add_ball(right, name, diameters, {0, 0, 0}, 6, 20 * std::numbers::pi / 180);
    Particles both = empty_box(40);
    for (const Particles* half : {&left, &right})
      for (std::size_t i = 0; i < half->size(); ++i) {
        const double z = half->positions[i][2];
        if (half == &left ? z < 0.05 : z > 0.5) {
          both.positions.push_back(half->positions[i]);
          both.species.push_back(half->species[i]);
          both.diameters.push_back(half->diameters[i]);
        }
      }
    const Nuclei found = find(both);
    EXPECT_EQ(found.grains, 2u) << name;
    EXPECT_EQ(found.all[0].grains, 2u) << name;
  }
}

TEST(Nuclei, DistancesToTheWallOfADropletAndOfASlit) {
  Particles particles = empty_box(40);
  particles.box.periodic = {false, false, false};
  particles.droplet_radius = 20;
  add_ball(particles, "FCC", {1}, {0, 8, 6}, 4, 0);
  const Nuclei droplet = find(particles);
  ASSERT_EQ(droplet.all.size(), 1u);
  EXPECT_NEAR(droplet.all[0].center_to_wall, 10, 0.1);
  EXPECT_GT(droplet.all[0].nearest_to_wall, 6);
  EXPECT_LT(droplet.all[0].nearest_to_wall, 7.5);
  particles.droplet_radius = 0;
  particles.box.periodic = {true, false, true};
  EXPECT_NEAR(find(particles).all[0].center_to_wall, 12, 0.1);
}

TEST(Nuclei, AFluidHasNone) {
  const Nuclei found = find(random_points(500, {9, 9, 9}));
  EXPECT_TRUE(found.all.empty());
  EXPECT_EQ(found.largest(), 0u);
  EXPECT_EQ(found.grains, 0u);
}

TEST(Nuclei, RefuseEnvironmentsOfOtherParticles) {
  EXPECT_THROW(nuclei(random_points(20, {5, 5, 5}), Environments{}), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::assembly
