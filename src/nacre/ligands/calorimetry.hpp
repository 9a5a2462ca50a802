// Measured thermodynamics of ligand exchange on mixed shells.
#pragma once

#include <array>
#include <string>
#include <vector>

namespace nacre::ligands {

// Standard errors of one titration, and the correlation of its dH and dG.
struct ExchangeErrors {
  double dH_kJ_mol = 0.7;  // scatter of three repeats of C6SH:C14SH 1:1 (ligand-patterning paper, Table S2)
  double dS_J_molK = 5;
  double dG_kJ_mol = 0.4;
  double correlation = 0;  // of dH and dG
};

// One titration. Only two of dG = dH - T dS are independent; dH and dG are the pair that is kept, since the
// calorimeter measures them (height and steepness of the curve) and dS is their difference.
struct ExchangePoint {
  double x_a = 0;  // mole fraction of ligand A; 0 and 1 are the pure ligands
  double dH_kJ_mol = 0;
  double dG_kJ_mol = 0;
  std::array<double, 3> covariance{};  // var(dH), cov(dH, dG), var(dG) in (kJ/mol)^2

  double dS_J_molK(double temperature_K) const { return 1e3 * (dH_kJ_mol - dG_kJ_mol) / temperature_K; }
  double dS_error_J_molK(double temperature_K) const;
};

// The covariance of (dH, dG) from the errors of dH and dG, or from those of the two columns that were
// measured.
enum class MeasuredPair { dH_dG, dH_dS, dG_dS };
std::array<double, 3> pair_covariance(const ExchangeErrors& errors, MeasuredPair pair, double temperature_K);

// The correlation of dH and dG that errors of all three would imply; outside -1..1 they contradict one
// another.
double implied_correlation(const ExchangeErrors& errors, double temperature_K);

// dG - (dH - T dS), and what rounding alone can explain: half the last printed digits, added up.
struct ConsistencyCheck {
  double mismatch_kJ_mol = 0;
  double tolerance_kJ_mol = 0;
  double consistent_dS_J_molK = 0;  // (dH - dG) / T

  bool holds() const { return mismatch_kJ_mol <= tolerance_kJ_mol && -mismatch_kJ_mol <= tolerance_kJ_mol; }
};
struct PrintedValues {
  double dH_kJ_mol, dS_J_molK, dG_kJ_mol;
  double half_digit_dH, half_digit_dS, half_digit_dG;  // in the units of the values
};
ConsistencyCheck check_consistency(const PrintedValues& printed, double temperature_K);

// Enthalpy-entropy compensation: dH = intercept + T_comp dS, both coordinates with their correlated errors
// (York et al., Am. J. Phys. 72 (2004) 367: the slope that minimises the effective-variance chi2).
struct Compensation {
  double temperature_K = 0;  // the slope, T_comp
  double temperature_error_K = 0;
  double intercept_kJ_mol = 0;
  double chi2_reduced = 0;
  bool determined = false;
};
Compensation fit_compensation(const std::vector<ExchangePoint>& points, double temperature_K);

}  // namespace nacre::ligands
