// The walls' push on a chunk of particles.
#pragma once

#include <cstddef>

#include "nacre/assembly/interactions.hpp"
#include "nacre/assembly/state.hpp"

namespace nacre::assembly::native {

struct WallSums {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  double energy = 0;
  double force = 0;            // away from the walls
  std::size_t crossed = none;  // a particle at a wall or beyond it, that of the lowest tag
};

bool has_walls(const Container& container);

// Adds the walls' forces to particles `begin` to `end`.
WallSums wall_forces(State& state, const WallPotential& wall, std::size_t begin, std::size_t end);

}  // namespace nacre::assembly::native
