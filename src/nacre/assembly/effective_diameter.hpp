// What a pair potential amounts to: effective hard-sphere diameters and the reduced second virial
// coefficient.
#pragma once

#include "nacre/assembly/interactions.hpp"

namespace nacre::assembly {

// Which part of the potential is the repulsion u0 of d = integral of 1 - exp(-u0/kT) over r: Barker and
// Henderson, J. Chem. Phys. 47, 4714 (1967).
enum class PotentialSplit {
  to_sigma,  // the potential itself up to its zero: d < sigma
  wca,       // raised by eps up to its minimum (Weeks, Chandler and Andersen)
};

// d/s. `well_depth` is eps/kT of the pair (the potential's own epsilon is left aside). Potentials without
// attraction: all of them up to the cut-off, whatever the split.
double effective_diameter(const PairPotential& pair, double well_depth, PotentialSplit split);

// B2* = B2 / (2 pi/3 s^3), B2 = -2 pi integral (exp(-u/kT) - 1) r^2 dr, without any cut-off.
double second_virial(const PairPotential& pair, double well_depth);

// B2 over that of hard spheres of the WCA effective diameter: -1.5 near the critical temperature
// (Vliegenthart and Lekkerkerker, J. Chem. Phys. 112, 5364, 2000; Noro and Frenkel, 113, 2941, 2000).
double reduced_second_virial(const PairPotential& pair, double well_depth);

// eps/kT where the reduced second virial coefficient is -1.5, by bisection. Mie only.
double critical_well_depth(const PairPotential& pair);

// The shortest cut-off r_c/s beyond the minimum at which |U| <= tolerance * eps. Throws std::invalid_argument
// for a tolerance that is not between 0 and 1, or a table that ends above it.
double cutoff_for_tolerance(const PairPotential& pair, double tolerance);

}  // namespace nacre::assembly
