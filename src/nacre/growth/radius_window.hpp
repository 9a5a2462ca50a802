// The window of radii that a synthesis needs, from a quick run with cohorts.
#pragma once

#include "nacre/growth/simulate.hpp"
#include "nacre/growth/size_classes.hpp"

namespace nacre::growth {

// From just below the smallest critical radius at which nuclei form to just above the largest particle, shot
// noise included. A particle below that critical radius can only dissolve: it counts as gone a little early.
// Smaller seeds, and those without nucleation, may shrink to half their radius.
RadiusWindow find_window(const Synthesis& synthesis, const RunControl& control);

// The window of the options, with what they leave out found.
// Throws std::invalid_argument for a window that is none.
RadiusWindow window_of(const Synthesis& synthesis, const Options& options, const RunControl& control);

}  // namespace nacre::growth
