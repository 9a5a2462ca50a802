#include "nacre/spectra/particle_concentration.hpp"

#include <cmath>
#include <numbers>

#include "nacre/core/units.hpp"

namespace nacre::spectra {
namespace {

constexpr double L_per_nm3 = 1e-24;
constexpr double cm3_per_L = 1000;

constexpr double uM_per_M = 1e6;

double ratio(double error, double value) { return value != 0 ? error / value : 0; }

// d ln <V> / d d, 1/nm.
double volume_slope(const ParticleSize& size) {
  const double d = size.diameter_nm.value, s = size.deviation_nm;
  return (3 * d * d + 3 * s * s) / (d * d * d + 3 * d * s * s);
}

double mean_volume_nm3(const ParticleSize& size) {
  const double d = size.diameter_nm.value, s = size.deviation_nm;
  return std::numbers::pi / 6 * (d * d * d + 3 * d * s * s);
}

double reading_error(const Measured& absorbance, double dilution_relative_error) {
  return std::hypot(ratio(absorbance.error, absorbance.value), dilution_relative_error);
}

// Both values with errors from the reading, which is in both alike, and from the diameter, on which their
// logarithms hang by these slopes (1/nm).
ParticleAmount amount_of(double fraction, double fraction_per_nm, double concentration_uM,
                         double concentration_per_nm, double reading, const ParticleSize& size) {
  const double by_fraction = fraction_per_nm * size.diameter_nm.error;
  const double by_concentration = concentration_per_nm * size.diameter_nm.error;
  const double of_fraction = std::hypot(reading, by_fraction);
  const double of_concentration = std::hypot(reading, by_concentration);
  const double volume = mean_volume_nm3(size);
  return {.volume_fraction = {fraction, std::abs(fraction) * of_fraction},
          .mean_volume_nm3 = {volume, volume * volume_slope(size) * size.diameter_nm.error},
          .concentration_uM = {concentration_uM, std::abs(concentration_uM) * of_concentration},
          .correlation_with_diameter = ratio(by_concentration, of_concentration),
          .correlation_with_fraction =
              ratio(reading * reading + by_fraction * by_concentration, of_fraction * of_concentration),
          .reading_relative_error = reading,
          .concentration_per_nm = concentration_per_nm};
}

}  // namespace

ParticleAmount particle_amount(const AbsorbanceRead& read, const ParticleSize& size) {
  const double per_absorbance = std::numbers::ln10 * read.dilution / (read.intrinsic_per_cm * read.path_cm);
  const double fraction = read.absorbance.value * per_absorbance;
  const double concentration = fraction * uM_per_M / (avogadro_per_mol * mean_volume_nm3(size) * L_per_nm3);
  return amount_of(fraction, 0, concentration, -volume_slope(size),
                   reading_error(read.absorbance, read.dilution_relative_error), size);
}

ParticleAmount particle_amount(const ExcitonRead& read, const ParticleSize& size) {
  const double concentration_M =
      read.absorbance.value * read.dilution / (read.extinction_per_M_cm * read.path_cm);
  const double fraction = concentration_M * avogadro_per_mol * mean_volume_nm3(size) * L_per_nm3;
  const double reading = std::hypot(reading_error(read.absorbance, read.dilution_relative_error),
                                    read.extinction_relative_error);
  return amount_of(fraction, volume_slope(size) - read.extinction_per_nm, concentration_M * uM_per_M,
                   -read.extinction_per_nm, reading, size);
}

Measured yield_of(const Measured& volume_fraction, double molar_volume_cm3_mol, double precursor_mM) {
  const double per_fraction = 1e3 * cm3_per_L / (molar_volume_cm3_mol * precursor_mM);
  return {volume_fraction.value * per_fraction, volume_fraction.error * per_fraction};
}

Measured sites_mM(const ParticleAmount& amount, const ParticleSize& size, double sites, double sites_per_nm) {
  const double value = 1e-3 * amount.concentration_uM.value * sites;
  const double slope = ratio(sites_per_nm, sites) + amount.concentration_per_nm;  // d ln (c N) / d d
  return {value, std::abs(value) * std::hypot(amount.reading_relative_error, slope * size.diameter_nm.error)};
}

}  // namespace nacre::spectra
