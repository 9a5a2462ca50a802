#include "nacre/ligands/onsager.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nacre::ligands {

double infinite_unlike_fraction(double chi_G_RT) {
  if (std::abs(chi_G_RT) < 1e-9) return 0.5;
  if (chi_G_RT < 0) return 1 - infinite_unlike_fraction(-chi_G_RT);  // swap the ligands on one sublattice
  const double two_k = chi_G_RT / 4;
  const double cosh = std::cosh(two_k);
  const double tanh = std::tanh(two_k);
  const double modulus = std::min(2 * std::sinh(two_k) / (cosh * cosh), 1 - 1e-16);
  const double correlation =
      0.5 / tanh * (1 + 2 / std::numbers::pi * (2 * tanh * tanh - 1) * std::comp_ellint_1(modulus));
  return 0.5 * (1 - correlation);
}

}  // namespace nacre::ligands
