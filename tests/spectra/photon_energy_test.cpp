#include "nacre/spectra/photon_energy.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace nacre::spectra {
namespace {

TEST(PhotonEnergy, IsItsOwnInverse) {
  EXPECT_NEAR(energy_eV(620), 1.99974514, 1e-8);
  EXPECT_DOUBLE_EQ(energy_eV(energy_eV(431.7)), 431.7);
}

// The area under a spectrum is a number of photons, whatever the abscissa.
TEST(PhotonEnergy, KeepsTheArea) {
  std::vector<double> lambda, value;
  for (double x = 450; x <= 750; x += 0.25) {
    lambda.push_back(x);
    value.push_back(std::exp(-std::pow((x - 600) / 20, 2)));
  }
  const EnergySpectrum spectrum = per_energy(lambda, value);
  double area = 0;
  for (std::size_t i = 1; i < spectrum.energy_eV.size(); ++i)
    area += 0.5 * (spectrum.density[i] + spectrum.density[i - 1]) *
            (spectrum.energy_eV[i] - spectrum.energy_eV[i - 1]);
  EXPECT_NEAR(area, 20 * std::sqrt(M_PI), 1e-4);
  EXPECT_TRUE(std::ranges::is_sorted(spectrum.energy_eV));
}

TEST(PhotonEnergy, RefusesWhatIsNoWavelength) {
  EXPECT_THROW(per_energy(std::vector<double>{400, 0}, std::vector<double>{1, 1}), std::invalid_argument);
  EXPECT_THROW(per_energy(std::vector<double>{400}, std::vector<double>{1, 1}), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::spectra
