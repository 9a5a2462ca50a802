// Starts that cannot be: particles within one another or within a wall.
#pragma once

#include "nacre/assembly/interactions.hpp"
#include "nacre/assembly/state.hpp"

namespace nacre::assembly {

// Throws SimulationFailure, with both tags, distance and the sum of radii in its text, if a pair's energy is
// above `limit_kT` kT, or a particle is outside the wall or as far into it.
void refuse_overlaps(const State& state, const Interactions& interactions, double kT, double limit_kT = 1000);

}  // namespace nacre::assembly
