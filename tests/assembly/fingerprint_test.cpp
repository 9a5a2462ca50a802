#include "nacre/assembly/fingerprint.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "arrangements.hpp"
#include "nacre/assembly/steinhardt.hpp"

namespace nacre::assembly {
namespace {

constexpr int degrees[] = {4, 6};
const Shells shells{.large = 12, .small = 0, .l_large = degrees};

TEST(Fingerprint, BlocksHaveTheLengthsOfSteinhardtsOrder) {
  const crystal::Particles points = random_points(300, {7, 7, 7});
  const NearestShells nearest = nearest_shells(points, 0, {}, 12, 0, {});
  const Fingerprints prints = fingerprints(nearest, shells, {});
  const Steinhardt four = steinhardt(nearest.large, {.l = 4, .w = true});
  const Steinhardt six = steinhardt(nearest.large, {.l = 6, .w = true});
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto lengths = block_lengths(shells, prints.row(i));
    EXPECT_NEAR(lengths[0], four.q[i], 1e-12);
    EXPECT_NEAR(lengths[1], six.q[i], 1e-12);
    EXPECT_NEAR(block_third_order(shells, prints.row(i), 0), four.w[i], 1e-12);
    EXPECT_NEAR(block_third_order(shells, prints.row(i), 1), six.w[i], 1e-12);
  }
}

TEST(Fingerprint, CoherenceOfOneLIsThatOfSteinhardtsOrder) {
  const crystal::Particles points = random_points(200, {6, 6, 6}, 1);
  const Shells only_six{.large = 12, .l_large = std::span(degrees).last(1)};
  const NearestShells nearest = nearest_shells(points, 0, {}, 12, 0, {});
  const Fingerprints prints = fingerprints(nearest, only_six, {});
  const Steinhardt six = steinhardt(nearest.large, {.l = 6});
  for (std::size_t i = 1; i < points.size(); ++i)
    EXPECT_NEAR(prints.coherence(i - 1, i), coherence(six, i - 1, i), 1e-12);
}

TEST(Fingerprint, MeanOverAllNeighborsIsThatOfLechnerAndDellago) {
  const crystal::Particles points = random_points(200, {6, 6, 6}, 2);
  const NearestShells nearest = nearest_shells(points, 0, {}, 12, 0, {});
  const Fingerprints prints = fingerprints(nearest, shells, {});
  const Steinhardt six = steinhardt(nearest.large, {.l = 6, .average = true});
  Fingerprints::Mean mean;
  for (std::size_t i = 0; i < points.size(); ++i) {
    ASSERT_TRUE(prints.average(i, -2, 12, mean));
    EXPECT_EQ(mean.connected.size(), 12u);
    EXPECT_FALSE(prints.average(i, 1.1, 1, mean));
    ASSERT_TRUE(prints.average(i, -2, 12, mean));
    EXPECT_NEAR(block_lengths(shells, mean.row)[1], six.q[i], 1e-12);
  }
}

TEST(Fingerprint, NeedsCompleteShells) {
  const crystal::Particles points = random_points(10, {6, 6, 6}, 3);
  const NearestShells nearest = nearest_shells(points, 0, {}, 12, 0, {});
  const Fingerprints prints = fingerprints(nearest, shells, {});
  for (std::size_t i = 0; i < points.size(); ++i) EXPECT_EQ(prints.inverse_length[i], 0);
  EXPECT_EQ(prints.coherence(0, 1), 0);
}

TEST(Fingerprint, ComparesTheDistancesOfSmallAndLarge) {
  const crystal::Particles crystal = crystal_of("NaZn13", {2, 2, 2}, {1, 0.55}, 0.5);
  const Shells both{.large = 6, .small = 24, .l_large = degrees, .l_small = degrees};
  const NearestShells nearest = nearest_shells(crystal, 0, std::uint8_t{1}, 6, 24, {});
  const Fingerprints prints = fingerprints(nearest, both, {});
  EXPECT_EQ(both.width(), 44u);
  for (std::size_t i = 0; i < crystal.size(); ++i)
    if (crystal.species[i] == 0) {
      EXPECT_NEAR(prints.small_to_large[i], 0.581, 0.002);
    }
}

}  // namespace
}  // namespace nacre::assembly
