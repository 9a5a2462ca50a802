// Counting the vectors of a lattice against every pair one by one.
#include "nacre/scattering/lattice_pairs.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "debye_clusters.hpp"
#include "nacre/scattering/distance_counter.hpp"
#include "nacre/scattering/occupancy.hpp"
#include "nacre/scattering/pair_binning.hpp"
#include "nacre/scattering/scatterers.hpp"

namespace nacre::scattering {
namespace {

using namespace testing;
using crystal::Nanocrystal;
using crystal::UnitCell;

UnitCell wurtzite() { return crystal::wurtzite(0.4136, 0.6713, 0.377, "Cd", "S"); }

PairDistances direct(const Nanocrystal& cluster, int a, int b) {
  DistanceCounter counter;
  for (std::size_t i = 0; i < cluster.size(); ++i)
    for (std::size_t j = 0; j < cluster.size(); ++j) {
      if (cluster.kind[i] != a || cluster.kind[j] != b || (a == b && j <= i)) continue;
      double square = 0;
      for (std::size_t d = 0; d < 3; ++d)
        square += std::pow(10 * (cluster.positions_nm[j][d] - cluster.positions_nm[i][d]), 2);
      counter.add(square, 1);
    }
  return counter.distances();
}

// Distances that rounding put on both sides of a step of the counter count as one.
PairDistances merged(const PairDistances& pairs) {
  PairDistances result;
  for (std::size_t k = 0; k < pairs.size(); ++k)
    if (k > 0 && pairs.distance_A[k] - result.distance_A.back() < 1e-7) {
      result.count.back() += pairs.count[k];
    } else {
      result.distance_A.push_back(pairs.distance_A[k]);
      result.count.push_back(pairs.count[k]);
    }
  return result;
}

void expect_counts(const Nanocrystal& cluster, const UnitCell& unit, int threads) {
  const auto placed = on_lattice(cluster, unit);
  ASSERT_TRUE(placed);
  const PairHistogram counted = counted_pairs(*placed, {.threads = threads});
  double pairs = 0;
  for (int a = 0; a < 2; ++a)
    for (int b = a; b < 2; ++b) {
      const PairDistances one_by_one = merged(direct(cluster, a, b));
      const PairDistances found =
          merged(counted.pairs[pair_index(static_cast<std::size_t>(a), static_cast<std::size_t>(b), 2)]);
      EXPECT_EQ(found.count, one_by_one.count);
      EXPECT_LT(largest_difference(found.distance_A, one_by_one.distance_A), 1e-9);
      for (const double n : found.count) pairs += n;
    }
  const auto n = static_cast<double>(cluster.size());
  EXPECT_EQ(pairs, n * (n - 1) / 2);
  EXPECT_EQ(counted.atom_count(), n);
}

TEST(LatticePairs, equalsCountingOneByOne) {
  const UnitCell zinc_blende = crystal::zinc_blende(0.582, "Cd", "S");
  expect_counts(crystal::cut(zinc_blende, crystal::sphere(1.8), off_centre), zinc_blende, 1);
  expect_counts(crystal::cut(wurtzite(), crystal::sphere(1.8), {0.3, 0.1, 0.77}), wurtzite(), 2);
}

// What is taken away or not a convex body makes no difference.
TEST(LatticePairs, holes) {
  Nanocrystal cluster = crystal::cut(wurtzite(), crystal::sphere(1.1), {});
  for (std::size_t i = cluster.size(); i-- > 0;)
    if (i % 3 == 1) {
      cluster.positions_nm.erase(cluster.positions_nm.begin() + static_cast<std::ptrdiff_t>(i));
      cluster.kind.erase(cluster.kind.begin() + static_cast<std::ptrdiff_t>(i));
    }
  expect_counts(cluster, wurtzite(), 1);
}

TEST(LatticePairs, onlyClustersOnTheLattice) {
  const auto cluster = crystal::cut(wurtzite(), crystal::sphere(0.8), {});
  EXPECT_TRUE(on_lattice(cluster, wurtzite()));
  EXPECT_FALSE(on_lattice(displaced(cluster, 0.001), wurtzite()));
  EXPECT_FALSE(on_lattice(cluster, crystal::wurtzite(0.4146, 0.6713, 0.377, "Cd", "S")));
  EXPECT_FALSE(on_lattice(cluster, crystal::wurtzite(0.4136, 0.6713, 0.377, "Zn", "S")));
  Nanocrystal twice = cluster;
  twice.positions_nm.push_back(twice.positions_nm[3]);
  twice.kind.push_back(twice.kind[3]);
  EXPECT_FALSE(on_lattice(twice, wurtzite()));
}

TEST(LatticePairs, correlationOfOccupancies) {
  const std::vector<int> site{0, 0, 1};
  const std::vector<std::array<int, 3>> cell{{5, 5, 5}, {6, 5, 5}, {6, 7, 5}};
  const Occupancy occupancy(2, site, cell);
  const std::vector<std::array<std::size_t, 2>> first_to_second{{0, 1}};
  std::vector<std::array<int, 3>> found;
  occupancy.for_each(occupancy.correlation(first_to_second), [&](const std::array<int, 3>& vector, double n) {
    EXPECT_EQ(n, 1);
    found.push_back(vector);
  });
  EXPECT_EQ(found, (std::vector<std::array<int, 3>>{{0, 2, 0}, {1, 2, 0}}));
}

TEST(LatticePairs, countersKeepToTheirMemory) {
  DistanceCounter counter(1e5);  // 4096 entries of 16 bytes, and 2048 while it grows
  for (int i = 0; i < 3000; ++i) counter.add(i + 0.5, 2);
  counter.add(7.5, 1);
  EXPECT_FALSE(counter.in_bins());
  EXPECT_EQ(counter.distances().size(), 3000U);
  EXPECT_EQ(counter.distances().count[7], 3);
  for (int i = 0; i < 2000; ++i) counter.add(i + 0.5001, 1);  // 1e-6 to 7e-5 A farther
  ASSERT_TRUE(counter.in_bins());
  const PairDistances bins = counter.distances();
  EXPECT_EQ(bins.count[7], 4);
  EXPECT_NEAR(bins.distance_A[7], (3 * std::sqrt(7.5) + std::sqrt(7.5001)) / 4, 1e-8);
  EXPECT_NEAR(bins.deviation_A[7], std::sqrt(3.0) / 4 * (std::sqrt(7.5001) - std::sqrt(7.5)), 1e-8);
  DistanceCounter sum;
  sum.add(7.5, 1);
  sum.add(counter);
  EXPECT_EQ(sum.distances().count[7], 5);
}

// A cell without symmetry, whose vectors are all of different lengths.
TEST(LatticePairs, cellWithoutSymmetry) {
  UnitCell unit{.vectors_nm = {{{0.51, 0.013, 0.007}, {0.041, 0.62, 0.029}, {0.037, 0.061, 0.71}}},
                .species = {"Cd", "S"},
                .sites = {{0, {0, 0, 0}}, {1, {0.21, 0.33, 0.47}}, {1, {0.63, 0.71, 0.13}}}};
  const Nanocrystal cluster = crystal::cut(unit, crystal::sphere(3.5), {0.1, 0.2, 0.3});
  const auto placed = on_lattice(cluster, unit);
  ASSERT_TRUE(placed);
  const PairHistogram counted = counted_pairs(*placed);
  EXPECT_EQ(counted.bin_A, DistanceCounter::bin_A);
  const std::vector<double> q = even(0, 20, 50);
  const auto f = scattering_amplitudes({}, cluster.species, q);
  const auto found = debye_pattern(counted, {f, {}}, q).total;
  const auto binned = debye_pattern(binned_pairs(cluster, 0.005), {f, {}}, q).total;
  EXPECT_LT(largest_difference(found, binned), 1e-7 * largest(binned));
}

TEST(LatticePairs, empty) {
  const Nanocrystal nothing{{"Cd", "S"}, {}, {}};
  const auto placed = on_lattice(nothing, wurtzite());
  ASSERT_TRUE(placed);
  EXPECT_EQ(counted_pairs(*placed).atom_count(), 0);
  EXPECT_EQ(cost_of_counting(*placed, 1).seconds, 0);
}

TEST(LatticePairs, costBeforeTheCut) {
  const UnitCell unit = crystal::zinc_blende(0.582, "Cd", "S");
  const auto placed = on_lattice(crystal::cut(unit, crystal::sphere(2.5), off_centre), unit);
  const DebyeCost before = cost_of_counting(unit, 5, 1), after = cost_of_counting(*placed, 1);
  EXPECT_NEAR(before.bytes, after.bytes, 0.3 * after.bytes);
  EXPECT_NEAR(before.seconds, after.seconds, 0.3 * after.seconds);
  EXPECT_THROW(require_within(cost_of_counting(unit, 200, 1), {}), std::invalid_argument);
}

// A million atoms: 2 s.
TEST(SlowLatticePairs, aMillionAtoms) {
  const UnitCell unit = crystal::zinc_blende(0.582, "Cd", "S");
  const auto placed = on_lattice(crystal::cut(unit, crystal::sphere(18.05), off_centre), unit);
  ASSERT_TRUE(placed);
  const DebyeCost cost = cost_of_counting(*placed, 1);
  require_within(cost, {});
  EXPECT_LT(cost.bytes, 6e8);
  const PairHistogram counted = counted_pairs(*placed);
  const double n = counted.atom_count();
  EXPECT_GT(n, 9.9e5);
  double pairs = 0;
  for (const PairDistances& part : counted.pairs)
    for (const double count : part.count) pairs += count;
  EXPECT_EQ(pairs, n * (n - 1) / 2);
}

}  // namespace
}  // namespace nacre::scattering
