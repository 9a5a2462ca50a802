// How strongly nanocrystals absorb: coefficients at the first exciton, and per volume far above it, where
// confinement no longer matters.
#pragma once

#include <span>
#include <string_view>

namespace nacre::spectra {

// Absorption coefficient of the particles' material in dispersion, at one wavelength: A ln 10 = mu f L for a
// volume fraction f and a path L.
struct IntrinsicAbsorption {
  std::string_view name;  // in study files
  std::string_view material;
  double wavelength_nm = 0;
  double per_cm = 0;
  std::string_view equation;  // as printed
  std::string_view source;
  std::string_view doi;
};
std::span<const IntrinsicAbsorption> intrinsic_absorptions();
const IntrinsicAbsorption* find_intrinsic_absorption(std::string_view name);  // null if there is none

// Molar decadic extinction coefficient at the maximum of the first exciton.
enum class ExcitonForm {
  diameter_power,  // a d^b, d the diameter in nm
  energy,          // a + b exp(-E / c), E in eV; for a peak whose half width at half maximum is `hwhm_eV`
};
struct ExcitonExtinction {
  std::string_view name;
  std::string_view material;
  ExcitonForm form = ExcitonForm::diameter_power;
  double a = 0;  // L/(mol cm)
  double b = 0;
  double c = 1;
  double hwhm_eV = 0;
  std::string_view equation;
  std::string_view source;
  std::string_view doi;
};
std::span<const ExcitonExtinction> exciton_extinctions();
const ExcitonExtinction* find_exciton_extinction(std::string_view name);

// L/(mol cm). A peak that is wider than that of the source by the spread of sizes is as much lower: with
// `hwhm_eV` (NaN: as the source) the coefficient is that of this peak.
double extinction_per_M_cm(const ExcitonExtinction& card, double diameter_nm, double energy_eV,
                           double hwhm_eV);

// mu of a sphere of this diameter whose molar extinction coefficient is known, and back.
double intrinsic_per_cm(double extinction_per_M_cm, double diameter_nm);

}  // namespace nacre::spectra
