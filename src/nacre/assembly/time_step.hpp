// Which time step a potential bears.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "nacre/assembly/interactions.hpp"

namespace nacre::assembly {

struct TimeStepAdvice {
  double advised = 0;    // the default: 0.4 / frequency
  double largest = 0;    // 0.6 / frequency: beyond it energy drifts
  double frequency = 0;  // angular, of the stiffest pair (or wall) at the curvature where 4 kT turn it back
  std::size_t species_a = 0, species_b = 0;  // that pair; both are the species if it is a wall
  bool is_wall = false;
};

// From the curvature of all pairs of species, the smallest particles of each. `smallest`: diameters, one a
// species. omega^2 = 2 U'' / m for a pair, U'' / m for a wall, m = 1.
TimeStepAdvice advised_time_step(const Interactions& interactions, std::span<const double> smallest,
                                 double kT, bool walls = false);

// What to tell a user whose time step is above the largest; empty if it is not.
std::string time_step_warning(const TimeStepAdvice& advice, double time_step);

}  // namespace nacre::assembly
