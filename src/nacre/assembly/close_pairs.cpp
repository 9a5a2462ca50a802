#include "nacre/assembly/close_pairs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace nacre::assembly {
namespace {

using crystal::Vector;
using Cell = std::array<int, 3>;

bool is_close(const crystal::Particles& particles, std::size_t i, std::size_t j, double margin) {
  const Vector &a = particles.positions[i], &b = particles.positions[j];
  const Vector d = particles.box.nearest_image({a[0] - b[0], a[1] - b[1], a[2] - b[2]});
  const double reach = (particles.diameters[i] + particles.diameters[j]) / 2 + margin;
  return d[0] * d[0] + d[1] * d[1] + d[2] * d[2] < reach * reach;
}

// Cells of at least the longest reach; the particles of a cell in ascending order.
class Grid {
 public:
  Grid(const crystal::Particles& particles, double reach) : box_(particles.box) {
    for (int k = 0; k < 3; ++k)
      cells_[k] = std::clamp(static_cast<int>(std::floor(box_.lengths[k] / reach)), 1, 512);
    start_.assign(static_cast<std::size_t>(cells_[0]) * cells_[1] * cells_[2] + 1, 0);
    std::vector<std::size_t> cell_of(particles.size());
    for (std::size_t i = 0; i < particles.size(); ++i) {
      cell_of[i] = index(cell(particles.positions[i]));
      ++start_[cell_of[i] + 1];
    }
    for (std::size_t c = 1; c < start_.size(); ++c) start_[c] += start_[c - 1];
    std::vector<std::size_t> next(start_.begin(), start_.end() - 1);
    members_.resize(particles.size());
    for (std::size_t i = 0; i < particles.size(); ++i)
      members_[next[cell_of[i]]++] = static_cast<std::uint32_t>(i);
  }

  // False where a periodic axis has so few cells that one would be its own neighbour's neighbour.
  bool is_wide() const {
    for (int k = 0; k < 3; ++k)
      if (box_.periodic[k] && cells_[k] < 3) return false;
    return true;
  }

  // Calls visit(i, j) once for every pair in the same or neighbouring cells.
  template <class Visit>
  void each_pair(const Visit& visit) const {
    Cell c{};
    for (c[0] = 0; c[0] < cells_[0]; ++c[0])
      for (c[1] = 0; c[1] < cells_[1]; ++c[1])
        for (c[2] = 0; c[2] < cells_[2]; ++c[2]) pairs_of_cell(c, visit);
  }

 private:
  Cell cell(const Vector& at) const {
    Cell c{};
    for (int k = 0; k < 3; ++k) {
      double part = at[k] / box_.lengths[k] + 0.5;
      if (box_.periodic[k]) part -= std::floor(part);
      c[k] = static_cast<int>(std::clamp(part * cells_[k], 0.0, cells_[k] - 1.0));
    }
    return c;
  }

  std::size_t index(const Cell& c) const {
    return (static_cast<std::size_t>(c[0]) * cells_[1] + c[1]) * cells_[2] + c[2];
  }

  template <class Visit>
  void pairs_of_cell(const Cell& c, const Visit& visit) const {
    const std::size_t here = index(c);
    for (std::size_t a = start_[here]; a < start_[here + 1]; ++a)
      for (std::size_t b = a + 1; b < start_[here + 1]; ++b) visit(members_[a], members_[b]);
    for (int step = 14; step < 27; ++step) {  // the half of the 26 neighbours that come after this cell
      Cell other{c[0] + step / 9 - 1, c[1] + step / 3 % 3 - 1, c[2] + step % 3 - 1};
      if (!inside(other)) continue;
      const std::size_t there = index(other);
      for (std::size_t a = start_[here]; a < start_[here + 1]; ++a)
        for (std::size_t b = start_[there]; b < start_[there + 1]; ++b) visit(members_[a], members_[b]);
    }
  }

  // Wraps periodic axes.
  bool inside(Cell& c) const {
    for (int k = 0; k < 3; ++k) {
      if (box_.periodic[k]) c[k] = (c[k] + cells_[k]) % cells_[k];
      if (c[k] < 0 || c[k] >= cells_[k]) return false;
    }
    return true;
  }

  crystal::PeriodicBox box_;
  Cell cells_{};
  std::vector<std::size_t> start_{};
  std::vector<std::uint32_t> members_{};
};

}  // namespace

std::vector<ClosePair> close_pairs(const crystal::Particles& particles, double margin) {
  std::vector<ClosePair> pairs;
  if (particles.size() < 2) return pairs;
  const double largest = *std::max_element(particles.diameters.begin(), particles.diameters.end());
  const Grid grid(particles, largest + margin);
  const auto keep = [&](std::uint32_t i, std::uint32_t j) {
    if (is_close(particles, i, j, margin)) pairs.push_back({std::min(i, j), std::max(i, j)});
  };
  if (grid.is_wide()) {
    grid.each_pair(keep);
    return pairs;
  }
  for (std::uint32_t i = 0; i < particles.size(); ++i)
    for (std::uint32_t j = i + 1; j < particles.size(); ++j) keep(i, j);
  return pairs;
}

}  // namespace nacre::assembly
