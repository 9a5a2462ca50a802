// Verlet lists in windows: up to 256 particles of one species that follow one another, in blocks whose lanes
// are one particle each. A row of a block is one neighbour of each of its lanes. Every pair is listed twice,
// once for each of its particles: no two chunks of work write to the same place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "nacre/assembly/chunk_loop.hpp"
#include "nacre/assembly/native_cells.hpp"
#include "nacre/assembly/native_order.hpp"
#include "nacre/assembly/native_search.hpp"
#include "nacre/assembly/native_terms.hpp"

namespace nacre::assembly::native {

inline constexpr std::size_t window_size = 256;  // a multiple of the lanes of a block

struct Window {
  std::size_t species = 0;
  std::size_t begin = 0, end = 0;  // particles
  // Offsets of packed particles in bytes. Lanes and rows that lack a particle have the far one.
  HugeVector<std::uint32_t> members{};    // one a lane, block after block
  HugeVector<std::uint32_t> slots{};      // of each particle, its place among the members
  HugeVector<std::uint32_t> first_row{};  // of each group of each block, and the end of the last
  HugeVector<std::uint32_t> neighbors{};  // one a lane, row after row, and a row of far ones
  std::size_t entries = 0;                // neighbours without the far ones
};

struct ListShape {
  std::size_t lanes = 16;  // of a block
  std::size_t bytes = 16;  // of a packed particle
  double skin = 0;
};

class NeighborList {
 public:
  explicit NeighborList(std::vector<std::vector<PairGroup>> groups);
  ~NeighborList();
  NeighborList(const NeighborList&) = delete;
  NeighborList& operator=(const NeighborList&) = delete;

  // Of the particles in `runs`, one species each.
  void build(const WholePositions& whole, const HugeVector<double>& diameter, std::span<const Run> runs,
             const Frame& frame, const ListShape& shape, const ChunkLoop& loop);

  std::span<const Window> windows() const { return windows_; }
  const std::vector<PairGroup>& groups(std::size_t species) const { return groups_[species]; }
  std::size_t entries() const;  // twice the pairs
  std::size_t rows() const;

 private:
  struct Builder;
  std::vector<std::vector<PairGroup>> groups_;
  std::vector<Cells> cells_;
  std::vector<Window> windows_;
};

}  // namespace nacre::assembly::native
