#include "nacre/spectra/emission_spectrum.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "made_emission.hpp"

namespace nacre::spectra {
namespace {

double trapezoid(const std::vector<double>& x, const std::vector<double>& y) {
  double sum = 0;
  for (std::size_t i = 1; i < x.size(); ++i) sum += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
  return sum;
}

const std::vector<Peak> lines{{120, 2.2, 0.11}, {50, 2.4, 0.13}};

TEST(EmissionSpectrum, LightIsTheSameOnBothAxes) {
  const MeasuredEmission measured = measured_emission(lines, 0, 1, wavelengths(400, 800, 0.5));
  for (const EmissionAxis axis : {EmissionAxis::energy, EmissionAxis::wavelength}) {
    const EmissionSpectrum spectrum = emission_spectrum(measured, axis);
    EXPECT_NEAR(trapezoid(spectrum.x, spectrum.density), 170, 1e-3);
    EXPECT_TRUE(std::ranges::is_sorted(spectrum.x));
  }
}

TEST(EmissionSpectrum, ErrorsKeepTheirShareOfTheSignal) {
  const MeasuredEmission measured = measured_emission(lines, 0.3, 1);
  const EmissionSpectrum spectrum = emission_spectrum(measured, EmissionAxis::energy);
  const std::size_t n = spectrum.x.size();
  for (const std::size_t i : {std::size_t{0}, std::size_t{70}, n - 1})
    EXPECT_NEAR(spectrum.density[i] / spectrum.sigma[i], measured.signal[n - 1 - i] / 0.3, 1e-9);
}

TEST(EmissionSpectrum, TheResponseIsDividedOut) {
  MeasuredEmission measured = measured_emission(lines, 0.3, 1);
  const EmissionSpectrum bare = emission_spectrum(measured, EmissionAxis::energy);
  measured.response.assign(measured.signal.size(), 1);
  for (std::size_t i = 0; i < measured.signal.size(); ++i) {
    measured.response[i] = 0.2 + 0.004 * static_cast<double>(i);
    measured.signal[i] *= measured.response[i];
    measured.sigma[i] *= measured.response[i];
  }
  const EmissionSpectrum corrected = emission_spectrum(measured, EmissionAxis::energy);
  for (std::size_t i = 0; i < bare.x.size(); ++i) {
    EXPECT_NEAR(corrected.density[i], bare.density[i], 1e-9);
    EXPECT_NEAR(corrected.sigma[i], bare.sigma[i], 1e-9);
    EXPECT_NEAR(corrected.per_signal[i] * measured.response[bare.x.size() - 1 - i], bare.per_signal[i], 1e-9);
  }
}

TEST(EmissionSpectrum, ASignalPerEnergyNeedsNoFactor) {
  const MeasuredEmission measured = measured_emission(lines, 0.3, 1);
  const EmissionSpectrum spectrum = emission_spectrum(measured, EmissionAxis::energy, SignalDensity::per_eV);
  EXPECT_EQ(spectrum.density.front(), measured.signal.back());
  const EmissionSpectrum back = emission_spectrum(measured, EmissionAxis::wavelength, SignalDensity::per_eV);
  EXPECT_NEAR(trapezoid(back.x, back.density), trapezoid(spectrum.x, spectrum.density), 0.02);
}

TEST(EmissionSpectrum, WidthsAreWhatPlacesDifferBy) {
  for (const EmissionAxis axis : {EmissionAxis::energy, EmissionAxis::wavelength}) {
    const double x = axis == EmissionAxis::energy ? 2.3 : 540, step = 1e-4 * x;
    EXPECT_NEAR(energy_width_of(axis, x, step),
                std::abs(energy_of(axis, x + step / 2) - energy_of(axis, x - step / 2)), 1e-8);
    EXPECT_NEAR(wavelength_width_of(axis, x, step),
                std::abs(wavelength_of(axis, x + step / 2) - wavelength_of(axis, x - step / 2)), 1e-6);
  }
}

TEST(EmissionSpectrum, RefusesWhatIsNone) {
  MeasuredEmission measured = measured_emission(lines, 0.3, 1);
  measured.sigma[3] = 0;
  EXPECT_THROW(emission_spectrum(measured, EmissionAxis::energy), std::invalid_argument);
  measured = measured_emission(lines, 0.3, 1);
  measured.wavelength_nm[0] = -1;
  EXPECT_THROW(emission_spectrum(measured, EmissionAxis::energy), std::invalid_argument);
  measured = measured_emission(lines, 0.3, 1);
  measured.response = {1, 2};
  EXPECT_THROW(emission_spectrum(measured, EmissionAxis::energy), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::spectra
