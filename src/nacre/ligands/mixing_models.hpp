// Thermodynamics of mixing two ligands on the shell, per mole of binding sites.
//
// Convention: w = chi_G / z is the free energy of one unlike nearest-neighbour pair, z the coordination
// number (4 on the square lattice); w = w_H - T w_S splits it into enthalpy and non-configurational entropy.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "nacre/ligands/exact_shell.hpp"
#include "nacre/ligands/parameter_card.hpp"

namespace nacre::ligands {

// One point of a mixing curve. dS_mix = dS_conf + dS_nc, dG_mix = dH_mix - T dS_mix.
struct Mixing {
  double dG_kJ_mol = 0;
  double dH_kJ_mol = 0;
  double dS_J_molK = 0;
  double dS_conf_J_molK = 0;  // arrangements
  double dS_nc_J_molK = 0;    // degrees of freedom within and between chains
};

struct MixingContext {
  double temperature_K = 303;
  std::shared_ptr<const ExactShell> shell;  // of the lattice models
};

struct MixingModel {
  std::string_view name;   // as in tables/models.csv
  std::string_view label;  // for people
  std::string_view equation;
  std::span<const ParameterCard> parameters;
  Mixing (*evaluate)(double x_a, std::span<const double> parameters, const MixingContext& context);
};

// linear-combination, ideal, ideal-stirling, regular-enthalpy, regular, lattice, lattice-composition.
std::span<const MixingModel> mixing_models();
const MixingModel& mixing_model(std::string_view name);  // throws std::invalid_argument

// Ideal mixing entropy of n_a among N sites, exact (paper S26): R ln C(N, n_a) / N in J/(mol K); n_a may be
// fractional.
double ideal_entropy_J_molK(double n_a, double sites);
double stirling_entropy_J_molK(double x_a);

// The lattice model at one whole composition with constant interaction (S32, S35 in closed form: G = -RT ln
// Z, H = w_H <U>, S = (H - G) / T).
Mixing lattice_mixing(const ExactShell& shell, int n_a, double chi_G_RT, double chi_H_kJ_mol,
                      double temperature_K);

// chi_S = (chi_H - chi_G) / T.
double interaction_entropy_J_molK(double chi_G_RT, double chi_H_kJ_mol, double temperature_K);

// chi_G at which dG_mix of n_a vanishes; a root by bisection.
double neutral_chi_G_RT(const ExactShell& shell, int n_a);

// Excess free energy by thermodynamic integration over the strength of the interaction (S32), 5-point
// Gauss-Legendre: the integral over lambda of mean_energy(lambda) = <d(lambda E)/d lambda>.
template <typename MeanEnergy>
double integrate_coupling(const MeanEnergy& mean_energy) {
  constexpr std::array<double, 5> node{0.04691007703066800, 0.23076534494715845, 0.5, 0.76923465505284155,
                                       0.95308992296933200};
  constexpr std::array<double, 5> weight{0.11846344252809454, 0.23931433524968324, 0.28444444444444444,
                                         0.23931433524968324, 0.11846344252809454};
  double sum = 0;
  for (std::size_t i = 0; i < node.size(); ++i) sum += weight[i] * mean_energy(node[i]);
  return sum;
}

// Regular solution with xi_G in RT: where the mixed shell is unstable (spinodal) and where the two phases of
// the common tangent lie (binodal). Symmetric about 1/2: the lower compositions; no_value below xi_G = 2.
struct PhaseBoundary {
  double spinodal_x;
  double binodal_x;
};
PhaseBoundary regular_phase_boundary(double xi_G_RT);

}  // namespace nacre::ligands
