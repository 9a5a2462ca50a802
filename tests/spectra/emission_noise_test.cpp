#include "nacre/spectra/emission_noise.hpp"

#include <gtest/gtest.h>

#include "made_emission.hpp"

namespace nacre::spectra {
namespace {

const std::vector<Peak> lines{line(100, 2.2, 0.11), line(60, 2.4, 0.13)};

// Ratio of the estimated to the true noise over many spectra.
template <typename Noise>
Spread ratios(NoiseLaw law, std::size_t at, const Noise& noise) {
  const std::vector<double> x = wavelengths(), light = light_per_nm(x, lines);
  std::vector<double> found;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    RandomStream random(seed, StreamName::synthetic_data);
    std::vector<double> signal = light;
    for (double& one : signal) one += noise(one) * random.normal();
    found.push_back(estimated_sigma(x, signal, law)[at] / noise(light[at]));
  }
  return spread_of(found);
}

TEST(EmissionNoise, ConstantNoiseIsFoundWithoutBias) {
  const auto [mean, deviation] = ratios(NoiseLaw::constant, 0, [](double) { return 0.5; });
  EXPECT_NEAR(mean, 1, 0.02);
  EXPECT_LT(deviation, 0.09);
}

TEST(EmissionNoise, CountingNoiseFollowsTheSignal) {
  const auto noise = [](double signal) { return std::sqrt(0.09 + 0.04 * std::max(signal, 0.0)); };
  for (const std::size_t at : {std::size_t{5}, std::size_t{113}}) {
    const auto [mean, deviation] = ratios(NoiseLaw::counting, at, noise);
    EXPECT_NEAR(mean, 1, 0.04) << at;
    EXPECT_LT(deviation, 0.16) << at;
  }
}

TEST(EmissionNoise, OnePointFarOffHardlyCounts) {
  const std::vector<double> x = wavelengths();
  MeasuredEmission measured = measured_emission(lines, 0.5, 3);
  const double before = estimated_sigma(x, measured.signal, NoiseLaw::constant)[0];
  measured.signal[150] += 500;
  EXPECT_NEAR(estimated_sigma(x, measured.signal, NoiseLaw::constant)[0], before, 0.05 * before);
}

TEST(EmissionNoise, UnevenStepsDoNotMatterToASmoothSignal) {
  std::vector<double> x, signal;
  for (int i = 0; i < 60; ++i) {
    x.push_back(400 + i + 0.3 * std::sin(3.0 * i));
    signal.push_back(2 + 0.5 * x.back() - 1e-3 * x.back() * x.back());
  }
  EXPECT_LT(estimated_sigma(x, signal, NoiseLaw::constant)[0], 1e-9);
}

TEST(EmissionNoise, RefusesTooFewPoints) {
  const std::vector<double> few(11, 1.0);
  EXPECT_THROW(estimated_sigma(few, few, NoiseLaw::constant), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::spectra
