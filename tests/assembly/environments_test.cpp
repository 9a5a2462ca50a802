#include "nacre/assembly/environments.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "arrangements.hpp"
#include "nacre/assembly/environment_recipes.hpp"

namespace nacre::assembly {
namespace {

double share(const Environments& found, Environment environment) {
  return found.fraction[static_cast<std::size_t>(environment)];
}

struct Known {
  const char* name;
  Environment environment;
  std::array<int, 3> repeats;
  std::vector<double> diameters;
};
const Known known[] = {
    {"FCC", Environment::fcc, {5, 5, 5}, {1}},
    {"HCP", Environment::hcp, {6, 4, 4}, {1}},
    {"BCC", Environment::bcc, {6, 6, 6}, {1}},
    {"AlB2", Environment::alb2, {6, 4, 6}, {1, 0.55}},
    {"NaZn13", Environment::nazn13, {2, 2, 2}, {1, 0.55}},
};

TEST(Environments, PerfectCrystalsAreAllOfTheirKind) {
  for (const Known& one : known) {
    const Environments found = classify(crystal_of(one.name, one.repeats, one.diameters, 0.6), {});
    EXPECT_EQ(share(found, one.environment), 1) << one.name;
    EXPECT_EQ(found.crystalline, 1) << one.name;
  }
}

// Every coordinate off by 6.5 % of sigma, 10 % of the distance of neighbours in all: about the displacements
// of a crystal near melting (Lindemann).
TEST(Environments, CrystalsWithDisplacementsNearMeltingAreOfTheirKind) {
  for (const Known& one : known) {
    const crystal::Particles crystal = crystal_of(one.name, one.repeats, one.diameters, 0.6, 0.065);
    EXPECT_GT(share(classify(crystal, {}), one.environment), 0.95) << one.name;
  }
}

TEST(Environments, DoNotDependOnTheUnitOfLength) {
  crystal::Particles crystal = crystal_of("AlB2", {6, 4, 6}, {1, 0.55}, 0.58, 0.09);
  const Environments before = classify(crystal, {});
  for (crystal::Vector& position : crystal.positions)
    for (double& x : position) x *= 7.3;
  for (double& length : crystal.box.lengths) length *= 7.3;
  EXPECT_EQ(classify(crystal, {}).of, before.of);
}

// Crystals that are not in the list: their large particles lie on lattices like those of crystals that are.
TEST(Environments, OtherCrystalsAreNone) {
  for (const std::string name : {"CsCl", "NaCl", "MgZn2", "Cu3Au"})
    for (const double noise : {0.0, 0.04}) {
      const Environments found = classify(crystal_of(name, {4, 4, 4}, {1, 0.55}, 0.5, noise), {});
      EXPECT_LT(share(found, Environment::alb2), 0.01) << name;
      EXPECT_LT(share(found, Environment::nazn13), 0.01) << name;
    }
  EXPECT_LT(classify(crystal_of("SC", {6, 6, 6}, {1}, 0.5, 0.02), {}).crystalline, 0.01);
}

// The proportions of AlB2 follow the diameters: c/a of 0.95 to 1.15.
TEST(Environments, StretchedDiboridesAreRecognised) {
  for (const double stretch : {0.92, 1.0, 1.1}) {
    crystal::Particles crystal = crystal_of("AlB2", {6, 4, 6}, {1, 0.55}, 0.6, 0.05);
    for (crystal::Vector& position : crystal.positions) position[2] *= stretch;
    crystal.box.lengths[2] *= stretch;
    EXPECT_GT(share(classify(crystal, {}), Environment::alb2), 0.95) << stretch;
  }
}

TEST(Environments, RandomPointsAreFluid) {
  crystal::Particles points = random_points(6000, {16, 16, 16});
  EXPECT_LT(classify(points, {}).crystalline, 0.001);
  for (std::size_t i = 0; i < points.size(); ++i) points.species[i] = i % 3 == 0 ? 0 : 1;
  EXPECT_LT(classify(points, {}).crystalline, 0.001);
}

TEST(Environments, OnlyWhatIsSoughtIsFound) {
  const crystal::Particles crystal = crystal_of("HCP", {6, 4, 4}, {1}, 0.6, 0.03);
  EXPECT_EQ(classify(crystal, {.sought = Environment::fcc}).crystalline, 0);
  EXPECT_EQ(classify(crystal, {.sought = Environment::hcp}).crystalline, 1);
}

TEST(Environments, OnlyTheLargeAreCounted) {
  const Environments found = classify(crystal_of("AlB2", {6, 4, 6}, {1, 0.55}, 0.6), {});
  EXPECT_EQ(found.large, 288u);
  EXPECT_EQ(std::ranges::count(found.of, Environment::alb2), 288);
}

// The number of the species is the caller's.
TEST(Environments, LargeMayBeTheSecondSpecies) {
  crystal::Particles crystal = crystal_of("AlB2", {6, 4, 6}, {1, 0.55}, 0.6);
  for (std::uint8_t& species : crystal.species) species = static_cast<std::uint8_t>(1 - species);
  EXPECT_EQ(classify(crystal, {.large = 1, .small = 0}).crystalline, 1);
}

TEST(Environments, AreTheSameForAnyNumberOfThreads) {
  const crystal::Particles crystal = crystal_of("AlB2", {8, 5, 8}, {1, 0.55}, 0.56, 0.14);
  const Environments one = classify(crystal, {}, {.threads = 1});
  EXPECT_EQ(one.of, classify(crystal, {}, {.threads = 3}).of);
  EXPECT_GT(one.crystalline, 0);
  EXPECT_LT(one.crystalline, 1);
}

// A droplet without periodic boundaries, cut from the crystal: all but those at the surface.
TEST(Environments, ADropletIsCrystallineWithin) {
  crystal::Particles crystal = crystal_of("AlB2", {10, 6, 10}, {1, 0.55}, 0.6, 0.05);
  crystal::Particles droplet{.droplet_radius = 5, .species_names = {"L", "S"}};
  droplet.box = {.lengths = {10, 10, 10}, .periodic = {false, false, false}};
  for (std::size_t i = 0; i < crystal.size(); ++i)
    if (std::hypot(crystal.positions[i][0], crystal.positions[i][1], crystal.positions[i][2]) < 5) {
      droplet.positions.push_back(crystal.positions[i]);
      droplet.species.push_back(crystal.species[i]);
      droplet.diameters.push_back(crystal.diameters[i]);
    }
  const Environments found = classify(droplet, {});
  for (std::size_t i = 0; i < droplet.size(); ++i) {
    const double radius =
        std::hypot(droplet.positions[i][0], droplet.positions[i][1], droplet.positions[i][2]);
    if (radius < 3.3 && droplet.species[i] == 0) {
      EXPECT_EQ(found.of[i], Environment::alb2) << radius;
    }
  }
  EXPECT_GT(found.crystalline, 0.5);
}

TEST(Environments, FewParticlesOrSmallBoxesAreFluid) {
  EXPECT_EQ(classify(crystal_of("FCC", {1, 1, 1}, {1}, 0.6), {}).crystalline, 0);
  EXPECT_EQ(classify(crystal_of("FCC", {2, 2, 2}, {1}, 0.6), {}).fraction[0], 0);
  EXPECT_EQ(classify(crystal::Particles{}, {}).large, 0u);
  crystal::Particles gas = random_points(40, {3, 3, 3});
  EXPECT_EQ(classify(gas, {}).crystalline, 0);
}

TEST(Environments, NamesGoBothWays) {
  for (const Environment one : {Environment::fluid, Environment::fcc, Environment::nazn13})
    EXPECT_EQ(environment_from_name(environment_name(one)), one);
  EXPECT_EQ(environment_name(Environment::alb2), "AlB2");
  EXPECT_FALSE(environment_from_name("AlB3"));
}

// The numbers in the recipes are those of the perfect crystals.
TEST(EnvironmentRecipes, HoldThePerfectCrystals) {
  for (const Recipe& recipe : recipes()) {
    const auto& one = *std::ranges::find(known, recipe.environment, &Known::environment);
    const crystal::Particles crystal = crystal_of(one.name, one.repeats, one.diameters, 0.6);
    const NearestShells nearest =
        nearest_shells(crystal, 0, std::uint8_t{1}, recipe.shells.large, recipe.shells.small, {});
    const Fingerprints prints = fingerprints(nearest, recipe.shells, {});
    const std::vector<double> lengths = block_lengths(recipe.shells, prints.row(0));
    for (std::size_t b = 0; b < lengths.size(); ++b)
      EXPECT_NEAR(lengths[b], recipe.perfect[b], 0.02) << one.name;
    if (recipe.shells.small > 0) {
      EXPECT_GT(prints.small_to_large[0], recipe.least_ratio);
      EXPECT_LT(prints.small_to_large[0], recipe.most_ratio);
    }
  }
}

}  // namespace
}  // namespace nacre::assembly
