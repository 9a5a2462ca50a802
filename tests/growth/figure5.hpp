// The model synthesis of Prins et al., Nano Lett. 2021, Figure 5, for one growth exponent.
#pragma once

#include "nacre/growth/synthesis.hpp"

inline nacre::growth::Synthesis figure5(double exponent) {
  nacre::growth::Synthesis synthesis;
  synthesis.duration_s = 2500;
  synthesis.reference_temperature_K = 523;
  synthesis.temperature = {.time_s = {0}, .temperature_K = {523}};
  synthesis.material = {.molar_volume_m3_mol = 3.3e-5,
                        .surface_energy_J_m2 = 0.2937,
                        .tolman_length_nm = 0,
                        .solubility_mol_m3 = {3.164e-4, 0},
                        .diffusion_m2_s = {1e-10, 0}};
  synthesis.precursor.order = 1;
  synthesis.precursor.rate = {5e-3, 0};
  synthesis.precursor.concentration_mol_m3 = 20;
  synthesis.nucleation = {.on = true, .ln_prefactor = 89.358, .entry_width = 0.5};
  synthesis.adsorption.law = nacre::growth::AdsorptionLaw::superfocusing;
  synthesis.adsorption.rate_m_s = 8.918e-7;
  synthesis.adsorption.reference_radius_nm = 0.6315;
  synthesis.adsorption.offset_nm = 0.2671;
  synthesis.adsorption.exponent = exponent;
  return synthesis;
}
