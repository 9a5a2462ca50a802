#include "nacre/assembly/initial_sizes.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>
#include <stdexcept>

#include "assembly/refusal.hpp"

namespace nacre::assembly {
namespace {

Composition two_peaks(std::size_t number) {
  return {.number = number,
          .species = {{.name = "L", .mean = 1, .dispersity = 0.047},
                      {.name = "S", .mean = 0.55, .dispersity = 0.063}},
          .ratio = {1, 2}};
}

struct Moments {
  double mean = 0, deviation = 0, skew = 0;
};

Moments moments(const std::vector<double>& values, std::vector<double> weights = {}) {
  if (weights.empty()) weights.assign(values.size(), 1.0 / static_cast<double>(values.size()));
  Moments found;
  for (std::size_t k = 0; k < values.size(); ++k) found.mean += weights[k] * values[k];
  double second = 0, third = 0;
  for (std::size_t k = 0; k < values.size(); ++k) {
    const double d = values[k] - found.mean;
    second += weights[k] * d * d;
    third += weights[k] * d * d * d;
  }
  found.deviation = std::sqrt(second);
  found.skew = third / std::pow(second, 1.5);
  return found;
}

std::vector<double> sizes_of(const crystal::Particles& particles, int species) {
  std::vector<double> sizes;
  for (std::size_t i = 0; i < particles.size(); ++i)
    if (particles.species[i] == species) sizes.push_back(particles.diameters[i]);
  return sizes;
}

TEST(GaussianBins, HaveTheMeanAndDeviationAskedFor) {
  for (const int bins : {3, 5, 13, 31}) {
    const SizeBins made = gaussian_bins(0.55, 0.063, bins);
    ASSERT_EQ(made.diameters.size(), static_cast<std::size_t>(bins));
    EXPECT_NEAR(std::accumulate(made.weights.begin(), made.weights.end(), 0.0), 1, 1e-14);
    const Moments found = moments(made.diameters, made.weights);
    EXPECT_NEAR(found.mean, 0.55, 1e-15);
    EXPECT_NEAR(found.deviation, 0.55 * 0.063, 1e-15);
    EXPECT_NEAR(found.skew, 0, 1e-12);
  }
}

TEST(GaussianBins, ReachThreeDeviationsStretchedByAsMuchAsTheHeaderSays) {
  const SizeBins made = gaussian_bins(1, 0.05, 13);
  EXPECT_NEAR((made.diameters.back() - 1) / 0.05, 3 * 1.006, 3 * 0.0005);
  EXPECT_NEAR(made.diameters[6], 1, 1e-15);
  EXPECT_NEAR(made.weights[8] / made.weights[6], std::exp(-0.5),
              1e-14);  // one standard deviation, unstretched
}

TEST(Shares, AddUpAndAreNearestToTheWeights) {
  const std::vector<double> weights = {1, 1, 1};
  EXPECT_EQ(shares(10, weights), (std::vector<std::size_t>{4, 3, 3}));
  const std::vector<double> uneven = {0.26, 0.74};
  EXPECT_EQ(shares(10, uneven), (std::vector<std::size_t>{3, 7}));
}

TEST(SpeciesCounts, DivideByTheRatio) {
  EXPECT_EQ(species_counts(3000, std::vector<double>{1, 2}), (std::vector<std::size_t>{1000, 2000}));
  EXPECT_EQ(species_counts(14, std::vector<double>{1, 13}), (std::vector<std::size_t>{1, 13}));
  EXPECT_EQ(species_counts(500, std::vector<double>{1}), (std::vector<std::size_t>{500}));
  EXPECT_EQ(species_counts(10, std::vector<double>{0.5, 0.5}), (std::vector<std::size_t>{5, 5}));
}

TEST(SpeciesCounts, RefuseARatioThatCannotBeMetAndNameTheNearestNumbers) {
  EXPECT_EQ(refusal([] {
              species_counts(3001, std::vector<double>{1, 2});
            }),
            "3001 particles cannot be divided 1:2; take 3000 or 3003");
  EXPECT_EQ(refusal([] {
              species_counts(1000, std::vector<double>{1, 13});
            }),
            "1000 particles cannot be divided 1:13; take 994 or 1008");
  EXPECT_EQ(refusal([] {
              species_counts(3, std::vector<double>{1, 13});
            }),
            "3 particles cannot be divided 1:13; take 14");
  EXPECT_NE(refusal([] { species_counts(9, std::vector<double>{1, -2}); }), "");
  EXPECT_NE(refusal([] { species_counts(9, std::vector<double>{0, 0}); }), "");
  EXPECT_NE(refusal([] { species_counts(0, std::vector<double>{1}); }), "");
}

TEST(MakeParticles, InBinsHaveThirteenSizesAPeakAndTheRightMoments) {
  const crystal::Particles made = make_particles(two_peaks(27000), 5);
  ASSERT_EQ(made.size(), 27000u);
  EXPECT_EQ(made.species_names, (std::vector<std::string>{"L", "S"}));
  const std::vector<double> large = sizes_of(made, 0), small = sizes_of(made, 1);
  EXPECT_EQ(large.size(), 9000u);
  EXPECT_EQ(std::set<double>(large.begin(), large.end()).size(), 13u);
  EXPECT_EQ(std::set<double>(small.begin(), small.end()).size(), 13u);
  EXPECT_NEAR(moments(large).mean, 1, 1e-5);  // numbers are whole
  EXPECT_NEAR(moments(large).deviation, 0.047, 2e-5);
  EXPECT_NEAR(moments(small).deviation, 0.55 * 0.063, 2e-5);
}

TEST(MakeParticles, DrawnHaveTheMomentsWithinTheirErrors) {
  Composition composition = two_peaks(27000);
  composition.draw = SizeDraw::continuous;
  const Moments large = moments(sizes_of(make_particles(composition, 5), 0));
  EXPECT_NEAR(large.mean, 1, 4 * 0.047 / std::sqrt(9000.0));
  EXPECT_NEAR(large.deviation, 0.047, 4 * 0.047 / std::sqrt(18000.0));
}

TEST(MakeParticles, TakeADistributionHandedOver) {
  Composition composition{.number = 4000,
                          .species = {{.name = "grown", .diameters = {2.8, 3.0, 3.2}, .weights = {1, 2, 1}}},
                          .ratio = {1}};
  const crystal::Particles shared = make_particles(composition, 1);
  EXPECT_EQ(std::count(shared.diameters.begin(), shared.diameters.end(), 3.0), 2000);
  composition.draw = SizeDraw::continuous;
  const crystal::Particles drawn = make_particles(composition, 1);
  EXPECT_NEAR(static_cast<double>(std::count(drawn.diameters.begin(), drawn.diameters.end(), 2.8)), 1000,
              4 * 27.4);
}

TEST(MakeParticles, DependOnTheSeedAlone) {
  EXPECT_EQ(make_particles(two_peaks(300), 1).diameters, make_particles(two_peaks(300), 1).diameters);
  EXPECT_NE(make_particles(two_peaks(300), 1).diameters, make_particles(two_peaks(300), 2).diameters);
}

TEST(MakeParticles, RefuseSizesThatBecomeNegative) {
  Composition composition = two_peaks(300);
  composition.species[1].dispersity = 0.35;
  EXPECT_EQ(refusal([&] { make_particles(composition, 1); }),
            "sizes of species S: a dispersity of 0.35 makes negative sizes, as they reach to 3.02 standard "
            "deviations "
            "below the mean; expected less than 0.331");
  composition.species[1].dispersity = 0.26;
  EXPECT_EQ(refusal([&] { make_particles(composition, 1); }), "");
  composition.draw = SizeDraw::continuous;
  EXPECT_NE(refusal([&] { make_particles(composition, 1); }).find("expected less than 0.25"),
            std::string::npos);
}

TEST(MakeParticles, RefuseWhatMakesNoSense) {
  const auto with = [](const SpeciesSizes& species, int bins = 13) {
    return refusal(
        [&] { make_particles({.number = 10, .species = {species}, .ratio = {1}, .bins = bins}, 1); });
  };
  EXPECT_NE(with({.mean = 0}).find("mean diameter"), std::string::npos);
  EXPECT_NE(with({.dispersity = -0.1}).find("dispersity of -0.1"), std::string::npos);
  EXPECT_NE(with({.dispersity = 0.1}, 4).find("odd number"), std::string::npos);
  EXPECT_NE(with({.diameters = {1, 2}, .weights = {1}}).find("one weight a diameter"), std::string::npos);
  EXPECT_NE(with({.diameters = {-1}, .weights = {1}}).find("above 0"), std::string::npos);
  EXPECT_NE(with({.diameters = {1}, .weights = {-1}}).find("none below 0"), std::string::npos);
  EXPECT_NE(with({.diameters = {1}, .weights = {0}}).find("no weight"), std::string::npos);
  EXPECT_NE(refusal([] { make_particles(Composition{}, 1); }), "");
  EXPECT_NE(refusal([] {
              make_particles({.number = 10, .species = {{}}, .ratio = {1, 2}}, 1);
            }).find("one for each"),
            std::string::npos);
}

}  // namespace
}  // namespace nacre::assembly
