// Colors of a heat map: which value has which.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "nacre/report/ticks.hpp"

namespace nacre::report {

using Color = std::array<std::uint8_t, 3>;  // red, green, blue of sRGB

inline constexpr std::size_t heat_color_count = 255;
inline constexpr std::uint8_t no_color = 255;  // the place of what has no value

// From dark violet over green to light yellow. Steps look alike, for people of any color vision and on grey
// paper: lightness grows evenly.
const std::array<Color, heat_color_count>& heat_colors();

struct ColorScale {
  Range range;
  bool logarithmic = false;
};

// Spans all values but the outermost 0.5 % at both ends, which have the colors of the ends; a logarithmic one
// at most six decades of positive values.
ColorScale color_scale(const std::vector<double>& values, bool logarithmic);

// The place of a value's color, no_color for NaN. What is below the scale has the darkest, zero on a
// logarithmic one too.
std::uint8_t color_index(const ColorScale& scale, double value);

}  // namespace nacre::report
