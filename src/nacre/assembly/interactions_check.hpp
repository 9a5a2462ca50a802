// Potentials that make no sense, and cut-offs that do not fit the box.
#pragma once

#include "nacre/assembly/interactions.hpp"
#include "nacre/crystal/particles.hpp"

namespace nacre::assembly {

// Throws std::invalid_argument: not species^2 pairs or not symmetric, exponents that are not n > m > 0, a
// well depth below zero, a cut-off that is not positive, a table with fewer than two rows or with energies
// and forces of unequal number.
void check(const Interactions& interactions);

// The longest reach of any pair of these particles, in the unit of their diameters.
double longest_cutoff(const Interactions& interactions, const crystal::Particles& particles);

// Throws std::invalid_argument if a cut-off is longer than half a periodic length: a particle would see
// another twice.
void check_box(const Interactions& interactions, const crystal::Particles& particles);

}  // namespace nacre::assembly
