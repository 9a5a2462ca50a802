// What the potential beyond its cut-off would add to energy and pressure.
#pragma once

#include "nacre/study/assembly_output.hpp"
#include "nacre/study/assembly_plan.hpp"

namespace nacre::study {

// Fills energy_tail (eps, a particle) and pressure_tail (eps/sigma^3), with g(r) = 1 beyond the cut-off:
//   U/N = 2 pi/(N V) sum_ab N_a N_b I_ab,   I = integral of u r^2 dr from r_c
//   P   = 2 pi/3 sum_ab (N_a N_b/V^2) (r_c^3 u(r_c) + 3 I_ab)
// (Allen and Tildesley, Computer Simulation of Liquids, 2.8.1, by parts). For Mie potentials cut without a
// shift, m > 3, in a periodic box; else they stay NaN.
void add_tails(const AssemblyPlan& plan, const crystal::Particles& particles, AssemblyCase& result);

}  // namespace nacre::study
