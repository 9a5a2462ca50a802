// Which atoms, or particles of a periodic box, lie near one another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/crystal/particles.hpp"
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

// What is asked of particles. With `nearest` lists are in order of distance and need not be mutual, without
// it in ascending order of the particles.
struct NeighborQuery {
  double cutoff = 0;                     // neighbours up to this distance; 0: at any distance
  int nearest = 0;                       // at most this many, the nearest; 0: all within the cutoff
  std::optional<std::uint8_t> around{};  // only particles of this species have neighbours; none: all
  std::optional<std::uint8_t> among{};   // only particles of this species are neighbours; none: all
};

// Lists of all particles, empty for those that are not asked about.
struct ParticleNeighbors : NeighborList {
  std::vector<Vector> apart{};  // from the particle to the nearest image of its neighbour, beside `neighbor`

  std::span<const Vector> apart_of(std::size_t i) const {
    return {apart.data() + offset[i], offset[i + 1] - offset[i]};
  }
};

// Exact, by a grid of cells; the same for any number of threads. Only the nearest image of a particle is a
// neighbour: throws std::invalid_argument where the box is too small for that (a cutoff, or the distance of
// the last neighbour, above half of a periodic length), where the cutoff is not a length and where neither it
// nor `nearest` is given.
ParticleNeighbors neighbors_of(const Particles& particles, const NeighborQuery& query,
                               const RunControl& control = {});

// Number of the connected part that each atom belongs to, counted from 0 in the order of their first atoms.
std::vector<int> connected_parts(const NeighborList& neighbors);

}  // namespace nacre::crystal
