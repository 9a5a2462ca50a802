// Positions as whole numbers. Along a periodic axis one box length is 2^32 (or 2^64) units, so that
// differences wrap to the nearest image by themselves, and a distance has as many digits far from the origin
// as near it.
#pragma once

#include <array>
#include <cstdint>
#include <limits>

#include "nacre/assembly/state.hpp"

namespace nacre::assembly::native {

struct Frame {
  std::array<double, 3> length{1, 1, 1};  // of all units of an axis, in sigma

  bool is_cube() const { return length[0] == length[1] && length[1] == length[2]; }
};

// Axes that are not periodic get a length at which no particle's image comes within `reach` of another.
Frame make_frame(const State& state, double reach);

// The frame after the container has changed: periodic axes follow the box, the others stay.
Frame follow(const Frame& frame, const Container& container);

// How much of the skin is left where two particles have moved towards each other by twice `largest_move`, and
// the frame has gone from `then` to `now`. `reach` is the longest cut-off, without the skin. Negative: the
// list may lack pairs.
double skin_left(const Frame& then, const Frame& now, double reach, double skin, double largest_move);

// A particle as the kernels load it: 16 bytes, or 32. The far one, which fills lanes without a particle, has
// a size that is not a number: no pair with it is within a cut-off.
struct PackedSingle {
  std::int32_t x, y, z;
  float half;  // half the diameter, in units of the first axis
};
struct PackedDouble {
  std::int64_t x, y, z;
  double half;
};
inline constexpr PackedSingle far_single{0, 0, 0, std::numeric_limits<float>::quiet_NaN()};
inline constexpr PackedDouble far_double{0, 0, 0, std::numeric_limits<double>::quiet_NaN()};

// Coordinates in units of 2^-32 when the list was made.
struct WholePositions {
  HugeVector<std::int32_t> x, y, z;

  std::size_t size() const { return x.size(); }
};

}  // namespace nacre::assembly::native
