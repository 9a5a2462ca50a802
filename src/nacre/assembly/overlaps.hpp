// Starts that cannot be: particles within one another or within a wall.
#pragma once

#include "nacre/assembly/interactions.hpp"
#include "nacre/crystal/particles.hpp"

namespace nacre::assembly {

// Throws SimulationFailure, with both numbers, their distance and their mean diameter in its text, if a
// pair's energy is above `limit_kT` kT; or if a particle is outside a wall or as far into it.
void refuse_overlaps(const crystal::Particles& particles, const Interactions& interactions, double kT,
                     double limit_kT = 1000);

}  // namespace nacre::assembly
