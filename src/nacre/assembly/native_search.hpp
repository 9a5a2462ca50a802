// Who is near whom: distances of candidates, many at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "nacre/assembly/native_cells.hpp"

namespace nacre::assembly::native {

// A box about particles that are near one another; its candidates lie within `reach` of it.
struct Region {
  std::array<std::int32_t, 3> center{};
  std::array<float, 3> half_width{};  // in sigma
  std::array<float, 3> unit{};        // sigma per 2^-32 of the frame
  float reach = 0;
};

struct Candidates {
  std::vector<std::int32_t> x{}, y{}, z{};
  std::vector<float> half{};
  std::vector<std::uint32_t> offset{};
  std::size_t count = 0;

  void reserve(std::size_t n);  // room for n and one vector more
};

// Adds those of the slots `begin` to `end` that are near the region. There must be room.
void collect(const Cells& cells, std::size_t begin, std::size_t end, const Region& region,
             Candidates& candidates);

// A particle whose neighbours are looked for.
struct Seeker {
  std::int32_t x = 0, y = 0, z = 0;
  float half = 0;
  std::uint32_t offset = 0;
};

// Writes the offsets of all candidates but the seeker itself that are nearer than cutoff * s + skin, s the
// sum of the half diameters; returns how many. `found` has room for all candidates and one vector more.
struct SearchRange {
  std::array<float, 3> unit{};
  float cutoff = 0;
  float skin = 0;
};
std::size_t search(const Candidates& candidates, const Seeker& seeker, const SearchRange& range,
                   std::uint32_t* found);

}  // namespace nacre::assembly::native
