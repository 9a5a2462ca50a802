#include "nacre/crystal/neighbors.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/crystal/nanocrystal.hpp"
#include "nacre/crystal/vectors.hpp"

namespace nacre::crystal {
namespace {

// Every pair looked at.
NeighborList slow_neighbors(const std::vector<Vector>& positions, double cutoff) {
  NeighborList list;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    for (std::size_t j = 0; j < positions.size(); ++j)
      if (i != j && length(difference(positions[i], positions[j])) <= cutoff)
        list.neighbor.push_back(static_cast<std::int32_t>(j));
    list.offset.push_back(list.neighbor.size());
  }
  return list;
}

void expect_same(const NeighborList& found, const NeighborList& expected) {
  EXPECT_EQ(found.offset, expected.offset);
  EXPECT_EQ(found.neighbor, expected.neighbor);
}

std::vector<Vector> random_points(int n, const Vector& box, std::uint64_t replica) {
  RandomStream random(7, StreamName::bootstrap, replica);
  std::vector<Vector> points;
  for (int i = 0; i < n; ++i)
    points.push_back({box[0] * random.uniform(), box[1] * random.uniform(), box[2] * random.uniform()});
  return points;
}

TEST(Neighbors, GridAgreesWithEveryPairLookedAt) {
  std::uint64_t replica = 0;
  for (const Vector& box : {Vector{3, 3, 3}, Vector{20, 0.5, 1}, Vector{5, 5, 0}, Vector{1e4, 1e4, 1e4}})
    for (const double cutoff : {0.05, 0.4, 1.3, 100.0}) {
      const auto points = random_points(200, box, replica++);
      expect_same(neighbors_within(points, cutoff), slow_neighbors(points, cutoff));
    }
}

TEST(Neighbors, PairsAtTheCutoffCount) {
  const Vector points[] = {{0, 0, 0}, {0.5, 0, 0}, {1.25, 0, 0}};
  const NeighborList list = neighbors_within(points, 0.5);
  EXPECT_EQ(list.degree(0), 1);
  EXPECT_EQ(list.of(0)[0], 1);
  EXPECT_EQ(list.degree(2), 0);
}

TEST(Neighbors, CoincidentPointsAreNeighborsButNotOfThemselves) {
  const Vector points[] = {{1, 1, 1}, {1, 1, 1}};
  const NeighborList list = neighbors_within(points, 1e-6);
  EXPECT_EQ(list.neighbor, (std::vector<std::int32_t>{1, 0}));
}

TEST(Neighbors, EmptyAndSingle) {
  EXPECT_EQ(neighbors_within({}, 1).size(), 0u);
  const Vector one[] = {{1, 2, 3}};
  EXPECT_EQ(neighbors_within(one, 1).size(), 1u);
  EXPECT_EQ(neighbors_within(one, 1).degree(0), 0);
  EXPECT_THROW(neighbors_within(one, 0), std::invalid_argument);
  EXPECT_THROW(neighbors_within(one, NAN), std::invalid_argument);
}

TEST(Neighbors, ParticleOfTenThousandAtomsAgrees) {
  const auto particle = cut(zinc_blende(0.6, "Cd", "Se"), sphere(2.6), {0, 0, 0});
  ASSERT_GT(particle.size(), 2500u);
  expect_same(neighbors_within(particle.positions_nm, 0.45), slow_neighbors(particle.positions_nm, 0.45));
}

TEST(Neighbors, ConnectedPartsAreCountedInOrder) {
  const Vector points[] = {{0, 0, 0}, {9, 0, 0}, {1, 0, 0}, {5, 0, 0}, {2, 0, 0}, {9, 1, 0}};
  EXPECT_EQ(connected_parts(neighbors_within(points, 1)), (std::vector<int>{0, 1, 0, 2, 0, 1}));
  EXPECT_TRUE(connected_parts({}).empty());
}

TEST(Neighbors, OfPointsFarApartOnALineTakesLittleMemory) {
  const Vector points[] = {{0, 0, 0}, {1e9, 0, 0}, {1e9 + 1, 0, 0}};
  EXPECT_EQ(neighbors_within(points, 1).neighbor, (std::vector<std::int32_t>{2, 1}));
}

// Particles all over a box and beyond it by up to a length.
Particles random_particles(int n, const PeriodicBox& box, std::uint64_t replica) {
  Particles particles{
      .box = box, .positions = random_points(n, box.lengths, replica), .species_names = {"L", "S"}};
  for (std::size_t i = 0; i < particles.size(); ++i) {
    for (std::size_t k = 0; k < 3; ++k) particles.positions[i][k] *= box.periodic[k] ? 2 : 1;
    particles.species.push_back(i % 3 == 0 ? 0 : 1);
  }
  particles.diameters.assign(particles.size(), 1);
  return particles;
}

// Every pair looked at, by the nearest image.
ParticleNeighbors slow_neighbors(const Particles& particles, const NeighborQuery& query) {
  ParticleNeighbors list;
  for (std::size_t i = 0; i < particles.size(); ++i) {
    std::vector<std::pair<double, std::int32_t>> found;
    const auto apart = [&](std::size_t j) {
      return particles.box.nearest_image(difference(particles.positions[j], particles.positions[i]));
    };
    for (std::size_t j = 0; j < particles.size(); ++j) {
      const double distance = length(apart(j));
      const bool asked = (!query.around || particles.species[i] == *query.around) &&
                         (!query.among || particles.species[j] == *query.among);
      if (i != j && asked && (query.cutoff == 0 || distance <= query.cutoff))
        found.push_back({query.nearest > 0 ? distance : 0, static_cast<std::int32_t>(j)});
    }
    std::sort(found.begin(), found.end());
    if (query.nearest > 0) found.resize(std::min(found.size(), static_cast<std::size_t>(query.nearest)));
    for (const auto& [distance, j] : found) {
      list.neighbor.push_back(j);
      list.apart.push_back(apart(static_cast<std::size_t>(j)));
    }
    list.offset.push_back(list.neighbor.size());
  }
  return list;
}

void expect_same(const ParticleNeighbors& found, const ParticleNeighbors& expected) {
  ASSERT_EQ(found.offset, expected.offset);
  ASSERT_EQ(found.neighbor, expected.neighbor);
  for (std::size_t b = 0; b < found.apart.size(); ++b)
    ASSERT_LT(length(difference(found.apart[b], expected.apart[b])), 1e-12);
}

const PeriodicBox boxes[] = {
    {.lengths = {6, 6, 6}},
    {.lengths = {4.1, 20, 7}},
    {.lengths = {6, 7, 8}, .periodic = {true, false, true}},
    {.lengths = {5, 5, 5}, .periodic = {false, false, false}},
    {.lengths = {9, 6, 0}, .periodic = {true, true, false}},
};

TEST(ParticleNeighbors, WithinACutoffAreThoseOfEveryPairLookedAt) {
  std::uint64_t replica = 100;
  for (const PeriodicBox& box : boxes)
    for (const double cutoff : {0.3, 1.1, 2.04}) {
      const Particles particles = random_particles(300, box, replica++);
      for (const auto around : {std::optional<std::uint8_t>{}, std::optional<std::uint8_t>{0}})
        for (const auto among : {std::optional<std::uint8_t>{}, std::optional<std::uint8_t>{1}}) {
          const NeighborQuery query{.cutoff = cutoff, .around = around, .among = among};
          expect_same(neighbors_of(particles, query), slow_neighbors(particles, query));
        }
    }
}

TEST(ParticleNeighbors, NearestAreThoseOfEveryPairLookedAt) {
  std::uint64_t replica = 200;
  for (const PeriodicBox& box : boxes)
    for (const int nearest : {1, 8}) {
      const Particles particles = random_particles(1200, box, replica++);
      for (const double cutoff : {0.0, 0.7})
        for (const auto among : {std::optional<std::uint8_t>{}, std::optional<std::uint8_t>{0}}) {
          const NeighborQuery query{.cutoff = cutoff, .nearest = nearest, .around = among, .among = among};
          expect_same(neighbors_of(particles, query), slow_neighbors(particles, query));
        }
    }
}

// All in one corner, one far away: rings grow until they hold the twelve.
TEST(ParticleNeighbors, NearestAreFoundFarAway) {
  Particles particles = random_particles(200, {.lengths = {40, 40, 40}}, 300);
  for (std::size_t i = 1; i < particles.size(); ++i)
    for (double& x : particles.positions[i]) x = 0.02 * x - 18;
  particles.positions[0] = {-9, -9, -9};
  const NeighborQuery query{.nearest = 12};
  expect_same(neighbors_of(particles, query), slow_neighbors(particles, query));
}

TEST(ParticleNeighbors, AreMutualWithinACutoff) {
  const Particles particles = random_particles(2000, {.lengths = {9, 9, 9}}, 301);
  const ParticleNeighbors list = neighbors_of(particles, {.cutoff = 1.5});
  for (std::size_t i = 0; i < list.size(); ++i)
    for (std::size_t b = 0; b < list.of(i).size(); ++b) {
      const auto j = static_cast<std::size_t>(list.of(i)[b]);
      const auto back =
          std::ranges::lower_bound(list.of(j), static_cast<std::int32_t>(i)) - list.of(j).begin();
      ASSERT_EQ(list.of(j)[static_cast<std::size_t>(back)], static_cast<std::int32_t>(i));
      for (std::size_t k = 0; k < 3; ++k)
        ASSERT_EQ(list.apart_of(i)[b][k], -list.apart_of(j)[static_cast<std::size_t>(back)][k]);
    }
}

TEST(ParticleNeighbors, AreTheSameForAnyNumberOfThreads) {
  const Particles particles = random_particles(3000, {.lengths = {12, 12, 12}}, 302);
  for (const NeighborQuery& query : {NeighborQuery{.cutoff = 1.4}, NeighborQuery{.nearest = 12}}) {
    const ParticleNeighbors one = neighbors_of(particles, query, {.threads = 1});
    const ParticleNeighbors three = neighbors_of(particles, query, {.threads = 3});
    EXPECT_EQ(one.neighbor, three.neighbor);
    EXPECT_EQ(one.offset, three.offset);
    EXPECT_EQ(one.apart, three.apart);
  }
}

TEST(ParticleNeighbors, RefuseABoxThatIsTooSmall) {
  const Particles particles = random_particles(30, {.lengths = {3, 3, 3}}, 303);
  EXPECT_THROW(neighbors_of(particles, {.cutoff = 1.5}), std::invalid_argument);
  EXPECT_NO_THROW(neighbors_of(particles, {.cutoff = 1.49}));
  EXPECT_THROW(neighbors_of(particles, {.nearest = 29}), std::invalid_argument);
  Particles open = particles;
  open.box.periodic = {false, false, false};
  EXPECT_EQ(neighbors_of(open, {.nearest = 40}).degree(0), 29);
}

TEST(ParticleNeighbors, RefuseWhatCannotBeAsked) {
  Particles particles = random_particles(30, {.lengths = {3, 3, 3}}, 304);
  for (const NeighborQuery& query : {NeighborQuery{}, NeighborQuery{.cutoff = -1},
                                     NeighborQuery{.cutoff = NAN}, NeighborQuery{.nearest = -1}})
    EXPECT_THROW(neighbors_of(particles, query), std::invalid_argument);
  particles.positions[3][1] = NAN;
  EXPECT_THROW(neighbors_of(particles, {.cutoff = 1}), std::invalid_argument);
  EXPECT_EQ(neighbors_of(random_particles(0, {.lengths = {3, 3, 3}}, 305), {.cutoff = 1}).size(), 0u);
}

}  // namespace
}  // namespace nacre::crystal
