// One finished case of an assembly study: what its tables, quantities and figures are made of.
// Reduced units throughout: lengths in sigma of the large species, energies in the well depth eps, masses 1,
// times in tau = sigma sqrt(m/eps). AssemblyScale turns them into nm, kT and seconds where a study says how.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/crystal/particles.hpp"

namespace nacre::study {

class Case;

// What one reduced unit is worth; 0 where the study does not say.
struct AssemblyScale {
  double sigma_nm = 0;
  double temperature_K = 0;
  double tau_s = 0;  // from a diffusion coefficient in nm2/s: tau = D* sigma^2 / D
};

// One row of tables/thermo.csv. Energies are per particle.
struct ThermoRow {
  std::int64_t step = 0;
  double time = 0;
  double packing = 0;        // by the study's convention
  double packing_sigma = 0;  // counted with sigma itself
  double well_depth = 0;     // eps/kT of the thermostat at that moment
  double kinetic = 0;
  double potential = 0;    // pairs and walls
  double conserved = 0;    // what the equations of motion keep while container and thermostat stay
  double temperature = 0;  // kT in eps, of the velocities
  double pressure = 0;     // in eps/sigma^3
  double length = 0;       // edge of a cubic box or radius of the droplet
};

// One row of tables/order.csv. Fractions are of the large particles.
struct OrderRow {
  std::int64_t step = 0;
  double time = 0;
  double packing = 0;
  std::vector<double>
      fractions{};             // one an environment, as AssemblyCase::environment_names; [0] is disordered
  double crystalline = 0;      // fraction in the structures that the study looks for
  double locally_dense = 0;    // fraction above the local density of dense_above, 0 where there is none
  double largest_nucleus = 0;  // crystalline large particles in the largest cluster
  int nuclei = 0;              // clusters of at least the smallest nucleus
  int grains = 0;              // 0 where they were not counted
};

// A curve between two species, or of one: g(r), S(q), mean-square displacement.
struct AssemblyCurve {
  std::string label{};  // "LL", "LS"; "L" for displacements
  std::vector<double> x{};
  std::vector<double> y{};
  std::vector<double> error{};  // none, or one a point
};

// The particles at one moment.
struct AssemblySnapshot {
  std::string title{};  // "fluid", "first nucleus", "final"
  std::int64_t step = 0;
  double time = 0;
  double packing = 0;
  crystal::Particles particles{};
  std::vector<std::uint8_t>
      environment{};  // one a particle, as AssemblyCase::environment_names; 0: disordered
};

struct AssemblyCase {
  // The snapshot of this title; null if there is none.
  const AssemblySnapshot* snapshot(std::string_view title) const {
    for (const AssemblySnapshot& shot : snapshots)
      if (shot.title == title) return &shot;
    return nullptr;
  }

  const Case* one = nullptr;
  std::string name{};   // of its files: "run", or "run-2" of several
  std::string label{};  // "well_depth 2.5, seed 3" of what is scanned; empty where nothing is
  AssemblyScale scale{};
  std::size_t large = 0;                         // species that the order is told of
  std::vector<std::string> environment_names{};  // "disordered", "FCC", "HCP", "BCC", "AlB2", "NaZn13"
  std::string structure{};                       // what was looked for, or "auto"

  std::vector<ThermoRow> thermo{};
  std::vector<OrderRow> order{};
  std::vector<AssemblyCurve> gr{};   // of the last stage: r in sigma, g
  std::vector<AssemblyCurve> sq{};   // q in 1/sigma, S
  std::vector<AssemblyCurve> msd{};  // lag time in tau, sigma^2
  std::vector<AssemblySnapshot> snapshots{};

  std::int64_t steps = 0;         // that were done
  std::int64_t average_from = 0;  // step from which averages of the last stage are taken
  std::string stopped{};          // why the simulation could not go on; empty: it did
  double energy_tail = no_value;  // what is beyond the cut-off (assembly_tail.hpp)
  double pressure_tail = no_value;
  // Of the large particles over the last stage, in sigma^2/tau; NaN where the container changed.
  double diffusion = no_value;
  double diffusion_error = no_value;
  double msd_exponent = no_value;  // 1 where motion is diffusive
  // Of the first nucleus that lasted, which the snapshot "first nucleus" shows; NaN without walls or nucleus.
  double first_nucleus_wall_distance = no_value;  // of its centre from the nearest wall
};

std::vector<Quantity> assembly_quantities(const std::vector<AssemblyCase>& cases);  // assembly_quantities.cpp
std::string assembly_headline(const std::vector<AssemblyCase>& cases);              // assembly_words.cpp
std::vector<std::string> assembly_warnings(const std::vector<AssemblyCase>& cases);

// thermo, order, gr, sq, msd (assembly_tables.cpp).
std::vector<Table> assembly_tables(const std::vector<AssemblyCase>& cases);
std::vector<Array> assembly_arrays(const std::vector<AssemblyCase>& cases);

// Curves and snapshots of all cases (assembly_figures.cpp).
std::vector<Figure> assembly_figures(const std::vector<AssemblyCase>& cases);

}  // namespace nacre::study
