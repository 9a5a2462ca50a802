#include "nacre/assembly/native_cells.hpp"

#include <algorithm>
#include <cmath>

namespace nacre::assembly::native {
namespace {

constexpr double particles_per_cell = 4;
constexpr std::size_t spare_slots = 16;

std::uint32_t cell_of(std::int32_t whole, std::uint32_t cells) {
  const std::uint64_t place = static_cast<std::uint32_t>(whole) + (std::uint32_t{1} << 31);
  return static_cast<std::uint32_t>((static_cast<std::uint32_t>(place) * std::uint64_t{cells}) >> 32);
}

void choose_cells(std::size_t particles, const Frame& frame, Cells& cells) {
  const double volume = frame.length[0] * frame.length[1] * frame.length[2];
  const double edge =
      std::cbrt(volume * particles_per_cell / static_cast<double>(std::max<std::size_t>(particles, 1)));
  for (std::size_t k = 0; k < 3; ++k)
    cells.count[k] = static_cast<std::uint32_t>(std::clamp(frame.length[k] / edge, 1.0, 1024.0));
}

void resize_slots(std::size_t particles, Cells& cells) {
  const std::size_t slots = particles + spare_slots;
  cells.x.resize(slots);
  cells.y.resize(slots);
  cells.z.resize(slots);
  cells.half.resize(slots);
  cells.offset.resize(slots);
}

}  // namespace

void fill_cells(const WholePositions& whole, const HugeVector<double>& diameter, std::span<const Run> runs,
                const Frame& frame, std::size_t bytes, Cells& cells) {
  cells.first.clear();
  std::size_t particles = 0;
  for (const Run& run : runs) particles += run.end - run.begin;
  if (particles == 0) return;
  choose_cells(particles, frame, cells);
  resize_slots(particles, cells);
  HugeVector<std::uint32_t> cell(particles);
  cells.first.assign(std::size_t{cells.count[0]} * cells.count[1] * cells.count[2] + 1, 0);
  auto here = cell.begin();
  for (const Run& run : runs)
    for (std::size_t i = run.begin; i < run.end; ++i, ++here) {
      const std::uint32_t row =
          cell_of(whole.z[i], cells.count[2]) * cells.count[1] + cell_of(whole.y[i], cells.count[1]);
      *here = row * cells.count[0] + cell_of(whole.x[i], cells.count[0]);
      ++cells.first[*here + 1];
    }
  for (std::size_t c = 1; c < cells.first.size(); ++c) cells.first[c] += cells.first[c - 1];
  HugeVector<std::uint32_t> next(cells.first.begin(), cells.first.end() - 1);
  cells.largest_half = 0;
  here = cell.begin();
  for (const Run& run : runs)
    for (std::size_t i = run.begin; i < run.end; ++i, ++here) {
      const std::uint32_t slot = next[*here]++;
      cells.x[slot] = whole.x[i];
      cells.y[slot] = whole.y[i];
      cells.z[slot] = whole.z[i];
      cells.half[slot] = static_cast<float>(diameter[i] / 2);
      cells.offset[slot] = static_cast<std::uint32_t>(i * bytes);
      cells.largest_half = std::max(cells.largest_half, cells.half[slot]);
    }
}

CellRange cell_range(std::int64_t low, std::int64_t high, std::uint32_t cells) {
  constexpr std::int64_t half = std::int64_t{1} << 31;
  const std::int64_t n = cells;
  const std::int64_t first = ((low + half) * n) >> 32;
  const std::int64_t last = ((high + half) * n) >> 32;
  if (last - first + 1 >= n) return {0, cells};
  const std::int64_t wrapped = ((first % n) + n) % n;
  return {static_cast<std::uint32_t>(wrapped), static_cast<std::uint32_t>(last - first + 1)};
}

}  // namespace nacre::assembly::native
