// Particles of one species sorted into cells, for the search of neighbours.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "nacre/assembly/native_frame.hpp"
#include "nacre/assembly/native_order.hpp"

namespace nacre::assembly::native {

// Cells run along x first. Slots hold the particles, cell after cell.
struct Cells {
  std::array<std::uint32_t, 3> count{1, 1, 1};
  HugeVector<std::uint32_t> first{};  // slot of each cell, and the end of the last
  HugeVector<std::int32_t> x{}, y{}, z{};
  HugeVector<float> half{};            // half diameters in sigma
  HugeVector<std::uint32_t> offset{};  // of the packed particle, in bytes
  float largest_half = 0;
};

// Of the particles of `runs`, packed in `bytes` each. The arrays of slots end a whole vector past the last
// one; without particles there are no cells.
void fill_cells(const WholePositions& whole, const HugeVector<double>& diameter, std::span<const Run> runs,
                const Frame& frame, std::size_t bytes, Cells& cells);

// Cells along one axis from `low` to `high`, whole coordinates that may lie outside: the first and how many,
// each once.
struct CellRange {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};
CellRange cell_range(std::int64_t low, std::int64_t high, std::uint32_t cells);

}  // namespace nacre::assembly::native
