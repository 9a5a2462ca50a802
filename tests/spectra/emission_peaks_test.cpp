#include "nacre/spectra/emission_peaks.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "made_emission.hpp"

namespace nacre::spectra {
namespace {

const std::vector<Peak> truth{line(100, 2.2, 0.11), line(60, 2.4, 0.13)};
const std::vector<Peak> near{line(80, 2.19, 0.13), line(80, 2.42, 0.1)};

TEST(EmissionPeaks, AreaMiddleAndWidthAreWhatTheyAreCalled) {
  const Peak peak{3, 2.2, 0.1};
  double sum = 0;
  for (int i = -4000; i <= 4000; ++i) sum += gaussian(peak, 2.2 + 1e-4 * i) * 1e-4;
  EXPECT_NEAR(sum, 3, 1e-9);
  EXPECT_NEAR(gaussian(peak, 2.25), gaussian(peak, 2.2) / 2, 1e-12);
}

// Light is kept by the change of axis, so that the fit of exact data finds the areas that were put in.
TEST(EmissionPeaks, ExactDataGiveTheLinesBack) {
  const PeakFit fit = fit_peaks(made_spectrum(truth, 0, 1), near, energy_model);
  ASSERT_EQ(fit.peaks.size(), 2u);
  EXPECT_TRUE(fit.result.converged);
  for (std::size_t k = 0; k < 2; ++k) {
    EXPECT_NEAR(fit.peaks[k].area, truth[k].area, 1e-8 * truth[k].area);
    EXPECT_NEAR(fit.peaks[k].center, truth[k].center, 1e-9);
    EXPECT_NEAR(fit.peaks[k].fwhm, truth[k].fwhm, 1e-9);
  }
}

void expect_exact_derivatives(const fit::Problem& problem) {
  std::vector<double> values;
  for (const fit::Parameter& parameter : problem.parameters) values.push_back(parameter.start);
  const fit::DataSet& set = problem.data.front();
  const auto n = static_cast<std::size_t>(set.n_residuals), p = values.size();
  std::vector<double> jacobian(n * p), up(n), down(n);
  set.derivatives(values, jacobian);
  for (std::size_t j = 0; j < p; ++j) {
    std::vector<double> moved = values;
    const double step = 1e-6 * std::max(1e-2, std::abs(values[j]));
    moved[j] = values[j] + step;
    set.residuals(moved, up);
    moved[j] = values[j] - step;
    set.residuals(moved, down);
    double largest = 0;
    for (std::size_t i = 0; i < n; ++i) largest = std::max(largest, std::abs(jacobian[i * p + j]));
    for (std::size_t i = 0; i < n; ++i)
      ASSERT_NEAR(jacobian[i * p + j], (up[i] - down[i]) / (2 * step), 1e-6 * largest) << j << ", " << i;
  }
}

TEST(EmissionPeaks, DerivativesAreExact) {
  PeakModel model = energy_model;
  model.baseline_terms = 2;
  expect_exact_derivatives(peak_problem(made_spectrum(truth, 1, 1), near, model, std::vector{0.4, -0.2}));
  model.max_fwhm = 100;
  model.min_fwhm = 1;
  expect_exact_derivatives(peak_problem(made_spectrum(truth, 1, 1, EmissionAxis::wavelength),
                                        std::vector<Peak>{{100, 560, 20}}, model, std::vector{0.4, -0.2}));
}

TEST(EmissionPeaks, TheReddestComesFirstOnBothAxes) {
  const std::vector<Peak> exchanged{near[1], near[0]};
  const PeakFit energy = fit_peaks(made_spectrum(truth, 0.5, 1), exchanged, energy_model);
  EXPECT_LT(energy.peaks[0].center, energy.peaks[1].center);
  EXPECT_EQ(energy.problem.parameters[1].name, "energy_1");
  const PeakModel model{.min_fwhm = 5, .max_fwhm = 80};
  const PeakFit wavelength = fit_peaks(made_spectrum(truth, 0.5, 1, EmissionAxis::wavelength),
                                       std::vector<Peak>{{1000, 515, 20}, {1000, 560, 20}}, model);
  EXPECT_GT(wavelength.peaks[0].center, wavelength.peaks[1].center);
}

// What fitting in wavelength does to lines that are Gaussians in energy: per nm the density gains a factor
// 1/lambda^2, which moves the maximum of a line of standard deviation s to 2 s^2 / E higher energy and gives
// it a tail to longer wavelengths, so that a symmetric curve ends up between the maximum and the line's own
// middle.
TEST(EmissionPeaks, LinesFittedInWavelengthAreBlueShifted) {
  const std::vector<Peak> one{line(100, 2.2, 0.12)};
  const PeakFit fit = fit_peaks(made_spectrum(one, 0, 1, EmissionAxis::wavelength),
                                std::vector<Peak>{{3000, 560, 30}}, {.min_fwhm = 5, .max_fwhm = 80});
  const double s = 0.12 / 2.3548;
  const double shift = energy_eV(fit.peaks[0].center) - 2.2;
  EXPECT_GT(shift, 0.2 * s * s / 2.2);
  EXPECT_LT(shift, 2 * s * s / 2.2);
}

TEST(EmissionPeaks, AnOffsetOfTheDetectorIsNoLight) {
  MeasuredEmission measured = measured_emission(truth, 0.3, 4);
  for (double& one : measured.signal) one += 7;
  const auto spectrum =
      std::make_shared<const EmissionSpectrum>(emission_spectrum(measured, EmissionAxis::energy));
  PeakModel model = energy_model;
  model.baseline_terms = 1;
  const PeakFit fit = fit_peaks(spectrum, near, model);
  EXPECT_NEAR(fit.result.values[6], 7, 4 * fit.result.uncertainties[6]);
  EXPECT_NEAR(fit.peaks[0].area, truth[0].area, 4 * fit.errors[0].area);
  EXPECT_LT(fit.result.chi2_reduced(), 1.4);
  const std::vector<double> whole = fitted_density(*spectrum, fit), base = baseline_density(*spectrum, fit);
  const std::vector<double> first = peak_density(*spectrum, fit.peaks[0]);
  const std::vector<double> second = peak_density(*spectrum, fit.peaks[1]);
  for (std::size_t i = 0; i < whole.size(); i += 20)
    EXPECT_NEAR(whole[i], base[i] + first[i] + second[i], 1e-9);
}

TEST(EmissionPeaks, OneWidthForAllWhenAsked) {
  PeakModel model = energy_model;
  model.shared_width = true;
  const PeakFit fit = fit_peaks(made_spectrum(truth, 0.5, 1), near, model);
  EXPECT_EQ(fit.peaks[0].fwhm, fit.peaks[1].fwhm);
  EXPECT_EQ(fit.result.n_free, 5);
}

TEST(EmissionPeaks, ALineThatIsNotThereIsNotSignificant) {
  const std::vector<Peak> one{line(100, 2.2, 0.11)};
  const PeakFit fit = fit_peaks(made_spectrum(one, 0.5, 5), near, energy_model);
  EXPECT_FALSE(fit.is_significant(0) && fit.is_significant(1));
  EXPECT_GE(std::min(fit.peaks[0].area, fit.peaks[1].area), 0);
}

// Pulls of positions, widths and areas over 1000 spectra, with errors as given.
TEST(EmissionPeaks, ErrorsAreRight) {
  std::vector<std::vector<double>> pulls(6);
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    const PeakFit fit = fit_peaks(made_spectrum(truth, 1, seed), near, energy_model);
    for (std::size_t k = 0; k < 2; ++k) {
      pulls[3 * k].push_back((fit.peaks[k].center - truth[k].center) / fit.errors[k].center);
      pulls[3 * k + 1].push_back((fit.peaks[k].fwhm - truth[k].fwhm) / fit.errors[k].fwhm);
      pulls[3 * k + 2].push_back((fit.peaks[k].area - truth[k].area) / fit.errors[k].area);
    }
  }
  for (std::size_t i = 0; i < 6; ++i) {
    const auto [mean, deviation] = spread_of(pulls[i]);
    EXPECT_NEAR(mean, 0, 0.1) << i;
    EXPECT_NEAR(deviation, 1, 0.1) << i;
  }
}

TEST(EmissionPeaks, RefusesNoPeaksAndTooMany) {
  const auto spectrum = made_spectrum(truth, 1, 1);
  EXPECT_THROW(fit_peaks(spectrum, {}, energy_model), std::invalid_argument);
  EXPECT_THROW(fit_peaks(spectrum, std::vector<Peak>(4, near[0]), energy_model), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::spectra
