#include "nacre/crystal/nanocrystal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <set>
#include <stdexcept>
#include <tuple>

#include "nacre/crystal/vectors.hpp"

namespace nacre::crystal {
namespace {

constexpr double a = 0.6;
const UnitCell blende = zinc_blende(a, "Cd", "Se");
const UnitCell salt = rock_salt(a, "Pb", "S");
const UnitCell wurtz = wurtzite(0.43, 0.70, 0.375, "Cd", "Se");

// Shells of the face-centred cubic lattice: 1, 12, 6, 24, 12, 24, 8, 48, 6, 36 atoms at a/sqrt(2) sqrt(n).
TEST(Nanocrystal, SpheresAboutACationHoldClosedShells) {
  const std::size_t closed[] = {1, 13, 19, 43, 55, 79, 87, 135, 141, 177};
  for (const UnitCell& cell : {blende, salt})
    for (int n = 0; n < 10; ++n) {
      const double radius = a / std::numbers::sqrt2 * std::sqrt(n + 0.01);
      EXPECT_EQ(cut(cell, sphere(radius), {0, 0, 0}).count(0), closed[n]) << n;
    }
}

// Diamond about an atom: shells of 4, 12, 12 on the other sublattice.
TEST(Nanocrystal, AnionsAboutACation) {
  const std::tuple<double, std::size_t> shells[] = {{3, 4}, {11, 16}, {19, 28}};  // (4 r / a)^2
  for (const auto& [square, count] : shells)
    EXPECT_EQ(cut(blende, sphere(a / 4 * std::sqrt(square + 0.01)), {0, 0, 0}).count(1), count);
  EXPECT_EQ(cut(salt, sphere(0.51 * a), {0, 0, 0}).count(1), 6u);
}

TEST(Nanocrystal, CentresAreWhatTheyAreCalled) {
  const auto species_near = [](const UnitCell& cell, Centre centre, double radius) {
    const auto particle = cut(cell, sphere(radius), centre_of(cell, centre));
    return std::pair(particle.count(0), particle.count(1));
  };
  using Counts = std::pair<std::size_t, std::size_t>;
  EXPECT_EQ(species_near(blende, Centre::cation, 0.01), (Counts{1, 0}));
  EXPECT_EQ(species_near(blende, Centre::anion, 0.01), (Counts{0, 1}));
  const double half_bond = a * std::sqrt(3.0) / 8;
  EXPECT_EQ(species_near(blende, Centre::bond, 0.9 * half_bond), (Counts{0, 0}));
  EXPECT_EQ(species_near(blende, Centre::bond, 1.1 * half_bond), (Counts{1, 1}));
  EXPECT_EQ(species_near(blende, Centre::tetrahedral_hole, 0.45 * a), (Counts{4, 0}));
  EXPECT_EQ(species_near(blende, Centre::octahedral_hole, 0.45 * a), (Counts{0, 4}));
  EXPECT_EQ(species_near(blende, Centre::octahedral_hole, 0.51 * a), (Counts{6, 4}));
  EXPECT_EQ(species_near(salt, Centre::bond, 0.26 * a), (Counts{1, 1}));
  EXPECT_EQ(species_near(salt, Centre::tetrahedral_hole, 0.44 * a), (Counts{4, 4}));
  EXPECT_EQ(species_near(wurtz, Centre::bond, 0.135), (Counts{1, 1}));
  EXPECT_THROW(centre_of(salt, Centre::octahedral_hole), std::invalid_argument);
}

TEST(Nanocrystal, CellIsNotSeenInTheParticle) {
  for (const UnitCell& cell : {blende, salt, wurtz}) {
    const auto here = cut(cell, sphere(1.7), centre_of(cell, Centre::bond));
    Vector elsewhere = centre_of(cell, Centre::bond);
    for (const double step : {3.0, -8.0, 1.0})
      elsewhere[static_cast<std::size_t>(std::abs(step)) % 3] += step;
    const auto there = cut(cell, sphere(1.7), elsewhere);
    EXPECT_EQ(here.size(), there.size());
    EXPECT_EQ(here.count(0), there.count(0));
  }
}

TEST(Nanocrystal, AtomsPerVolumeAreThoseOfTheCrystal) {
  for (const UnitCell& cell : {blende, salt, wurtz}) {
    const Shape ball = sphere(6);
    const double expected = volume_nm3(ball) * static_cast<double>(cell.sites.size()) / cell.volume_nm3();
    const auto particle = cut(cell, ball, {0.3, 0.1, 0.2});
    EXPECT_NEAR(static_cast<double>(particle.size()) / expected, 1, 0.004);
    EXPECT_NEAR(static_cast<double>(particle.count(0)) / expected, 0.5, 0.004);
  }
}

// A cube of rock salt whose faces pass through n cells on either side: (4 n + 1)^3 atoms, alternating.
TEST(Nanocrystal, CubeOfRockSalt) {
  const FaceFamily family[] = {{{1, 0, 0}, 2 * a}};
  const auto particle = cut(salt, polyhedron(salt, family, PointGroup::cubic), {0, 0, 0});
  EXPECT_EQ(particle.size(), 729u);
  EXPECT_EQ(particle.count(0), 365u);
}

// Octahedral numbers n (2 n^2 + 1) / 3 and tetrahedral ones n (n + 1)(n + 2) / 6 of close-packed cations.
TEST(Nanocrystal, OctahedronAndTetrahedronOfCations) {
  const double layer = a / std::sqrt(3.0);
  for (const int n : {2, 3, 4}) {
    const FaceFamily octahedron[] = {{{1, 1, 1}, 2 * (n - 1) * layer / 2 + 1e-6}};
    const auto particle = cut(blende, polyhedron(blende, octahedron, PointGroup::cubic), {0, 0, 0});
    const int m = 2 * n - 1;  // cations along an edge
    EXPECT_EQ(particle.count(0), static_cast<std::size_t>(m * (2 * m * m + 1) / 3)) << n;
    const FaceFamily tetrahedron[] = {{{-1, -1, -1}, (n - 1) * layer + 1e-6}};
    const auto pyramid = cut(blende, polyhedron(blende, tetrahedron, PointGroup::tetrahedral), {0, 0, 0});
    const int e = 4 * (n - 1) + 1;
    EXPECT_EQ(pyramid.count(0), static_cast<std::size_t>(e * (e + 1) * (e + 2) / 6)) << n;
  }
}

TEST(Nanocrystal, BondsJoinUnlikeNeighbors) {
  for (const auto& [cell, full] : {std::pair(blende, 4), {wurtz, 4}, {salt, 6}}) {
    const auto particle = cut(cell, sphere(1.5), {0, 0, 0});
    const NeighborList list = bonds(particle, nearest_distance_nm(cell, 0, 1));
    std::size_t inner = 0;
    for (std::size_t i = 0; i < particle.size(); ++i) {
      EXPECT_LE(list.degree(i), full);
      for (const std::int32_t j : list.of(i)) {
        EXPECT_NE(particle.kind[static_cast<std::size_t>(j)], particle.kind[i]);
        EXPECT_TRUE(std::ranges::count(list.of(static_cast<std::size_t>(j)), static_cast<std::int32_t>(i)) ==
                    1);
      }
      if (length(particle.positions_nm[i]) > 1.1) continue;
      EXPECT_EQ(list.degree(i), full);
      ++inner;
    }
    EXPECT_GT(inner, 100u);
  }
}

// A chain A-B-A-B-A of bonds, by hand.
Nanocrystal chain() {
  return {.species = {"A", "B"},
          .positions_nm = {{0, 0, 0}, {1, 0, 0}, {2, 0, 0}, {3, 0, 0}, {4, 0, 0}},
          .kind = {0, 1, 0, 1, 0}};
}

TEST(Nanocrystal, DanglingAtomsGoOnceOrUntilNoneIsLeft) {
  const NeighborList list = bonds(chain(), 1);
  const auto positions = [&](DanglingRule rule) {
    std::vector<double> x;
    for (const Vector& position : without_dangling(chain(), list, rule).positions_nm)
      x.push_back(position[0]);
    return x;
  };
  EXPECT_EQ(positions({{0, 0}, true}), (std::vector<double>{0, 1, 2, 3, 4}));
  EXPECT_EQ(positions({{2, 0}, false}), (std::vector<double>{1, 2, 3}));
  EXPECT_EQ(positions({{2, 0}, true}), (std::vector<double>{1, 2, 3}));
  EXPECT_EQ(positions({{2, 2}, false}), (std::vector<double>{1, 2, 3}));
  EXPECT_EQ(positions({{2, 2}, true}), (std::vector<double>{}));
  EXPECT_EQ(positions({{0, 2}, true}), (std::vector<double>{0, 1, 2, 3, 4})) << "both B have two bonds";
}

TEST(Nanocrystal, NoDanglingAnionIsLeft) {
  const auto raw = cut(blende, sphere(1.4), {0, 0, 0});
  const double bond = nearest_distance_nm(blende, 0, 1);
  const auto trimmed = without_dangling(raw, bonds(raw, bond), {{2, 2}, true});
  const NeighborList list = bonds(trimmed, bond);
  EXPECT_LT(trimmed.size(), raw.size());
  for (std::size_t i = 0; i < trimmed.size(); ++i) EXPECT_GE(list.degree(i), 2);
}

TEST(Nanocrystal, ShapesWithoutEndAreRefused) {
  const FaceFamily ends[] = {{{0, 0, 1}, 1}};
  EXPECT_THROW(cut(wurtz, polyhedron(wurtz, ends, PointGroup::hexagonal), {0, 0, 0}), std::invalid_argument);
}

TEST(SlowNanocrystal, HundredThousandAtomsTakeTenthsOfASecond) {
  const auto start = std::chrono::steady_clock::now();
  const auto particle = cut(blende, sphere(8.7), {0, 0, 0});
  const auto list = bonds(particle, nearest_distance_nm(blende, 0, 1));
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
  EXPECT_GT(particle.size(), 100000u);
  EXPECT_EQ(list.size(), particle.size());
  EXPECT_LT(passed.count(), 2.0) << "0.1 s on an idle machine";
}

}  // namespace
}  // namespace nacre::crystal
