// The order of particles in memory: species by species, and along a Hilbert curve within each, so that
// particles that follow one another are neighbours.
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

// First particle of each species and the end of the last; the state is sorted.
std::vector<std::size_t> species_starts(const State& state, std::size_t species);

}  // namespace nacre::assembly::native
