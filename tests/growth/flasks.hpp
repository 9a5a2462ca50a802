// Syntheses whose outcome is known, for the tests of the solvers.
#pragma once

#include <cmath>

#include "growth/figure5.hpp"
#include "nacre/core/units.hpp"
#include "nacre/growth/kinetics.hpp"
#include "nacre/growth/synthesis.hpp"

namespace nacre::growth::flasks {

// Constant k_a, no resistance of diffusion, next to no surface energy: all particles grow at V_m k_a [M].
inline Synthesis adsorption_alone() {
  Synthesis synthesis = figure5(0);
  synthesis.material.surface_energy_J_m2 = 1e-4;
  synthesis.material.solubility_mol_m3.value = 1e-9;
  synthesis.material.diffusion_m2_s.value = 1;
  synthesis.adsorption = {.law = AdsorptionLaw::constant, .rate_m_s = 1e-6};
  synthesis.nucleation.on = false;
  return synthesis;
}

// Seeds of 2.0 +- 0.1 nm that grow by 0.5 nm.
inline Synthesis translation() {
  Synthesis synthesis = adsorption_alone();
  for (int i = 80; i >= -80; --i) {
    const double z = i / 20.0;
    synthesis.seeds.radius_nm.push_back(2 + 0.1 * z);
    synthesis.seeds.number_per_m3.push_back(1e20 * std::exp(-z * z / 2));
  }
  synthesis.precursor.concentration_mol_m3 = 4;
  synthesis.duration_s = 3000;
  return synthesis;
}

// Nuclei at a constant rate that grow at a constant rate, in so much monomer that it stays the same.
struct NucleationBox {
  Synthesis synthesis{};
  double births_per_m3_s = 0, nucleus_nm = 0, oldest_nm = 0;

  double middle_nm() const { return (nucleus_nm + oldest_nm) / 2; }
  double sigma_nm() const { return (oldest_nm - nucleus_nm) / std::sqrt(12); }
  double moment(int k) const {
    const double mean =
        (std::pow(oldest_nm, k + 1) - std::pow(nucleus_nm, k + 1)) / ((k + 1) * (oldest_nm - nucleus_nm));
    return births_per_m3_s * synthesis.duration_s * mean;
  }
};

inline NucleationBox nucleation_box() {
  NucleationBox box{.synthesis = adsorption_alone()};
  Synthesis& synthesis = box.synthesis;
  synthesis.precursor.concentration_mol_m3 = 0;
  synthesis.material.solubility_mol_m3.value = 1;
  synthesis.monomer_mol_m3 = 1000;
  synthesis.adsorption.rate_m_s = 1e-9;
  synthesis.duration_s = 20;
  synthesis.nucleation = {.on = true, .ln_prefactor = std::log(2e18), .entry_width = 0.1};
  const AdsorptionRate adsorption(synthesis.adsorption);
  const Kinetics kinetics(synthesis, adsorption, synthesis.reference_temperature_K);
  const NucleationRate nucleation = kinetics.nucleation(synthesis.monomer_mol_m3);
  box.births_per_m3_s = nucleation.per_m3_s;
  box.nucleus_nm = nucleation.radius_nm;
  box.oldest_nm = box.nucleus_nm + synthesis.duration_s * kinetics.growth(1, synthesis.monomer_mol_m3).nm_s;
  return box;
}

// Everything that changes in time: heating, a cold injection in a moment and a slow feed, thermally activated
// rates.
inline Synthesis heat_up_with_injection() {
  Synthesis synthesis = figure5(2);
  synthesis.temperature = {.time_s = {0, 600}, .temperature_K = {500, 530}};
  synthesis.material.solubility_mol_m3.activation_kJ_mol = 40;
  synthesis.precursor.rate.activation_kJ_mol = 80;
  synthesis.adsorption.activation_kJ_mol = 50;
  synthesis.injections = {
      {.start_s = 400,
       .duration_s = 0,
       .volume_ratio = 0.1,
       .concentration_mol_m3 = 40,
       .temperature_drop_K = 5,
       .recovery_s = 60},
      {.start_s = 800, .duration_s = 300, .volume_ratio = 0.2, .concentration_mol_m3 = 20}};
  return synthesis;
}

}  // namespace nacre::growth::flasks
