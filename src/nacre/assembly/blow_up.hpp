// What stops a simulation: each throws SimulationFailure with the particle, the step, and what to do.
#pragma once

#include <cstdint>
#include <string>

#include "nacre/assembly/state.hpp"

namespace nacre::assembly {

struct Moment {
  std::uint64_t step = 0;
  double time_step = 0;
  double largest_move = 0;  // in diameters of the smallest particle
};

std::string place_of(const Moment& moment);  // " at step 1200 (time 2.4)"

void refuse_not_finite(const State& state);

// The fastest particle, if it is faster than the limit or its velocity not finite.
void refuse_fast(const State& state, double speed_limit, const Moment& moment);

// The fastest particle, if kT is above the limit or not finite.
void refuse_hot(const State& state, double kT, double limit, const Moment& moment);

// The particle furthest beyond a wall, if there is one.
void refuse_crossed_walls(const State& state, const Moment& moment);

}  // namespace nacre::assembly
