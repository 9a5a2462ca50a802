// How many pairs of particles are how far apart: integers, the same for any number of threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "nacre/assembly/state.hpp"
#include "nacre/core/run_control.hpp"

namespace nacre::assembly {

// 0 for species 0 0, 1 for 0 1, 2 for 1 1 of two.
std::size_t species_pair(std::size_t a, std::size_t b, std::size_t species);
std::size_t species_pairs(std::size_t species);

// counts[species_pair * bins + bin] of all pairs nearer than `longest`, nearest images along periodic axes.
// `longest` at most half of a periodic edge. Cells of a third of that length, sorted; some 8 ns a pair on one core.
std::vector<std::uint64_t> pair_counts(const State& state, std::size_t species, double longest,
                                       std::size_t bins, const RunControl& control);

}  // namespace nacre::assembly
