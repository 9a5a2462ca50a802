// A synthesis as plain numbers: what is in the flask, what is added when, and the laws that turn precursor
// into particles. Units: s, nm, K, mol/m3 (= mmol/L), m/s, m2/s, J/m2, m3/mol.
#pragma once

#include <limits>
#include <optional>
#include <vector>

#include "nacre/growth/adsorption.hpp"

namespace nacre::growth {

// A value at Synthesis::reference_temperature_K and its activation energy (or enthalpy of solution).
struct Arrhenius {
  double value = 0;
  double activation_kJ_mol = 0;

  double at(double temperature_K, double reference_temperature_K) const;
};

struct Material {
  double molar_volume_m3_mol = 0;
  double surface_energy_J_m2 = 0;
  double tolman_length_nm = 0;       // delta in gamma(r) = gamma / (1 + 2 delta / r); 0: constant
  Arrhenius solubility_mol_m3{};     // [M]_0 over a flat surface
  Arrhenius diffusion_m2_s{};        // D of the monomer
};

// precursor -> monomer. Rate in mol/(m3 s): k, k P, k P^2, or k P Q with a partner Q.
struct Precursor {
  int order = 1;  // 0, 1 or 2
  Arrhenius rate{};  // mol/(m3 s), 1/s or m3/(mol s)
  double concentration_mol_m3 = 0;  // at time 0
  std::optional<double> partner_mol_m3{};  // order 2: the other reagent at time 0, used up one to one
};

// Precursor solution added to the flask, at once (duration 0) or as a steady feed.
struct Injection {
  double start_s = 0;
  double duration_s = 0;
  double volume_ratio = 0;         // volume added over the volume at time 0
  double concentration_mol_m3 = 0;  // of the precursor in what is added
  double temperature_drop_K = 0;   // at `start_s`; the flask recovers exponentially
  double recovery_s = 0;           // time constant of that
};

// Straight lines between the points, constant outside of them.
struct TemperatureProgram {
  std::vector<double> time_s{};
  std::vector<double> temperature_K{};
};

// Classical nucleation theory: J = A exp(-16 pi gamma^3 v^2 / (3 (kT)^3 ln^2 S)).
struct Nucleation {
  bool on = true;
  double ln_prefactor = 0;   // A in 1/(m3 s)
  double entry_width = 0.5;  // nuclei enter at r_c + entry_width sqrt(kT / (pi gamma))
};

// Particles that are in the flask at time 0 (seeds), cut into cohorts of these radii, descending.
struct Seeds {
  std::vector<double> radius_nm{};
  std::vector<double> number_per_m3{};
};

// Differences between particles: each grows with k_a times its own factor, drawn at birth from a log-normal
// distribution with mean 1. `spread` is its relative standard deviation; 0: all alike.
struct Heterogeneity {
  double spread = 0;
  int classes = 9;
};

struct Synthesis {
  double duration_s = 0;
  double reference_temperature_K = 0;
  TemperatureProgram temperature{};
  Material material{};
  Precursor precursor{};
  std::vector<Injection> injections{};
  double monomer_mol_m3 = 0;  // at time 0
  Nucleation nucleation{};
  Adsorption adsorption{};
  Heterogeneity heterogeneity{};
  Seeds seeds{};
};

// Throws std::invalid_argument that names the first value that makes no sense.
void check(const Synthesis& synthesis);

}  // namespace nacre::growth
