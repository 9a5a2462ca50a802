// A start that is not yet at its temperature.
#pragma once

#include <cstdint>
#include <memory>

#include "nacre/assembly/forces.hpp"
#include "nacre/assembly/state.hpp"

namespace nacre::assembly {

// Particles that were pushed apart to just beyond contact, or laid on a lattice, hold energy that comes out
// as heat when they are let go: at a well of 2.5 kT enough to bring the fluid to 4 kT for some time, which
// may melt a seed beside it. This runs `steps` Langevin steps with a friction of 0.1 per step, so that the
// bath takes the heat as it comes, and returns the particles in the order of their tags with velocities at
// kT. Throws as Simulation does.
State settle(State start, std::unique_ptr<Forces> forces, double kT, double time_step, std::uint64_t steps,
             std::uint64_t seed, int threads = 1);

}  // namespace nacre::assembly
