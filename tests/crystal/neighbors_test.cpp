#include "nacre/crystal/neighbors.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

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

}  // namespace
}  // namespace nacre::crystal
