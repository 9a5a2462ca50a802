#include "nacre/spectra/emission_starts.hpp"

#include <gtest/gtest.h>

#include "made_emission.hpp"

namespace nacre::spectra {
namespace {

TEST(EmissionStarts, TheOutstandingPeakIsTheStrongLine) {
  const std::vector<Peak> truth{line(100, 2.2, 0.11), line(30, 2.45, 0.1)};
  const auto spectrum = made_spectrum(truth, 1, 1);
  const Peak first = outstanding_peak(*spectrum, {}, energy_model);
  EXPECT_NEAR(first.center, 2.2, 0.03);
  const std::vector<double> explained = peak_density(*spectrum, truth[0]);
  EXPECT_NEAR(outstanding_peak(*spectrum, explained, energy_model).center, 2.45, 0.03);
}

TEST(EmissionStarts, SplittingKeepsTheLight) {
  const std::vector<Peak> two = split(std::vector<Peak>{{10, 2.2, 0.1}}, 0);
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(two[0].area + two[1].area, 10);
  EXPECT_NEAR((two[0].center + two[1].center) / 2, 2.2, 1e-12);
}

TEST(EmissionStarts, TheBaselineOfTheEnds) {
  MeasuredEmission measured = measured_emission({line(100, 2.2, 0.1)}, 0, 1);
  for (std::size_t i = 0; i < measured.signal.size(); ++i)
    measured.signal[i] += 5 - 0.01 * static_cast<double>(i);
  const EmissionSpectrum spectrum = emission_spectrum(measured, EmissionAxis::energy);
  PeakModel model = energy_model;
  model.baseline_terms = 2;
  const std::vector<double> terms = end_baseline(spectrum, model);
  EXPECT_NEAR(terms[0], 4, 0.05);
  EXPECT_NEAR(terms[1], 1, 0.05);
}

// From nothing but the spectrum: lines well apart, a shoulder, three lines; the right minimum in nearly all.
TEST(EmissionStarts, FindsTheMinimumWithoutHelp) {
  const std::vector<std::vector<Peak>> cases{
      {line(100, 2.15, 0.11), line(60, 2.4, 0.13)},
      {line(100, 2.2, 0.11), line(40, 2.3, 0.12)},
      {line(20, 2.2, 0.11), line(100, 2.33, 0.1)},
      {line(60, 2.05, 0.08), line(100, 2.2, 0.1), line(50, 2.4, 0.11)}};
  int found = 0, all = 0;
  for (const std::vector<Peak>& truth : cases)
    for (std::uint64_t seed = 1; seed <= 25; ++seed, ++all) {
      const auto spectrum = made_spectrum(truth, 1, seed);
      PeakFit fit = best_fit(spectrum, 1, energy_model, nullptr, {});
      for (std::size_t n = 2; n <= truth.size(); ++n) fit = best_fit(spectrum, n, energy_model, &fit, {});
      bool right = fit.result.converged;
      for (std::size_t k = 0; k < truth.size(); ++k)
        right &= std::abs(fit.peaks[k].center - truth[k].center) < 5 * fit.errors[k].center;
      found += right ? 1 : 0;
    }
  EXPECT_GE(found, all - 1);
}

TEST(EmissionStarts, ANeighboursFitIsTakenWhereItIsBetter) {
  const std::vector<Peak> truth{line(100, 2.2, 0.11), line(40, 2.3, 0.12)};
  const auto spectrum = made_spectrum(truth, 1, 1);
  const PeakFit one = best_fit(spectrum, 1, energy_model, nullptr, {});
  const std::vector<std::vector<Peak>> known{truth};
  const PeakFit helped = best_fit(spectrum, 2, energy_model, &one, known);
  EXPECT_LE(helped.result.chi2, best_fit(spectrum, 2, energy_model, &one, {}).result.chi2 + 1e-6);
}

}  // namespace
}  // namespace nacre::spectra
