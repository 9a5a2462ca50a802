// Rate constants against temperature: Arrhenius and Eyring plots.
#pragma once

#include <limits>
#include <span>

#include "nacre/spectra/straight_line.hpp"

namespace nacre::spectra {

inline constexpr double planck_J_s = 6.62607015e-34;  // exact in the SI of 2019

struct RatePoint {
  double temperature_K = 0;
  double ln_k = 0;                                          // k in 1/s
  double error = std::numeric_limits<double>::quiet_NaN();  // of ln k; NaN: unknown
  double half_digit = 0;                                    // half of the last printed digit of ln k
};

// ln k = ln A - E_a / (R T).
struct ArrheniusFit {
  StraightLine line{};
  Estimate activation_energy_kJ_mol{};
  Estimate ln_A{};                  // A in 1/s
  double with_rounding_kJ_mol = 0;  // error of the activation energy, rounding included
  double ln_A_with_rounding = 0;
  double rounding_reach_kJ_mol = 0;  // how far the printed digits alone can move it
  double middle_K = 0;               // temperature at which ln k and E_a are not correlated

  Estimate ln_k(double temperature_K) const;
};

// ln(k/T) = ln(k_B/h) + dS/R - dH/(R T): transition state theory with a transmission coefficient of one
// (Eyring 1935, doi:10.1063/1.1749604).
struct EyringFit {
  StraightLine line{};
  Estimate enthalpy_kJ_mol{};
  Estimate entropy_J_molK{};
  Estimate free_energy_kJ_mol{};  // at middle_K, where its error is least
  double enthalpy_with_rounding_kJ_mol = 0;
  double entropy_with_rounding_J_molK = 0;
  double middle_K = 0;

  Estimate ln_k_over_T(double temperature_K) const;
};

// Throw std::invalid_argument for fewer than two temperatures or one that is not positive.
ArrheniusFit fit_arrhenius(std::span<const RatePoint> points);
EyringFit fit_eyring(std::span<const RatePoint> points);

}  // namespace nacre::spectra
