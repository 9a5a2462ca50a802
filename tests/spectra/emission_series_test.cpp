#include "nacre/spectra/emission_series.hpp"

#include <gtest/gtest.h>

#include "made_emission.hpp"

namespace nacre::spectra {
namespace {

// A second population is born in frame 4 and draws level with the first, which fades as it brightens.
std::vector<Peak> lines_of(int frame) {
  std::vector<Peak> lines{line(100 - 5 * frame, 2.20 - 0.002 * frame, 0.11)};
  if (frame >= 4) lines.push_back(line(20 + 10 * (frame - 4), 2.50 - 0.012 * (frame - 4), 0.13));
  return lines;
}

EmissionSpectra made_series(int frames = 14) {
  EmissionSpectra spectra;
  for (int i = 0; i < frames; ++i)
    spectra.push_back(made_spectrum(lines_of(i), 1, 100 + static_cast<std::uint64_t>(i)));
  return spectra;
}

TEST(EmissionSeries, EveryOrderFindsTheBirthOfAPopulation) {
  const EmissionSpectra spectra = made_series();
  for (const SeriesOrder order : {SeriesOrder::forward, SeriesOrder::backward, SeriesOrder::independent}) {
    for (const CountRule rule : {CountRule::given, CountRule::aic, CountRule::bic}) {
      const auto fits = fit_emission_series(spectra, energy_model, {.rule = rule, .most = 2}, order, {});
      for (int i = 0; i < 14; ++i) {
        const PeakFit& fit = fits[static_cast<std::size_t>(i)].fit;
        ASSERT_EQ(fit.peaks.size(), lines_of(i).size()) << i;
        for (std::size_t k = 0; k < fit.peaks.size(); ++k)
          EXPECT_NEAR(fit.peaks[k].center, lines_of(i)[k].center, 5 * fit.errors[k].center) << i;
      }
    }
  }
}

TEST(EmissionSeries, ThreadsDoNotChangeTheNumbers) {
  const EmissionSpectra spectra = made_series(6);
  const auto one = fit_emission_series(spectra, energy_model, {}, SeriesOrder::independent, {.threads = 1});
  const auto two = fit_emission_series(spectra, energy_model, {}, SeriesOrder::independent, {.threads = 2});
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(one[i].fit.result.values, two[i].fit.result.values);
}

TEST(EmissionSeries, AFrameWithoutSpectrumIsPassedOver) {
  EmissionSpectra spectra = made_series(8);
  spectra[5] = nullptr;
  const auto fits = fit_emission_series(spectra, energy_model, {}, SeriesOrder::forward, {});
  EXPECT_FALSE(fits[5].done);
  EXPECT_TRUE(fits[6].done);
  EXPECT_EQ(fits[6].fit.peaks.size(), 2u);
}

// One, two or three lines of many places, widths and intensities: the number is right in 95 % or more.
TEST(SlowEmissionSeries, TheNumberOfLinesIsRight) {
  int right[3] = {}, all[3] = {};
  for (std::uint64_t seed = 1; seed <= 240; ++seed) {
    RandomStream random(seed, StreamName::synthetic_data, 9);
    const auto n = static_cast<std::size_t>(1 + seed % 3);
    std::vector<Peak> lines;
    double energy = 2.02 + 0.05 * random.uniform();
    for (std::size_t k = 0; k < n; ++k, energy += 0.14 + 0.04 * random.uniform())
      lines.push_back(line(30 + 70 * random.uniform(), energy, 0.09 + 0.03 * random.uniform()));
    const EmissionSpectra spectra{made_spectrum(lines, 1, seed)};
    const auto fits = fit_emission_series(spectra, energy_model, {.rule = CountRule::aic, .most = 3},
                                          SeriesOrder::independent, {});
    right[n - 1] += fits[0].fit.peaks.size() == n ? 1 : 0;
    ++all[n - 1];
  }
  for (int n = 0; n < 3; ++n) EXPECT_GE(right[n], 0.95 * all[n]) << n + 1;
}

CountTrial trial(std::size_t n, double aic, bool at_bound = false, bool converged = true) {
  return {.n = n, .chi2 = aic, .aic = aic, .bic = aic + 1, .converged = converged, .at_bound = at_bound};
}

TEST(EmissionSeries, TheFewestLinesThatAreNotDecisivelyWorse) {
  const std::vector<CountTrial> close{trial(1, 100), trial(2, 95), trial(3, 93)};
  EXPECT_EQ(chosen_count(close, {.rule = CountRule::aic}), 0u);
  EXPECT_EQ(chosen_count(close, {.rule = CountRule::given}), 0u);
  std::vector<CountTrial> sure = close;
  for (CountTrial& one : sure) one.significant = true;
  EXPECT_EQ(chosen_count(sure, {.rule = CountRule::given}), 2u);
  const std::vector<CountTrial> clear{trial(1, 200), trial(2, 95), trial(3, 93)};
  EXPECT_EQ(chosen_count(clear, {.rule = CountRule::aic}), 1u);
  EXPECT_EQ(chosen_count(clear, {.rule = CountRule::bic, .margin = 1}), 2u);
}

// Two lines close together are there beyond doubt, though neither area is known by itself.
TEST(EmissionSeries, LinesThatOverlapAreCounted) {
  const EmissionSpectra spectra{made_spectrum({line(100, 2.20, 0.1), line(100, 2.235, 0.11)}, 0.4, 1)};
  const auto fits = fit_emission_series(spectra, energy_model, {}, SeriesOrder::independent, {});
  EXPECT_EQ(fits[0].fit.peaks.size(), 2u);
  EXPECT_FALSE(fits[0].trials[1].significant);
}

TEST(EmissionSeries, ALineThatIsNoneDoesNotCount) {
  EXPECT_EQ(chosen_count(std::vector{trial(1, 200), trial(2, 95, true)}, {}), 0u);
  EXPECT_EQ(chosen_count(std::vector{trial(1, 200), trial(2, 95, false, false)}, {}), 0u);
  EXPECT_EQ(chosen_count(std::vector{trial(1, 200, true, false)}, {}), 0u);
}

}  // namespace
}  // namespace nacre::spectra
