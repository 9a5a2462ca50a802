// Patterns of clusters: all ways to the pairs agree, and the right one is taken.
#include "nacre/scattering/cluster_pattern.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "debye_clusters.hpp"

namespace nacre::scattering {
namespace {

using namespace testing;

const crystal::UnitCell unit = crystal::zinc_blende(0.582, "Cd", "S");

TEST(ClusterPattern, waysAgree) {
  const auto cluster = zinc_blende_sphere(1.2);
  const std::vector<double> q = even(0, 20, 101), u{0.01, 0.012};
  const Beam beam{Radiation::xray, 30.0};
  PairOptions options{.lattice = unit};
  const ClusterPattern automatic = cluster_pattern(cluster, beam, u, q, options);
  EXPECT_EQ(automatic.method, PairMethod::counted);
  for (const PairMethod method : {PairMethod::counted, PairMethod::binned, PairMethod::exact}) {
    options.method = method;
    const ClusterPattern found = cluster_pattern(cluster, beam, u, q, options);
    EXPECT_EQ(found.method, method);
    EXPECT_LT(largest_difference(found.pattern.total, automatic.pattern.total),
              1e-7 * largest(found.pattern.total));
  }
}

TEST(ClusterPattern, offTheLattice) {
  const auto cluster = displaced(zinc_blende_sphere(0.8), 0.01);
  const std::vector<double> q{3};
  EXPECT_EQ(cluster_pattern(cluster, {}, {}, q, {.lattice = unit}).method, PairMethod::binned);
  EXPECT_EQ(cluster_pattern(cluster, {}, {}, q).method, PairMethod::binned);
  EXPECT_THROW(cluster_pairs(cluster, 3, {.method = PairMethod::counted, .lattice = unit}),
               std::invalid_argument);
  EXPECT_THROW(cluster_pairs(cluster, 3, {.method = PairMethod::exact}), std::invalid_argument);
}

TEST(ClusterPattern, refusedBeforeTheStart) {
  const auto cluster = zinc_blende_sphere(2);
  PairOptions options{.lattice = unit, .limits = {.seconds = 1e-5, .bytes = 4e9}};
  for (const PairMethod method : {PairMethod::counted, PairMethod::binned, PairMethod::exact}) {
    options.method = method;
    EXPECT_THROW(cluster_pattern(cluster, {}, {}, even(1, 9, 100), options), std::invalid_argument);
  }
  options = {.lattice = unit, .limits = {.seconds = 10, .bytes = 1e4}};
  EXPECT_THROW(cluster_pairs(cluster, 20, options), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::scattering
