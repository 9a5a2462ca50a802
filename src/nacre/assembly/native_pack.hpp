// From the state's coordinates to what the kernels load, every step.
#pragma once

#include <array>
#include <cstddef>

#include "nacre/assembly/native_frame.hpp"

namespace nacre::assembly::native {

struct PackArrays {
  std::array<const double*, 3> coordinate{};
  const double* diameter = nullptr;
  std::array<const std::int32_t*, 3>
      listed{};  // whole coordinates when the list was made; none: not asked for
  Frame frame{};
};

struct Packed {
  float largest_move_squared = 0;  // since the list was made, in sigma^2
  bool is_sound = true;            // no coordinate is infinite, not a number or boxes away
};

// Particles `begin` to `end`.
Packed pack(const PackArrays& from, PackedSingle* to, std::size_t begin, std::size_t end);
Packed pack(const PackArrays& from, PackedDouble* to, std::size_t begin, std::size_t end);

// Whole coordinates in units of 2^-32 of the particles packed.
void record(const PackedSingle* packed, std::size_t begin, std::size_t end, WholePositions& whole);
void record(const PackedDouble* packed, std::size_t begin, std::size_t end, WholePositions& whole);

}  // namespace nacre::assembly::native
