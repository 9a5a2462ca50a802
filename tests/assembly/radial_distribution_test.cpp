#include "nacre/assembly/radial_distribution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "assembly/sample_states.hpp"
#include "nacre/assembly/pair_counts.hpp"
#include "nacre/assembly/reachable_space.hpp"

namespace nacre::assembly {
namespace {

// Distances of all pairs, one after the other.
std::vector<std::uint64_t> slow_counts(const State& state, std::size_t species, double longest,
                                       std::size_t bins) {
  std::vector<std::uint64_t> counts(species_pairs(species) * bins);
  for (std::size_t i = 0; i < state.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const auto d = state.container.box.nearest_image(
          {state.x[i] - state.x[j], state.y[i] - state.y[j], state.z[i] - state.z[j]});
      const double r = std::sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
      if (r < longest)
        ++counts[species_pair(state.species[i], state.species[j], species) * bins +
                 static_cast<std::size_t>(r / longest * static_cast<double>(bins))];
    }
  return counts;
}

TEST(PairCounts, AreThoseOfAPlainLoop) {
  for (const auto& [longest, periodic] : {std::pair{5.0, true}, {2.0, true}, {0.7, true}, {9.0, false}}) {
    crystal::Particles gas = test::ideal_gas({10, 12, 14}, 400, {1, 0.55}, 7);
    gas.box.periodic = {periodic, true, true};
    if (!periodic) gas.box.periodic = {false, false, false};
    State state = make_state(gas);
    for (std::size_t i = 0; i < 50; ++i)
      state.x[i] += periodic ? 10.0 : 0.0;  // left the box since the last sort
    EXPECT_EQ(pair_counts(state, 2, longest, 50, test::threads(1)), slow_counts(state, 2, longest, 50))
        << longest;
    EXPECT_EQ(pair_counts(state, 2, longest, 50, test::threads(2)),
              pair_counts(state, 2, longest, 50, test::threads(1)));
  }
}

TEST(PairCounts, NumbersPairsOfSpeciesRowByRow) {
  EXPECT_EQ(species_pairs(3), 6u);
  std::size_t next = 0;
  for (std::size_t a = 0; a < 3; ++a)
    for (std::size_t b = a; b < 3; ++b) {
      EXPECT_EQ(species_pair(a, b, 3), next);
      EXPECT_EQ(species_pair(b, a, 3), next++);
    }
}

// Shares of all distances together, and that of two points in a ball, 3 r^2 - 9/4 r^3 + 3/16 r^5 (radius 1).
TEST(ReachableSpace, SharesOfABallAreKnown) {
  const Container droplet{{{4, 4, 4}, {false, false, false}}, 1.5};
  const ReachableSpace space(droplet, 1, 1);  // centres in a ball of radius 1
  double sum = 0;
  for (int i = 0; i < 40; ++i) sum += space.share(i * 0.05, (i + 1) * 0.05);
  EXPECT_NEAR(sum, 1, 1e-9);
  EXPECT_NEAR(space.share(0, 0.5), 0.125 - 9.0 / 16 * 0.0625 + 0.015625 / 32, 1e-6);
  const ReachableSpace unlike(droplet, 1, 2);  // radii 1 and 1/2: never farther apart than 1.5
  sum = 0;
  for (int i = 0; i < 60; ++i) sum += unlike.share(i * 0.025, (i + 1) * 0.025);
  EXPECT_NEAR(sum, 1, 1e-6);
}

TEST(ReachableSpace, SharesBetweenWallsAddUp) {
  const Container closed{{{3, 4, 5}, {false, false, false}}, 0};
  const ReachableSpace space(closed, 1, 2);
  double sum = 0;
  for (int i = 0; i < 80; ++i) sum += space.share(i * 0.1, (i + 1) * 0.1);
  EXPECT_NEAR(sum, 1, 2e-3);
  // One slab of width 4 between walls, r below it: 4 pi r^2 (1 - r / 8) / (100 * 4).
  const ReachableSpace slab(Container{{{10, 10, 5}, {true, true, false}}, 0}, 1, 1);
  EXPECT_NEAR(slab.share(1.99, 2.01), 4 * std::numbers::pi * 4 * 0.02 * 0.75 / 400, 1e-6);
}

// chi^2 of many bins about 1 must be what their number says.
void expect_one(const RadialResult& result, double tolerance, double off) {
  for (const RadialCurve& curve : result.curves) {
    double chi2 = 0, n = 0, mean = 0;
    for (std::size_t i = 0; i < result.r.size(); ++i) {
      if (result.r[i] < 0.5) continue;
      chi2 += std::pow((curve.g[i] - 1) / curve.error[i], 2);
      mean += curve.g[i];
      ++n;
    }
    EXPECT_NEAR(mean / n, 1, tolerance);
    EXPECT_NEAR(chi2 / n, 1, off);
  }
}

TEST(RadialDistribution, OfAnIdealGasIsOne) {
  RadialDistribution gr(2, {.longest = 5, .bins = 50});
  for (unsigned seed = 0; seed < 40; ++seed)
    gr.add(make_state(test::ideal_gas({10, 11, 12}, 600, {1, 0.55}, seed)));
  expect_one(gr.result(), 0.004, 0.6);
  EXPECT_EQ(gr.result().frames, 40u);
  EXPECT_EQ(gr.result().curves.size(), 4u);
}

TEST(RadialDistribution, OfAnIdealGasInADropletIsOneAtAllDistances) {
  RadialDistribution gr(2, {.longest = 6, .bins = 30});  // few pairs are farther apart
  for (unsigned seed = 0; seed < 40; ++seed) gr.add(make_state(test::ideal_droplet(5, 600, {1, 0.55}, seed)));
  expect_one(gr.result(), 0.01,
             2.5);  // bins go together: a cloud that is wider by chance is so at all of them
}

TEST(RadialDistribution, OfASimpleCubicCrystalCountsItsShells) {
  RadialDistribution gr(1, {.longest = 2.1, .bins = 210});
  gr.add(make_state(test::simple_cubic(6, 1.005)));
  const RadialResult result = gr.result();
  const double cell = 1.005;
  for (const auto& [distance2, neighbours] : {std::pair{1, 6}, {2, 18}, {3, 26}, {4, 32}})
    EXPECT_NEAR(result.curves[0].within[static_cast<std::size_t>(cell * std::sqrt(distance2) / 0.01)],
                neighbours, 1e-9);
  double peaks = 0;
  for (const double g : result.curves[0].g) peaks += g > 0;
  EXPECT_EQ(peaks, 4);
}

TEST(RadialDistribution, CountsTheOtherSpeciesAboutOne) {
  crystal::Particles pair = test::ideal_gas({9, 9, 9}, 3, {1, 0.5}, 1);
  pair.positions = {{0, 0, 0}, {1, 0, 0}, {0, 1.5, 0}};
  pair.species = {0, 1, 1};
  pair.diameters = {1, 0.5, 0.5};
  RadialDistribution gr(2, {.longest = 2, .bins = 20});
  gr.add(make_state(pair));
  const RadialResult result = gr.result();
  ASSERT_EQ(result.curves.size(), 3u);  // all, LS, SS: there is one L
  EXPECT_EQ(result.curves[1].b, 1u);
  EXPECT_DOUBLE_EQ(result.curves[1].within.back(), 2);
  EXPECT_DOUBLE_EQ(result.curves[2].within.back(), 1);  // sqrt(3.25) apart
  EXPECT_DOUBLE_EQ(result.curves[0].within.back(), 2);
}

TEST(RadialDistribution, RefusesDistancesAboveHalfTheBox) {
  RadialDistribution gr(2, {.longest = 5, .bins = 10});
  EXPECT_THROW(gr.add(make_state(test::ideal_gas({9.9, 12, 12}, 10, {1, 1}, 1))), std::invalid_argument);
  EXPECT_THROW(RadialDistribution(1, {.longest = 0}), std::invalid_argument);
  RadialDistribution one(1, {.longest = 1, .bins = 10});
  EXPECT_THROW(one.add(make_state(test::ideal_gas({9, 9, 9}, 10, {1, 1}, 1))), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::assembly
