// Small pictures with few colors, to stand inside a page or an SVG file.
#pragma once

#include <cstdint>
#include <vector>

#include "nacre/report/heat_colors.hpp"

namespace nacre::report {

// The bytes of a PNG file (ISO/IEC 15948) with the colors of heat maps: `places` row by row from the top,
// no_color is transparent. Not compressed.
std::vector<std::uint8_t> heat_png(std::size_t width, std::size_t height,
                                   const std::vector<std::uint8_t>& places);

}  // namespace nacre::report
