// Which atoms lie near one another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "nacre/crystal/unit_cell.hpp"

namespace nacre::crystal {

// Neighbours of every atom in one flat list: those of i are neighbor[offset[i]] to neighbor[offset[i + 1] -
// 1], in ascending order. Mutual, and no atom is its own neighbour.
struct NeighborList {
  std::vector<std::size_t> offset{0};  // atoms + 1
  std::vector<std::int32_t> neighbor{};

  std::size_t size() const { return offset.size() - 1; }
  int degree(std::size_t i) const { return static_cast<int>(offset[i + 1] - offset[i]); }
  std::span<const std::int32_t> of(std::size_t i) const {
    return {neighbor.data() + offset[i], offset[i + 1] - offset[i]};
  }
};

// All pairs at a distance up to the cutoff, by a grid of cells. Throws std::invalid_argument unless the
// cutoff is positive.
NeighborList neighbors_within(std::span<const Vector> positions_nm, double cutoff_nm);

// Number of the connected part that each atom belongs to, counted from 0 in the order of their first atoms.
std::vector<int> connected_parts(const NeighborList& neighbors);

}  // namespace nacre::crystal
