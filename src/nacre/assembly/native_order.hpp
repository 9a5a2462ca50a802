// The order of particles in memory: along a Hilbert curve in segments, species by species within each. So
// particles that follow one another are neighbours of one species, and what is near in space is near in
// memory, whatever the species.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "nacre/assembly/native_frame.hpp"
#include "nacre/assembly/state.hpp"

namespace nacre::assembly::native {

// Place along Hilbert's curve of a cell of a grid of 2^10 cells an axis (J. Skilling, AIP Conf. Proc. 707,
// 381, 2004).
std::uint32_t hilbert_place(std::uint32_t x, std::uint32_t y, std::uint32_t z);

// Puts all arrays of the state in order, which depends on species, positions and tags alone, and wraps
// positions along periodic axes. Positions must be finite.
void sort_state(State& state, const Frame& frame);

// Particles `begin` to `end`, all of one species.
struct Run {
  std::size_t species = 0;
  std::size_t begin = 0, end = 0;
};

// Of a sorted state, as long as can be.
std::vector<Run> species_runs(const State& state);

}  // namespace nacre::assembly::native
