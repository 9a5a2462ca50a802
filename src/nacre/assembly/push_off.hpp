// Particles that overlap are pushed apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "nacre/crystal/particles.hpp"

namespace nacre::assembly {

// The two particles that overlap most: r over the mean of their diameters. A wall counts as a particle, j =
// size(), with distance over half the diameter.
struct Overlap {
  std::size_t i = 0;
  std::size_t j = 0;
  double closeness = 1;  // r/s; 1 where nothing overlaps
};
Overlap deepest_overlap(const crystal::Particles& particles);

struct PushOff {
  double closeness = 0.97;  // r/s that all pairs reach at least
  int most_steps = 20000;
};

// Moves particles until none is nearer to another, or to a wall, than asked: minimises sum (1 - r/s)^2 / 2
// over overlapping pairs by FIRE (Bitzek et al., Phys. Rev. Lett. 97, 170201, 2006). `held`: none, or one a
// particle, not zero for those that stay. One thread, no random numbers. Returns the deepest overlap that is
// left.
Overlap push_off(crystal::Particles& particles, std::span<const std::uint8_t> held = {},
                 const PushOff& options = {});

}  // namespace nacre::assembly
