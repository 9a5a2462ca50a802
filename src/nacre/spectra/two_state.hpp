// Two states in equilibrium: enthalpy, entropy and critical temperature of A <=> B from fractions of B or
// from the rate constants of both directions (Supplementary Fig. 24 of the magic-size-cluster paper).
#pragma once

#include <array>
#include <limits>
#include <span>
#include <vector>

#include "nacre/fit/fit.hpp"
#include "nacre/spectra/straight_line.hpp"

namespace nacre::spectra {

struct FractionPoint {
  double temperature_K = 0;
  double fraction = 0;                                      // of B, in equilibrium
  double error = std::numeric_limits<double>::quiet_NaN();  // NaN: unknown
};

struct TwoWayRate {
  double temperature_K = 0;
  double ln_forward = 0;   // A -> B
  double ln_backward = 0;  // B -> A, in the same unit
  double forward_error = std::numeric_limits<double>::quiet_NaN();
  double backward_error = std::numeric_limits<double>::quiet_NaN();
};

// ln K = -dH/R (1/T - 1/T_c), K = [B]/[A]; dS = dH / T_c. Fitted in dH and T_c, which are far less correlated
// than dH and dS.
struct TwoStateFit {
  fit::Problem problem{};
  fit::Result result{};  // parameters: dH, T_c
  bool errors_given = false;
  Estimate dH_kJ_mol{};
  Estimate dS_J_molK{};
  Estimate critical_K{};
  double dH_dS_correlation = 0;
  double dH_Tc_correlation = 0;

  Estimate free_energy_kJ_mol(double temperature_K) const;  // of B minus that of A
  Estimate fraction(double temperature_K) const;            // of B
};

// Fractions are fitted as they are, so that those near 0 and 1 with their errors count for what they are
// worth. Throw std::invalid_argument for fewer than two temperatures or one that is not positive.
TwoStateFit fit_fractions(std::span<const FractionPoint> points);
TwoStateFit fit_two_way_rates(std::span<const TwoWayRate> points);

// chi2 (two degrees of freedom) of the difference of two fits in dH and T_c, and the probability that it is
// so large if both describe the same two states and do not share data.
struct Agreement {
  double chi2 = 0;
  double p = 1;
};
Agreement agreement(const TwoStateFit& a, const TwoStateFit& b);

}  // namespace nacre::spectra
