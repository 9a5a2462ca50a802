// From emission to size: the Stokes shift between the first absorption and the emission, and its check or its
// fit against positions of absorption.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "nacre/fit/fit.hpp"
#include "nacre/spectra/sizing.hpp"

namespace nacre::spectra {

// On what the shift depends: shift = c0 + c1 g + c2 g^2 in meV.
enum class StokesLaw {
  constant,          // g = 0
  inverse_diameter,  // g = 1 / d in 1/nm
  energy,            // g = E - 2 eV, E of the emission in eV
};

// A law as it is written, for keys, docs and reports.
struct StokesCard {
  std::string_view name;  // in study files
  StokesLaw law;
  std::string_view equation;
  int terms;  // coefficients it can have
};
std::span<const StokesCard> stokes_cards();
const StokesCard* find_stokes_card(std::string_view name);  // null if there is none

inline constexpr double stokes_reference_eV = 2;

struct StokesShift {
  StokesLaw law = StokesLaw::constant;
  std::array<double, 3> c_meV{};       // c1 in meV nm or meV/eV, c2 in meV nm^2 or meV/eV^2
  std::array<double, 9> covariance{};  // of the coefficients, row-major; zeros: taken as exact

  double shift_meV(double emission_eV, double diameter_nm) const;
  double error_meV(double emission_eV, double diameter_nm) const;  // from the covariance
};

// What an emission line says about size.
struct EmissionSize {
  double absorption_eV = 0;  // emission plus shift
  double shift_meV = 0;
  double radius_nm = 0;      // NaN beyond the branch of the sizing curve
  double radius_err_nm = 0;  // from the error of the line
  double radius_sys_nm = 0;  // from the error of the shift, which all lines share
  bool in_range = true;      // of the sizing curve's validity
};

// Where the shift depends on the diameter, which depends on the shift, by iteration.
EmissionSize size_of_emission(double emission_eV, double error_eV, const StokesShift& shift,
                              const Sizing& sizing);

// One emission line and the first absorption of the same particles.
struct StokesPair {
  double emission_eV = 0;
  double emission_err_eV = 0;
  double absorption_eV = 0;
  double absorption_err_eV = 0;
  double diameter_nm = 0;  // from the absorption

  double shift_meV() const { return 1e3 * (absorption_eV - emission_eV); }
  double error_meV() const;
};

// The coefficients that `free` marks, from the pairs, the others held at those of `start`. The residual of a
// pair is that of its shift. Named stokes_shift, stokes_slope, stokes_curvature.
fit::Problem stokes_problem(std::span<const StokesPair> pairs, const StokesShift& start,
                            std::array<bool, 3> free, bool scale_sigmas);
StokesShift stokes_of(const fit::Result& result, StokesLaw law);

// How far a shift is from the pairs.
struct StokesAgreement {
  std::size_t n = 0;
  double chi2 = 0;            // of absorption against emission plus shift
  double mean_meV = 0;        // mean of the measured shifts, weighted
  double mean_err_meV = 0;    // from the errors, times sqrt(chi2 of the mean / (n - 1)) where that is above 1
  double mean_chi2 = 0;       // of the measured shifts about their mean, n - 1 degrees of freedom
  double difference_meV = 0;  // mean of measured minus given, weighted
  double difference_err_meV = 0;  // from the errors of the pairs alone
  // chi2 where the whole given shift may be off by a common error: n degrees of freedom.
  double chi2_with(double common_error_meV) const;
};
StokesAgreement agreement(std::span<const StokesPair> pairs, const StokesShift& shift);

}  // namespace nacre::spectra
