#include "nacre/ligands/mixing_models.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "nacre/core/result.hpp"
#include "nacre/core/units.hpp"

namespace nacre::ligands {
namespace {

constexpr double square_coordination = 4;

// Completes a point from enthalpy, configurational and non-configurational entropy.
Mixing assemble(double dH_kJ_mol, double dS_conf_J_molK, double dS_nc_J_molK, double temperature_K) {
  const double dS = dS_conf_J_molK + dS_nc_J_molK;
  return {dH_kJ_mol - 1e-3 * temperature_K * dS, dH_kJ_mol, dS, dS_conf_J_molK, dS_nc_J_molK};
}

Mixing linear_combination(double, std::span<const double>, const MixingContext&) { return {}; }

Mixing ideal_binomial(double x_a, std::span<const double>, const MixingContext& context) {
  const double sites = context.shell->sites();
  return assemble(0, ideal_entropy_J_molK(x_a * sites, sites), 0, context.temperature_K);
}

Mixing ideal_stirling(double x_a, std::span<const double>, const MixingContext& context) {
  return assemble(0, stirling_entropy_J_molK(x_a), 0, context.temperature_K);
}

// Paper S27-S29.
Mixing regular_solution(double x_a, double xi_H, double xi_S, double temperature_K) {
  const double xx = x_a * (1 - x_a);
  return assemble(xi_H * xx, stirling_entropy_J_molK(x_a), xi_S * xx, temperature_K);
}

Mixing regular_enthalpy(double x_a, std::span<const double> p, const MixingContext& context) {
  return regular_solution(x_a, p[0], 0, context.temperature_K);
}

Mixing regular(double x_a, std::span<const double> p, const MixingContext& context) {
  return regular_solution(x_a, p[0], p[1], context.temperature_K);
}

Mixing weighted(const Mixing& a, double weight, Mixing sum) {
  sum.dG_kJ_mol += weight * a.dG_kJ_mol;
  sum.dH_kJ_mol += weight * a.dH_kJ_mol;
  sum.dS_J_molK += weight * a.dS_J_molK;
  sum.dS_conf_J_molK += weight * a.dS_conf_J_molK;
  sum.dS_nc_J_molK += weight * a.dS_nc_J_molK;
  return sum;
}

// A measured composition falls between whole numbers of ligands: cubic interpolation through the four
// nearest.
template <typename AtWhole>
Mixing interpolate(double x_a, int sites, const AtWhole& at_whole) {
  const double n = x_a * sites;
  if (std::abs(n - std::round(n)) < 1e-9) return at_whole(static_cast<int>(std::round(n)));
  const int first = std::clamp(static_cast<int>(std::floor(n)) - 1, 0, sites - 3);
  Mixing sum;
  for (int i = first; i < first + 4; ++i) {
    double weight = 1;
    for (int j = first; j < first + 4; ++j)
      if (j != i) weight *= (n - j) / (i - j);
    sum = weighted(at_whole(i), weight, sum);
  }
  return sum;
}

Mixing lattice_constant(double x_a, std::span<const double> p, const MixingContext& context) {
  return interpolate(x_a, context.shell->sites(), [&](int n_a) {
    return lattice_mixing(*context.shell, n_a, p[0], p[1], context.temperature_K);
  });
}

// Paper eq 5: chi = c_ab x_a + c_ba x_b, for chi_G and chi_H alike.
Mixing lattice_composition(double x_a, std::span<const double> p, const MixingContext& context) {
  const int sites = context.shell->sites();
  return interpolate(x_a, sites, [&](int n_a) {
    const double x = static_cast<double>(n_a) / sites;
    return lattice_mixing(*context.shell, n_a, p[0] * x + p[1] * (1 - x), p[2] * x + p[3] * (1 - x),
                          context.temperature_K);
  });
}

constexpr ParameterCard regular_cards[] = {
    {"xi_H", "kJ/mol", 5, -1000, 1000, "enthalpy of the regular solution"},
    {"xi_S", "J/(mol K)", 0, -3000, 3000, "non-configurational entropy of the regular solution"},
};
constexpr ParameterCard lattice_cards[] = {
    {"chi_G", "RT", 2, -40, 40, "free energy of unlike neighbours, z w_G"},
    {"chi_H", "kJ/mol", 5, -1000, 1000, "enthalpy of unlike neighbours, z w_H"},
};
constexpr ParameterCard composition_cards[] = {
    {"gamma_ab", "RT", 2, -60, 60, "chi_G in a shell of A"},
    {"gamma_ba", "RT", 2, -60, 60, "chi_G in a shell of B"},
    {"omega_ab", "kJ/mol", 5, -2000, 2000, "chi_H in a shell of A"},
    {"omega_ba", "kJ/mol", 5, -2000, 2000, "chi_H in a shell of B"},
};

const MixingModel all_models[] = {
    {"linear-combination", "linear combination", "dX_mix = 0", {}, linear_combination},
    {"ideal", "ideal (binomial)", "dH = 0, dS = R ln C(N, n_a) / N", {}, ideal_binomial},
    {"ideal-stirling", "ideal (Stirling)", "dH = 0, dS = -R sum x ln x", {}, ideal_stirling},
    {"regular-enthalpy", "regular solution, xi_S = 0", "dH = xi_H x_a x_b", std::span(regular_cards).first(1),
     regular_enthalpy},
    {"regular", "regular solution", "dH = xi_H x_a x_b, dS_nc = xi_S x_a x_b", regular_cards, regular},
    {"lattice", "lattice, constant interaction", "dG = -RT ln Z / N, chi constant", lattice_cards,
     lattice_constant},
    {"lattice-composition", "lattice, composition-dependent", "chi = c_ab x_a + c_ba x_b", composition_cards,
     lattice_composition},
};

}  // namespace

std::span<const MixingModel> mixing_models() { return all_models; }

const MixingModel& mixing_model(std::string_view name) {
  for (const MixingModel& model : all_models)
    if (model.name == name) return model;
  throw std::invalid_argument("no mixing model " + std::string(name));
}

double ideal_entropy_J_molK(double n_a, double sites) {
  const double ln_count = std::lgamma(sites + 1) - std::lgamma(n_a + 1) - std::lgamma(sites - n_a + 1);
  return gas_constant_J_molK * ln_count / sites;
}

double stirling_entropy_J_molK(double x_a) {
  if (x_a <= 0 || x_a >= 1) return 0;
  return -gas_constant_J_molK * (x_a * std::log(x_a) + (1 - x_a) * std::log1p(-x_a));
}

Mixing lattice_mixing(const ExactShell& shell, int n_a, double chi_G_RT, double chi_H_kJ_mol,
                      double temperature_K) {
  const double sites = shell.sites();
  const double thermal = thermal_energy_kJ_mol(temperature_K);
  const PairStatistics pairs = shell.at(n_a, chi_G_RT / square_coordination);
  const double chi_S = interaction_entropy_J_molK(chi_G_RT, chi_H_kJ_mol, temperature_K);
  const double pairs_per_site = pairs.mean / sites;
  Mixing mixing;
  mixing.dG_kJ_mol = -thermal * pairs.ln_z / sites;
  mixing.dH_kJ_mol = chi_H_kJ_mol / square_coordination * pairs_per_site;
  mixing.dS_J_molK = 1e3 * (mixing.dH_kJ_mol - mixing.dG_kJ_mol) / temperature_K;
  mixing.dS_nc_J_molK = chi_S / square_coordination * pairs_per_site;
  mixing.dS_conf_J_molK = mixing.dS_J_molK - mixing.dS_nc_J_molK;
  return mixing;
}

double interaction_entropy_J_molK(double chi_G_RT, double chi_H_kJ_mol, double temperature_K) {
  return 1e3 * (chi_H_kJ_mol - chi_G_RT * thermal_energy_kJ_mol(temperature_K)) / temperature_K;
}

double neutral_chi_G_RT(const ExactShell& shell, int n_a) {
  double low = 0;  // dG_mix falls below zero here, and rises with chi_G
  double high = 100;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (shell.at(n_a, middle / square_coordination).ln_z > 0 ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

PhaseBoundary regular_phase_boundary(double xi_G_RT) {
  if (xi_G_RT <= 2) return {no_value, no_value};
  // Binodal: ln(x / (1 - x)) = xi (2x - 1); the difference changes sign once between 0 and the spinodal.
  const double spinodal = 0.5 * (1 - std::sqrt(1 - 2 / xi_G_RT));
  double low = 1e-300;
  double high = spinodal;
  for (int i = 0; i < 2000 && high - low > 1e-16 * high; ++i) {
    const double middle = high > 2 * low && low < 1e-3 * high ? std::sqrt(low * high) : 0.5 * (low + high);
    const double slope = std::log(middle) - std::log1p(-middle) + xi_G_RT * (1 - 2 * middle);
    (slope < 0 ? low : high) = middle;
  }
  return {spinodal, 0.5 * (low + high)};
}

}  // namespace nacre::ligands
