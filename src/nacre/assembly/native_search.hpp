// Who is near whom: distances of candidates, many at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "nacre/assembly/native_cells.hpp"

namespace nacre::assembly::native {

// A box about particles that are near one another; its candidates lie within `reach` of it. Lengths in sigma,
// places from the center, which is in units of 2^-32 of the frame.
struct Region {
  std::array<std::int32_t, 3> center{};
  std::array<float, 3> half_width{};
  std::array<float, 3> length{};  // of the frame
  float reach = 0;

  float unit(std::size_t k) const { return length[k] * 0x1p-32f; }
  // Whether a candidate may be nearer to a particle by another image than by the one nearest to the center.
  bool is_wide() const;
};

struct Candidates {
  HugeVector<float> x{}, y{}, z{};
  HugeVector<float> half{};  // diameters
  HugeVector<std::uint32_t> offset{};
  std::size_t count = 0;

  void reserve(std::size_t n);  // room for n and one vector more
};

// Adds the particles that are near the region.
void collect(const Cells& cells, const Region& region, Candidates& candidates);

// A particle whose neighbours are looked for.
struct Seeker {
  float x = 0, y = 0, z = 0;
  float half = 0;
  std::uint32_t offset = 0;
};

struct SearchRange {
  float cutoff = 0;
  float skin = 0;
};

// Writes the offsets of all candidates but the seeker itself that are nearer than cutoff * s + skin, s the
// sum of the half diameters, for one seeker after another, and how many there are of each. Returns how many
// in all; `found` has room for all candidates of all seekers and one vector more. The room past the last
// candidate is written to.
std::size_t search(Candidates& candidates, std::span<const Seeker> seekers, const Region& region,
                   const SearchRange& range, std::uint32_t* found, std::uint32_t* counts);

// Rows of a block, of as many lanes: row k has found[start[lane] + k] where k < count[lane], else `far`.
inline constexpr std::size_t most_block_lanes = 16;
struct BlockRows {
  std::size_t lanes = 0;  // 8 or 16
  std::uint32_t start[most_block_lanes] = {};
  std::uint32_t count[most_block_lanes] = {};
};
void write_rows(const BlockRows& block, const std::uint32_t* found, std::size_t rows, std::uint32_t far,
                std::uint32_t* to);

}  // namespace nacre::assembly::native
