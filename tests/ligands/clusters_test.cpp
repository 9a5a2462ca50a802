#include "nacre/ligands/clusters.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <numeric>

#include "ligands/surfaces.hpp"
#include "nacre/ligands/monte_carlo.hpp"

namespace nacre::ligands {
namespace {

// The same by flood fill with an explicit stack.
std::vector<int> flooded_areas(const Lattice& lattice, Arrangement arrangement, std::uint8_t ligand) {
  std::vector<int> areas;
  for (int seed = 0; seed < lattice.sites(); ++seed) {
    if (arrangement[seed] != ligand) continue;
    int area = 0;
    std::vector<int> wet{seed};
    arrangement[seed] = 2;  // visited
    while (!wet.empty()) {
      const int site = wet.back();
      wet.pop_back();
      ++area;
      for (const std::int32_t next : lattice.neighbors(site)) {
        if (arrangement[next] != ligand) continue;
        arrangement[next] = 2;
        wet.push_back(next);
      }
    }
    areas.push_back(area);
  }
  std::sort(areas.begin(), areas.end(), std::greater<>{});
  return areas;
}

TEST(Clusters, AgreeWithFloodFillOnRandomLattices) {
  for (const auto type : {LatticeType::square, LatticeType::triangular})
    for (std::uint64_t replica = 0; replica < 40; ++replica) {
      const Lattice lattice(type, 4 + static_cast<int>(replica % 9), 11);
      const int n_a = lattice.sites() * (1 + static_cast<int>(replica % 4)) / 5;
      const auto arrangement = initial_arrangement(lattice, n_a, Start::random, 7, replica);
      const auto areas = cluster_areas(lattice, arrangement);
      EXPECT_EQ(areas.a, flooded_areas(lattice, arrangement, 1));
      EXPECT_EQ(areas.b, flooded_areas(lattice, arrangement, 0));
      EXPECT_EQ(std::accumulate(areas.a.begin(), areas.a.end(), 0), n_a);
    }
}

TEST(Clusters, OfASurfaceAgreeWithFloodFillToo) {
  const Lattice lattice(spherical_surface(60));
  for (std::uint64_t replica = 0; replica < 20; ++replica) {
    const auto arrangement = initial_arrangement(lattice, 25, Start::random, 7, replica);
    EXPECT_EQ(cluster_areas(lattice, arrangement).a, flooded_areas(lattice, arrangement, 1));
  }
}

TEST(PowerOfTwoBin, HoldsAreasUpToTheNextPower) {
  EXPECT_EQ(power_of_two_bin(1), 0u);
  EXPECT_EQ(power_of_two_bin(3), 1u);
  EXPECT_EQ(power_of_two_bin(4), 2u);
  EXPECT_EQ(power_of_two_bin(127), 6u);
}

TEST(Clusters, CrossThePeriodicBoundary) {
  const Lattice lattice(LatticeType::square, 5, 5);
  Arrangement corners(25, 0);
  for (const int site : {0, 4, 20, 24}) corners[site] = 1;
  EXPECT_EQ(cluster_areas(lattice, corners).a, std::vector<int>{4});
}

TEST(Clusters, OfACheckerboardAreSingleSites) {
  const Lattice lattice(LatticeType::square, 4, 4);
  Arrangement checkerboard(16);
  for (int site = 0; site < 16; ++site)
    checkerboard[site] = static_cast<std::uint8_t>((site % 4 + site / 4) % 2);
  const auto measures = measure_clusters(cluster_areas(lattice, checkerboard));
  EXPECT_EQ(measures.clusters, 16);
  EXPECT_DOUBLE_EQ(measures.mean_area, 1);
  EXPECT_DOUBLE_EQ(measures.mean_fraction, 1.0 / 8);
  EXPECT_DOUBLE_EQ(measures.largest_fraction, 1.0 / 8);
}

TEST(ClusterMeasures, FollowFromTheAreas) {
  const auto measures = measure_clusters({.a = {3, 1}, .b = {4, 1, 1}});
  EXPECT_EQ(measures.clusters, 5);
  EXPECT_DOUBLE_EQ(measures.mean_area, 2);
  EXPECT_DOUBLE_EQ(measures.mean_fraction, 0.5 * ((9.0 + 1) / 16 + (16.0 + 1 + 1) / 36));
  EXPECT_DOUBLE_EQ(measures.largest_fraction, 4.0 / 6);
}

TEST(ClusterMeasures, AreOneForTwoDomainsWhateverTheComposition) {
  EXPECT_DOUBLE_EQ(measure_clusters({.a = {60}, .b = {61}}).mean_fraction, 1);
  EXPECT_DOUBLE_EQ(measure_clusters({.a = {12}, .b = {109}}).mean_fraction, 1);
}

TEST(ClusterMeasures, ScatteredMinorityCountsAsMuchAsTheMajority) {
  const auto measures = measure_clusters({.a = std::vector<int>(12, 1), .b = {109}});
  EXPECT_NEAR(measures.mean_fraction, 0.5 * (1 + 1.0 / 12), 1e-15);
}

TEST(ClusterMeasures, OneLigandAloneIsOneCluster) {
  const auto pure = measure_clusters({.a = {}, .b = {121}});
  EXPECT_EQ(pure.clusters, 1);
  EXPECT_DOUBLE_EQ(pure.mean_fraction, 1);
  EXPECT_DOUBLE_EQ(pure.largest_fraction, 1);
}

TEST(RandomUnlikeFraction, IsThatOfTwoSitesDrawnWithoutReplacement) {
  EXPECT_DOUBLE_EQ(random_unlike_fraction(60, 121), 2.0 * 60 * 61 / (121.0 * 120));
  EXPECT_DOUBLE_EQ(random_unlike_fraction(1, 2), 1);
  EXPECT_DOUBLE_EQ(random_unlike_fraction(0, 121), 0);
}

TEST(PatternName, FollowsItsCriterion) {
  EXPECT_EQ(pattern_name(0.5751, 0.5, 0.1), "ordered");
  EXPECT_EQ(pattern_name(0.5749, 0.5, 0.1), "random");
  EXPECT_EQ(pattern_name(0.4251, 0.5, 0.99), "random");
  EXPECT_EQ(pattern_name(0.4249, 0.5, 0.969), "clustered");
  EXPECT_EQ(pattern_name(0.4249, 0.5, 0.971), "Janus");
  EXPECT_EQ(pattern_name(0, 0, 1), "pure");
}

TEST(PatternName, NamesTheFourShellsOfElevenByEleven) {
  const Lattice lattice(LatticeType::square, 11, 11);
  const SamplingPlan plan{.equilibration_sweeps = 500, .sampling_sweeps = 5000, .sweeps_per_sample = 10};
  const auto pattern_at = [&](double chi_G_RT) {
    const auto sample = sample_shell(lattice, 60, chi_G_RT / 4, plan);
    return pattern_name(sample.unlike_pair_fraction.mean, random_unlike_fraction(60, 121),
                        sample.mean_cluster_fraction.mean);
  };
  EXPECT_EQ(pattern_at(-6), "ordered");
  EXPECT_EQ(pattern_at(0), "random");
  EXPECT_EQ(pattern_at(3.4), "clustered");
  EXPECT_EQ(pattern_at(5.2), "Janus");
}

}  // namespace
}  // namespace nacre::ligands
