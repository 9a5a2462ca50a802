// Energy and force of one particle before a wall, in plain double: the oracle and where the fast engine takes
// its constants from.
#pragma once

#include "nacre/assembly/interactions.hpp"
#include "nacre/assembly/pair_evaluator.hpp"

namespace nacre::assembly {

// Where the wall begins to push: 2^(1/6) s from it, s half the particle's diameter.
inline double wall_reach(double diameter) { return mie_minimum(12, 6) * diameter / 2; }

struct WallValue {
  double energy = 0;
  double force = 0;  // away from the wall
};

// Weeks, Chandler and Andersen (J. Chem. Phys. 54, 5237, 1971) of the distance of the particle's centre from
// the wall, which is positive.
inline WallValue wall_value(const WallPotential& wall, double diameter, double distance) {
  if (distance >= wall_reach(diameter)) return {};
  const PairValue value = mie_value(12, 6, distance / (diameter / 2));
  return {wall.epsilon * (value.energy + 1), wall.epsilon * value.force / (diameter / 2)};
}

}  // namespace nacre::assembly
