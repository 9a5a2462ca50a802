#include "nacre/crystal/neighbors.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>

#include "nacre/core/parallel.hpp"
#include "nacre/crystal/cell_grid.hpp"
#include "nacre/crystal/vectors.hpp"

namespace nacre::crystal {
namespace {

constexpr std::size_t block_size = 512;  // centres that one thread takes at a time

void check(double cutoff) {
  if (!(cutoff > 0) || !std::isfinite(cutoff))
    throw std::invalid_argument("the cutoff of neighbours is not a positive length");
}

void check(const NeighborQuery& query, double half_box) {
  if (query.cutoff != 0) check(query.cutoff);
  if (query.nearest < 0 || (query.nearest == 0 && query.cutoff == 0))
    throw std::invalid_argument("neighbours need a cutoff or a number of them");
  if (query.cutoff >= half_box)
    throw std::invalid_argument("the cutoff of neighbours is not below half of the shortest periodic length");
}

double half_of_shortest_period(const PeriodicBox& box) {
  double shortest = GridAxis::infinity();
  for (std::size_t k = 0; k < 3; ++k)
    if (box.periodic[k]) shortest = std::min(shortest, box.lengths[k]);
  return 0.5 * shortest;
}

std::vector<std::int32_t> of_species(const Particles& particles, std::optional<std::uint8_t> species) {
  std::vector<std::int32_t> members;
  members.reserve(particles.size());
  for (std::size_t i = 0; i < particles.size(); ++i)
    if (!species || particles.species[i] == *species) members.push_back(static_cast<std::int32_t>(i));
  return members;
}

// Radius of a sphere with about 1.6 times the neighbours that are sought, so that a ring of one cell mostly
// holds them; of the room that the members take up.
double likely_reach(const Particles& particles, std::span<const std::int32_t> members, int nearest) {
  double volume = 1;
  for (std::size_t k = 0; k < 3; ++k) {
    double length = particles.box.lengths[k];
    if (!particles.box.periodic[k] && !members.empty()) {
      const auto [low, high] = std::ranges::minmax(
          members, {}, [&](std::int32_t i) { return particles.positions[static_cast<std::size_t>(i)][k]; });
      length = particles.positions[static_cast<std::size_t>(high)][k] -
               particles.positions[static_cast<std::size_t>(low)][k];
    }
    volume *= length;
  }
  const double share = 1.6 * (nearest + 1) / static_cast<double>(std::max<std::size_t>(members.size(), 1));
  const double reach = std::cbrt(share * volume * 3 / (4 * std::numbers::pi));
  return reach > 0 && std::isfinite(reach) ? reach : 1;  // all in a plane, or at one point
}

struct Candidate {
  double square = 0;  // of the distance
  std::int32_t point = 0;
  std::int32_t slot = 0;  // of the way to it

  bool operator<(const Candidate& other) const {
    return square != other.square ? square < other.square : point < other.point;
  }
};

// Neighbours of one centre after another; each thread has one of its own.
class Searcher {
 public:
  Searcher(const CellGrid& grid, const NeighborQuery& query, double limit)
      : grid_(grid), query_(query), limit_(limit) {}

  void search(const Vector& position, std::int32_t self) {
    const CellGrid::Place place = grid_.place(position);
    if (query_.nearest == 0) {
      gather(place, 1, limit_, self);
      std::ranges::sort(found(), {}, &Candidate::point);
      return;
    }
    for (int ring = 1;; ++ring) {
      const double reach = grid_.reach(place, ring);
      gather(place, ring, std::min(reach, limit_), self);
      if (static_cast<int>(count_) >= query_.nearest || reach >= limit_) break;
    }
    keep_nearest();
  }

  void append_to(ParticleNeighbors& list) {
    for (const Candidate& one : found()) {
      list.neighbor.push_back(one.point);
      list.apart.push_back(apart_[static_cast<std::size_t>(one.slot)]);
    }
    list.offset.push_back(list.neighbor.size());
  }

 private:
  std::span<Candidate> found() { return {found_.data(), count_}; }

  // Every candidate is written, and counted if it is near enough: a branch would often be guessed wrong.
  void gather(const CellGrid::Place& place, int ring, double radius, std::int32_t self) {
    const double most = radius * radius;
    std::size_t count = 0;
    const auto [x, y, z] = grid_.coordinates();
    const std::int32_t* const points = grid_.points().data();
    grid_.near(place, ring, [&, x = x, y = y, z = z](std::size_t first, std::size_t end, const Vector shift) {
      if (found_.size() < count + (end - first)) {
        found_.resize(2 * (count + (end - first)));
        apart_.resize(found_.size());
      }
      Candidate* const found = found_.data();
      Vector* const ways = apart_.data();
      for (std::size_t s = first; s < end; ++s) {
        // The difference first and then the shift: what j is from i is then exactly the opposite of what i is
        // from j.
        const double dx = (x[s] - place.at[0]) + shift[0];
        const double dy = (y[s] - place.at[1]) + shift[1];
        const double dz = (z[s] - place.at[2]) + shift[2];
        const double square = dx * dx + dy * dy + dz * dz;
        found[count].square = square;
        found[count].point = points[s];
        found[count].slot = static_cast<std::int32_t>(count);
        ways[count][0] = dx;
        ways[count][1] = dy;
        ways[count][2] = dz;
        count += static_cast<std::size_t>(square <= most) & static_cast<std::size_t>(points[s] != self);
      }
    });
    count_ = count;
  }

  void keep_nearest() {
    const auto wanted = static_cast<std::size_t>(query_.nearest);
    const auto begin = found_.begin();
    if (count_ > wanted) {
      std::nth_element(begin, begin + query_.nearest, begin + static_cast<std::ptrdiff_t>(count_));
      count_ = wanted;
    } else if (count_ < wanted && query_.cutoff == 0 && std::isfinite(limit_)) {
      throw std::invalid_argument("the periodic box is too small: a particle has fewer than " +
                                  std::to_string(query_.nearest) +
                                  " neighbours within half of the shortest periodic length");
    }
    std::sort(begin, begin + static_cast<std::ptrdiff_t>(count_));
  }

  const CellGrid& grid_;
  const NeighborQuery& query_;
  double limit_;
  std::vector<Candidate> found_;  // the first count_ of them
  std::vector<Vector> apart_;     // by slot
  std::size_t count_ = 0;
};

ParticleNeighbors joined(const std::vector<ParticleNeighbors>& blocks, std::size_t particles) {
  ParticleNeighbors all;
  std::size_t bonds = 0;
  for (const ParticleNeighbors& block : blocks) bonds += block.neighbor.size();
  all.offset.reserve(particles + 1);
  all.neighbor.reserve(bonds);
  all.apart.reserve(bonds);
  for (const ParticleNeighbors& block : blocks) {
    const std::size_t before = all.neighbor.size();
    for (std::size_t i = 1; i < block.offset.size(); ++i) all.offset.push_back(before + block.offset[i]);
    all.neighbor.insert(all.neighbor.end(), block.neighbor.begin(), block.neighbor.end());
    all.apart.insert(all.apart.end(), block.apart.begin(), block.apart.end());
  }
  return all;
}

}  // namespace

NeighborList neighbors_within(std::span<const Vector> positions_nm, double cutoff_nm) {
  check(cutoff_nm);
  std::vector<std::int32_t> all(positions_nm.size());
  std::iota(all.begin(), all.end(), 0);
  const CellGrid grid(positions_nm, std::move(all), {.periodic = {false, false, false}}, cutoff_nm);
  const NeighborQuery query{.cutoff = cutoff_nm};
  Searcher searcher(grid, query, cutoff_nm);
  ParticleNeighbors list;
  for (std::size_t i = 0; i < positions_nm.size(); ++i) {
    searcher.search(positions_nm[i], static_cast<std::int32_t>(i));
    searcher.append_to(list);
  }
  return list;
}

ParticleNeighbors neighbors_of(const Particles& particles, const NeighborQuery& query,
                               const RunControl& control) {
  const double half_box = half_of_shortest_period(particles.box);
  check(query, half_box);
  if ((query.around || query.among) && particles.species.size() != particles.size())
    throw std::invalid_argument("neighbours of a species need the species of every particle");
  std::vector<std::int32_t> members = of_species(particles, query.among);
  const double width = query.nearest > 0 ? likely_reach(particles, members, query.nearest) : query.cutoff;
  const CellGrid grid(particles.positions, std::move(members), particles.box, width);
  const double limit = query.cutoff > 0 ? query.cutoff : half_box;
  std::vector<ParticleNeighbors> blocks((particles.size() + block_size - 1) / block_size);
  parallel_for(blocks.size(), control, [&](std::size_t block) {
    Searcher searcher(grid, query, limit);
    const std::size_t end = std::min(particles.size(), (block + 1) * block_size);
    for (std::size_t i = block * block_size; i < end; ++i) {
      if (query.around && particles.species[i] != *query.around) {
        blocks[block].offset.push_back(blocks[block].neighbor.size());
        continue;
      }
      searcher.search(particles.positions[i], static_cast<std::int32_t>(i));
      searcher.append_to(blocks[block]);
    }
  });
  return joined(blocks, particles.size());
}

std::vector<int> connected_parts(const NeighborList& neighbors) {
  std::vector<int> part(neighbors.size(), -1);
  std::vector<std::size_t> open;
  int parts = 0;
  for (std::size_t first = 0; first < neighbors.size(); ++first) {
    if (part[first] >= 0) continue;
    part[first] = parts;
    open.push_back(first);
    while (!open.empty()) {
      const std::size_t i = open.back();
      open.pop_back();
      for (const std::int32_t j : neighbors.of(i))
        if (part[static_cast<std::size_t>(j)] < 0) {
          part[static_cast<std::size_t>(j)] = parts;
          open.push_back(static_cast<std::size_t>(j));
        }
    }
    ++parts;
  }
  return part;
}

}  // namespace nacre::crystal
