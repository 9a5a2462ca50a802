#include "nacre/spectra/singular_values.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "nacre/core/random.hpp"
#include "nacre/spectra/made_series.hpp"
#include "nacre/spectra/spectra_series.hpp"

namespace nacre::spectra {
namespace {

MadeSettings one_way() {
  return {.rates_per_s = {0.047 / 60},
          .species = clusters_311_322(),
          .wavelength_nm = steps(290, 390, 0.5),
          .time_s = steps(0, 7200, 240)};
}

MadeSettings consecutive() {
  MadeSettings made = one_way();
  made.law = RateLaw::consecutive;
  made.rates_per_s = {0.08 / 60, 0.02 / 60};
  made.species.insert(made.species.begin(), {.bands = {{340, 8, 0.6}}});
  return made;
}

TEST(SingularValues, PutTheSpectraTogetherAgain) {
  const SpectraSeries series = made_series(one_way(), 1);
  const Decomposition d = decompose(series);
  ASSERT_EQ(d.values.size(), series.frames());
  for (const std::size_t i : {0u, 7u, 30u})
    for (const std::size_t j : {0u, 40u, 200u}) {
      double sum = 0;
      for (std::size_t k = 0; k < d.values.size(); ++k)
        sum += d.left[i * d.values.size() + k] * d.values[k] * d.right[k * d.points + j];
      EXPECT_NEAR(sum, series.at(i, j) / series.sigma[i], 1e-9);
    }
}

// One in a hundred: of 400 matrices of noise four are expected above the edge.
TEST(SingularValues, NoiseStaysBelowItsEdge) {
  int above = 0;
  for (std::uint64_t replica = 0; replica < 400; ++replica) {
    RandomStream random(3, StreamName::synthetic_data, replica);
    SpectraSeries noise{.wavelength_nm = steps(1, 40, 1), .time_s = steps(1, 15, 1)};
    for (int i = 0; i < 600; ++i) noise.absorbance.push_back(0.004 * random.normal());
    noise.sigma.assign(15, 0.004);
    above += decompose(noise).values[0] > noise_edge(15, 40);
  }
  EXPECT_GE(above, 1);
  EXPECT_LE(above, 12);
}

TEST(SingularValues, CountTheSpeciesOfARateLaw) {
  int wrong = 0, wrong_indicator = 0;
  const std::uint64_t seeds = 40;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const RankAnalysis two = analyse_rank(made_series(one_way(), 1, seed));
    const RankAnalysis three = analyse_rank(made_series(consecutive(), 2, seed));
    wrong += (two.rank != 2) + (three.rank != 3);
    wrong_indicator += (two.indicator_rank != 2) + (three.indicator_rank != 3);
    EXPECT_NEAR(two.steps[1].rsd, 1, 0.05);
    EXPECT_GT(two.steps[1].wavelength_correlation, 0.8);
    EXPECT_LT(std::abs(two.steps[4].wavelength_correlation), 0.35);
  }
  EXPECT_LE(wrong, 3);  // one in a hundred is expected
  EXPECT_LE(wrong_indicator, 16);
}

TEST(SpectraSeries, NoiseFromRoughness) {
  MadeSettings made = one_way();
  EXPECT_NEAR(noise_from_roughness(made_series(made, 1)), 0.004, 2e-4);
  made.noise = 0.0005;
  EXPECT_NEAR(noise_from_roughness(made_series(made, 1)), 0.0005, 1e-4);
}

TEST(SpectraSeries, SelectionAndValuesBetweenPoints) {
  const SpectraSeries series = made_series(one_way(), 1);
  const std::size_t kept[] = {2, 5};
  const SpectraSeries two = selected(series, kept);
  EXPECT_EQ(two.frames(), 2u);
  EXPECT_EQ(two.at(1, 17), series.at(5, 17));
  EXPECT_NEAR(absorbance_at(two, 0, 290.25), 0.5 * (two.at(0, 0) + two.at(0, 1)), 1e-12);
  EXPECT_EQ(absorbance_at(two, 0, 390), two.at(0, 200));
  EXPECT_THROW(absorbance_at(two, 0, 289), std::invalid_argument);
}

// What the study needs of the made clusters.
TEST(MadeSeries, ClustersHaveThePapersRatios) {
  const auto clusters = clusters_311_322();
  EXPECT_NEAR(band_sum(clusters[1], 311) / band_sum(clusters[1], 322), 0.250, 1e-12);
  EXPECT_NEAR(band_sum(clusters[1], 322) / band_sum(clusters[0], 311), 0.790, 1e-12);
}

}  // namespace
}  // namespace nacre::spectra
