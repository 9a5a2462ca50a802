#include "nacre/spectra/particle_concentration.hpp"

#include <cmath>
#include <numbers>

#include "nacre/core/units.hpp"

namespace nacre::spectra {
namespace {

constexpr double L_per_nm3 = 1e-24;
constexpr double cm3_per_L = 1000;

double ratio(double error, double value) { return value != 0 ? error / value : 0; }

// d ln <V> / d d, 1/nm.
double volume_slope(const ParticleSize& size) {
  const double d = size.diameter_nm.value, s = size.deviation_nm;
  return (3 * d * d + 3 * s * s) / (d * d * d + 3 * d * s * s);
}

}  // namespace

ParticleAmount particle_amount(const AbsorbanceRead& read, const ParticleSize& size) {
  const double d = size.diameter_nm.value, s = size.deviation_nm;
  const double per_absorbance = std::numbers::ln10 * read.dilution / (read.intrinsic_per_cm * read.path_cm);
  ParticleAmount out;
  out.volume_fraction = {
      read.absorbance.value * per_absorbance,
      std::hypot(read.absorbance.error, read.absorbance.value * read.dilution_relative_error) *
          per_absorbance};
  const double by_size = volume_slope(size) * size.diameter_nm.error;  // relative
  out.mean_volume_nm3.value = std::numbers::pi / 6 * (d * d * d + 3 * d * s * s);
  out.mean_volume_nm3.error = out.mean_volume_nm3.value * by_size;
  const double per_fraction = 1e6 / (avogadro_per_mol * out.mean_volume_nm3.value * L_per_nm3);
  const double concentration = out.volume_fraction.value * per_fraction;
  const double from_fraction = out.volume_fraction.error * per_fraction;
  const double error = std::hypot(from_fraction, concentration * by_size);
  out.concentration_uM = {concentration, error};
  out.correlation_with_diameter = -ratio(concentration * by_size, error);
  out.correlation_with_fraction = ratio(from_fraction, error);
  return out;
}

Measured yield_of(const Measured& volume_fraction, double molar_volume_cm3_mol, double precursor_mM) {
  const double per_fraction = 1e3 * cm3_per_L / (molar_volume_cm3_mol * precursor_mM);
  return {volume_fraction.value * per_fraction, volume_fraction.error * per_fraction};
}

Measured sites_mM(const ParticleAmount& amount, const ParticleSize& size, double sites, double sites_per_nm) {
  const double value = 1e-3 * amount.concentration_uM.value * sites;
  const double from_fraction = value * ratio(amount.volume_fraction.error, amount.volume_fraction.value);
  const double slope = ratio(sites_per_nm, sites) - volume_slope(size);  // d ln (c N) / d d
  return {value, std::hypot(from_fraction, value * slope * size.diameter_nm.error)};
}

}  // namespace nacre::spectra
