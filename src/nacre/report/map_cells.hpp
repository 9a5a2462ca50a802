// The cells of a frame map: where each begins and ends on its axis, and which is seen at a place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "nacre/core/figure.hpp"
#include "nacre/report/heat_colors.hpp"
#include "nacre/report/ticks.hpp"

namespace nacre::report {

// Cells meet half way between their places, on a logarithmic axis in its own measure. What such an axis
// cannot show (places up to zero) has no cell.
struct CellAxis {
  std::size_t first = 0;        // place of the first cell among all
  std::vector<double> edges{};  // one more than there are cells
  bool logarithmic = false;

  Range range() const { return {edges.front(), edges.back()}; }
};

CellAxis cell_axis(const std::vector<double>& places, bool logarithmic);

// For each of n pixels along the axis the place of the cell at its middle.
std::vector<std::size_t> cells_of_pixels(const CellAxis& axis, std::size_t n);

// The map as colors, row by row from the latest.
std::vector<std::uint8_t> map_pixels(const FrameMap& map, std::size_t width, std::size_t height,
                                     const ColorScale& scale);

}  // namespace nacre::report
