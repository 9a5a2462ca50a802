// Equation of state of the Lennard-Jones (12-6) fluid, in reduced units: Kolafa and Nezbeda 1994, Fluid Phase
// Equilibria 100, 1 (doi:10.1016/0378-3812(94)80001-4), perturbed virial expansion about hard spheres; fitted
// to simulations with 0.68 <= T <= 10 and densities up to 1.05. Full potential, no cut-off.
#pragma once

namespace nacre::assembly {

double lennard_jones_pressure(double temperature, double density);
double lennard_jones_energy(double temperature, double density);                // potential, a particle
double lennard_jones_residual_free_energy(double temperature, double density);  // a particle, over ideal gas

// What a fluid cut at r_c (plain or shifted alike: the forces) lacks, with g(r) = 1 beyond it: energy a
// particle and pressure, to be added. Textbook: 8/3 pi rho [(1/3) r_c^-9 - r_c^-3], 16/3 pi rho^2 [(2/3)
// r_c^-9 - r_c^-3].
struct Tail {
  double energy = 0;
  double pressure = 0;
};
Tail lennard_jones_tail(double density, double cutoff);

}  // namespace nacre::assembly
