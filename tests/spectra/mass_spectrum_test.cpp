#include "nacre/spectra/mass_spectrum.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "nacre/core/random.hpp"

namespace nacre::spectra {
namespace {

struct MadePeak {
  double mz, height, sigma;
};

MassSpectrum made(const std::vector<MadePeak>& peaks, double noise, std::uint64_t seed, double step = 1) {
  RandomStream random(seed, StreamName::synthetic_data);
  MassSpectrum spectrum;
  for (double mz = 1000; mz <= 5000; mz += step) {
    double y = 50 * std::exp(-mz / 1500);  // the background of a matrix
    for (const MadePeak& peak : peaks)
      y += peak.height * std::exp(-0.5 * std::pow((mz - peak.mz) / peak.sigma, 2));
    spectrum.mz.push_back(mz);
    spectrum.intensity.push_back(y + noise * random.normal());
  }
  return spectrum;
}

TEST(MassSpectrum, FindsPeaksWithHonestErrors) {
  const std::vector<MadePeak> truth{{1500.3, 100, 6}, {2175.6, 60, 7}, {2850.9, 40, 8}, {4200.1, 15, 10}};
  double chi2 = 0;
  int n = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const MassSpectrum spectrum = made(truth, 1, seed);
    EXPECT_NEAR(spectrum_noise(spectrum.intensity), 1, 0.1);
    const auto peaks = find_mass_peaks(spectrum, {});
    ASSERT_EQ(peaks.size(), truth.size()) << seed;
    for (std::size_t i = 0; i < peaks.size(); ++i, ++n) {
      chi2 += std::pow((peaks[i].mz.value - truth[i].mz) / peaks[i].mz.error, 2);
      EXPECT_NEAR(peaks[i].width, 2.3548 * truth[i].sigma, 0.15 * 2.3548 * truth[i].sigma);
    }
  }
  EXPECT_GT(chi2 / n, 0.6);
  EXPECT_LT(chi2 / n, 1.6);
}

TEST(MassSpectrum, NoiseAndNothingHaveNoPeaks) {
  EXPECT_TRUE(find_mass_peaks(made({}, 1, 3), {}).empty());
  EXPECT_TRUE(find_mass_peaks(made({}, 0, 3), {.from = 9000}).empty());
  EXPECT_TRUE(find_mass_peaks({{1, 2, 3, 4}, {5, 5, 5, 5}}, {}).empty());
}

TEST(MassSpectrum, SticksStayWhereTheyAre) {
  MassSpectrum sticks;
  for (int i = 0; i < 30; ++i) {
    sticks.mz.push_back(100 + i);
    sticks.intensity.push_back(i == 2 ? 7 : i == 16 ? 9 : 0);
  }
  const auto peaks = find_mass_peaks(sticks, {});
  ASSERT_EQ(peaks.size(), 2u);
  EXPECT_EQ(peaks[0].mz.value, 102);
  EXPECT_EQ(peaks[0].mz.error, 0.5);
  EXPECT_EQ(peaks[1].mz.value, 116);
}

// Cadmium oleate: teeth 675.3 apart, one missing, two strangers.
TEST(MassSpectrum, CombOfCadmiumOleate) {
  const double unit = 112.41 + 2 * 281.46;
  std::vector<MadePeak> truth;
  for (const int n : {0, 1, 3, 4, 5}) truth.push_back({1100 + n * unit, 60, 5});
  truth.push_back({1391, 50, 5});
  truth.push_back({3333, 50, 5});
  const auto peaks = find_mass_peaks(made(truth, 1, 7), {});
  ASSERT_EQ(peaks.size(), 7u);
  const auto comb = find_mass_comb(peaks, {.smallest = 50});
  ASSERT_TRUE(comb);
  EXPECT_EQ(comb->matched, 5);
  EXPECT_LT(std::abs(comb->spacing.value - unit), 3 * comb->spacing.error);
  EXPECT_LT(comb->spacing.error, 0.3);
  EXPECT_NEAR(comb->offset, 1100, 1.5);
  int last = 0;
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    const bool stranger = std::abs(peaks[i].mz.value - 1391) < 5 || std::abs(peaks[i].mz.value - 3333) < 5;
    EXPECT_EQ(comb->teeth[i].has_value(), !stranger);
    if (comb->teeth[i]) last = *comb->teeth[i];
  }
  EXPECT_EQ(last, 5);
  EXPECT_FALSE(find_mass_comb(peaks, {.smallest = 50, .least = 6}));
}

}  // namespace
}  // namespace nacre::spectra
