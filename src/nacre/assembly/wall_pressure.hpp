// Areas that pressures on walls are measured by.
#pragma once

#include "nacre/assembly/state.hpp"

namespace nacre::assembly {

// Of the droplet's wall, or of all flat walls; 0 in a periodic box. sigma^2
double wall_area(const Container& container);

}  // namespace nacre::assembly
