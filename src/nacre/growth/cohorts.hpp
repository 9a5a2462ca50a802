// The default solver: moving cohorts along the characteristics of the population balance.
#pragma once

#include "nacre/growth/simulate.hpp"

namespace nacre::growth {

// Options::resolution cohorts over a distribution, more where it has tails; steps of Options::tolerance.
Trajectory simulate_cohorts(const Synthesis& synthesis, const Options& options, const RunControl& control);

}  // namespace nacre::growth
