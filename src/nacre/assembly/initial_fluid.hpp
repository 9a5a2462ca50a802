// A random fluid at any density.
#pragma once

#include <cstdint>

#include "nacre/assembly/push_off.hpp"
#include "nacre/assembly/state.hpp"
#include "nacre/core/random.hpp"
#include "nacre/crystal/particles.hpp"

namespace nacre::assembly {

// Positions at random (stream initial_positions of `seed`) in the container, then pushed apart. `particles`
// brings diameters and species (initial_sizes.hpp). The same seed gives the same fluid. Throws
// std::invalid_argument if they cannot be pushed apart: too dense, naming the packing fraction and the pair
// that is left.
crystal::Particles random_fluid(crystal::Particles particles, const Container& container, std::uint64_t seed,
                                const PushOff& options = {});

// A place at random where a particle of this diameter does not overlap a wall. Throws std::invalid_argument
// if there is none.
crystal::Vector random_place(const Container& container, double diameter, RandomStream& random);

// Throws std::invalid_argument if the push-off left two nearer than asked.
void refuse_overlap(const crystal::Particles& particles, const Overlap& left, double closeness);

}  // namespace nacre::assembly
