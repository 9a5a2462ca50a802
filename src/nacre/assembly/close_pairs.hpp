// Pairs of particles that touch or nearly do, by a grid of cells.
#pragma once

#include <cstdint>
#include <vector>

#include "nacre/crystal/particles.hpp"

namespace nacre::assembly {

struct ClosePair {
  std::uint32_t i = 0;
  std::uint32_t j = 0;
};

// All pairs nearer than the mean of their diameters plus `margin`, once each, in an order that depends on the
// positions alone. Only the nearest image counts: for boxes of at least twice the largest diameter and
// margin.
std::vector<ClosePair> close_pairs(const crystal::Particles& particles, double margin);

}  // namespace nacre::assembly
