// Two ligands that compete for the same sites: the composition of the shell from that of the solution.
#pragma once

#include <vector>

#include "nacre/ligands/calorimetry.hpp"

namespace nacre::ligands {

// Shares of the sites that hold A and B (ligand-patterning paper, S25): K_A x_A / (1 + K_A x_A + K_B x_B).
// The equation puts mole fractions of the added ligands where a Langmuir isotherm has concentrations, so the
// free share is a convention; it drops out of fraction_a.
struct Coverage {
  double a = 0;
  double b = 0;

  double total() const { return a + b; }
  double fraction_a() const { return a / (a + b); }
};
Coverage competitive_coverage(double K_a, double K_b, double x_a);

// The exchange free energies of the pure ligands as they were measured: means of the rows with x_a = 1 and
// x_a = 0, weighted by their errors. Throws std::invalid_argument where one of them is missing.
struct PureExchange {
  double dG_a_kJ_mol = 0;
  double dG_a_error_kJ_mol = 0;
  double dG_b_kJ_mol = 0;
  double dG_b_error_kJ_mol = 0;
  double temperature_K = 303;

  double ln_ratio() const;        // ln(K_A / K_B): how strongly A is preferred
  double ln_ratio_error() const;  // of independent errors
  Coverage coverage(double x_a) const;
};
PureExchange pure_exchange(const std::vector<ExchangePoint>& points, double temperature_K);

// Mole fraction of A among the bound ligands, x r / (x r + 1 - x) with r = K_A / K_B.
double surface_fraction(double x_a, double ln_ratio);

// Its standard error: x_s (1 - x_s) times that of ln r.
double surface_fraction_error(double x_a, double ln_ratio, double ln_ratio_error);

// The same titrations at the composition of the shell.
std::vector<ExchangePoint> at_surface_fractions(std::vector<ExchangePoint> points, double ln_ratio);

}  // namespace nacre::ligands
