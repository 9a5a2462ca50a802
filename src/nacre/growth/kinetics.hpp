// Rates at one temperature: Gibbs-Thomson solubility, classical nucleation, and growth by eq 1.
#pragma once

#include <optional>

#include "nacre/growth/growth_kernel.hpp"
#include "nacre/growth/synthesis.hpp"

namespace nacre::growth {

// A rate and its derivatives.
struct GrowthRate {
  double nm_s = 0;
  double per_radius = 0;   // d/dr, 1/s
  double per_monomer = 0;  // d/d[M], nm/s per mol/m3
};

struct NucleationRate {
  double per_m3_s = 0;
  double per_monomer = 0;  // d/d[M], 1/s per mol
  double radius_nm = 0;    // at which nuclei enter
  double radius_per_monomer = 0;
};

// Radius of the sphere that one monomer fills.
double monomer_radius_nm(double molar_volume_m3_mol);

class Kinetics {
 public:
  Kinetics(const Synthesis& synthesis, const AdsorptionRate& adsorption, double temperature_K);

  double temperature_K() const { return temperature_K_; }
  double monomer_nm() const { return monomer_nm_; }  // radius of the sphere that a single monomer fills
  double solubility_mol_m3() const { return solubility_; }
  double capillary_nm() const { return capillary_nm_; }  // 2 gamma V_m / (R T)
  double precursor_rate() const { return precursor_rate_; }

  // r_c of particles neither growing nor dissolving; infinite for S <= 1.
  double critical_radius_nm(double monomer_mol_m3) const;

  // [M] over a particle: [M]_0 exp(2 gamma(r) V_m / (r R T)).
  double equilibrium_mol_m3(double radius_nm) const;

  // dr/dt of eq 1; `factor` multiplies k_a.
  GrowthRate growth(double radius_nm, double monomer_mol_m3, double factor = 1) const;

  // The same law for many radii at once; nothing where it is a table.
  std::optional<GrowthLaw> vector_law(double monomer_mol_m3) const;

  // Monomers taken up and given off, V_m (rate of arrival + rate of leaving) in nm/s: twice the diffusion
  // coefficient of shot noise along r is this times v_m / (4 pi r^2).
  double exchange_nm_s(double radius_nm, double monomer_mol_m3, double factor = 1) const;

  NucleationRate nucleation(double monomer_mol_m3) const;

 private:
  const AdsorptionRate* adsorption_;
  Nucleation nucleation_;
  double temperature_K_, solubility_, capillary_nm_, two_tolman_nm_;
  double molar_volume_, per_diffusion_s_nm2_, adsorption_scale_, precursor_rate_;
  double monomer_nm_;
  double barrier_;         // 16 pi gamma^3 v^2 / (3 (kT)^3)
  double entry_shift_nm_;  // entry_width sqrt(kT / (pi gamma))
};

}  // namespace nacre::growth
