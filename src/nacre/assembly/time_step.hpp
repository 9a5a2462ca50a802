// Which time step a potential bears.
#pragma once

#include <cstddef>
#include <vector>

#include "nacre/assembly/interactions.hpp"

namespace nacre::assembly {

struct TimeStepAdvice {
  double largest = 0;    // beyond it energy drifts
  double advised = 0;    // the default
  double frequency = 0;  // angular, of the stiffest pair where a collision of several kT turns it back
  std::size_t species_a = 0, species_b = 0;  // that pair
};

// From the curvature of the stiffest pair of species, the smallest particles of each touching. `smallest`:
// diameters, one a species.
TimeStepAdvice advised_time_step(const Interactions& interactions, const std::vector<double>& smallest,
                                 double kT);

}  // namespace nacre::assembly
