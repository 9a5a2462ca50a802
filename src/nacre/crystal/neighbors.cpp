#include "nacre/crystal/neighbors.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "nacre/crystal/vectors.hpp"

namespace nacre::crystal {
namespace {

// Atoms sorted into cells at least as wide as the cutoff, so that neighbours are in cells that touch.
class CellGrid {
 public:
  CellGrid(std::span<const Vector> positions, double cutoff) : positions_(positions) {
    find_low_corner_and_width(cutoff);
    for (const Vector& position : positions)
      for (std::size_t k = 0; k < 3; ++k) cells_[k] = std::max(cells_[k], coordinate(position, k) + 1);
    fill();
  }

  // Calls visit(j) for every atom in the cell of this position and the 26 around it.
  template <typename Visit>
  void near(const Vector& position, const Visit& visit) const {
    std::array<int, 3> low{};
    std::array<int, 3> high{};
    for (std::size_t k = 0; k < 3; ++k) {
      low[k] = std::max(coordinate(position, k) - 1, 0);
      high[k] = std::min(coordinate(position, k) + 1, cells_[k] - 1);
    }
    for (int x = low[0]; x <= high[0]; ++x)
      for (int y = low[1]; y <= high[1]; ++y) {
        const std::size_t last = first_[index(x, y, high[2]) + 1];  // cells along z lie side by side
        for (std::size_t i = first_[index(x, y, low[2])]; i < last; ++i) visit(atoms_[i]);
      }
  }

 private:
  // Cells are wider than the cutoff where atoms are few and far between: about one cell an atom is enough.
  void find_low_corner_and_width(double cutoff) {
    Vector high{};
    for (std::size_t k = 0; k < 3; ++k) {
      const auto [least, most] =
          std::ranges::minmax(positions_, {}, [k](const Vector& position) { return position[k]; });
      low_[k] = least[k];
      high[k] = most[k];
    }
    double volume = 1;
    for (std::size_t k = 0; k < 3; ++k) volume *= high[k] - low_[k] + cutoff;
    width_ = std::max(cutoff, std::cbrt(volume / static_cast<double>(positions_.size())));
  }

  int coordinate(const Vector& position, std::size_t k) const {
    return static_cast<int>((position[k] - low_[k]) / width_);
  }
  std::size_t index(int x, int y, int z) const {
    return (static_cast<std::size_t>(x) * static_cast<std::size_t>(cells_[1]) + static_cast<std::size_t>(y)) *
               static_cast<std::size_t>(cells_[2]) +
           static_cast<std::size_t>(z);
  }
  std::size_t index(const Vector& p) const {
    return index(coordinate(p, 0), coordinate(p, 1), coordinate(p, 2));
  }

  void fill() {
    first_.assign(index(cells_[0] - 1, cells_[1] - 1, cells_[2] - 1) + 2, 0);
    for (const Vector& position : positions_) ++first_[index(position) + 1];
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
    atoms_.resize(positions_.size());
    for (std::size_t i = 0; i < positions_.size(); ++i)
      atoms_[next[index(positions_[i])]++] = static_cast<std::int32_t>(i);
  }

  std::span<const Vector> positions_;
  Vector low_{};
  double width_ = 0;
  std::array<int, 3> cells_{1, 1, 1};
  std::vector<std::size_t> first_;  // of each cell, and the end
  std::vector<std::int32_t> atoms_;
};

}  // namespace

NeighborList neighbors_within(std::span<const Vector> positions_nm, double cutoff_nm) {
  if (!(cutoff_nm > 0) || !std::isfinite(cutoff_nm))
    throw std::invalid_argument("the cutoff of neighbours is not a positive length");
  NeighborList list;
  if (positions_nm.empty()) return list;
  const CellGrid grid(positions_nm, cutoff_nm);
  const double most = cutoff_nm * cutoff_nm;
  for (std::size_t i = 0; i < positions_nm.size(); ++i) {
    const std::size_t begin = list.neighbor.size();
    grid.near(positions_nm[i], [&](std::int32_t j) {
      const Vector apart = difference(positions_nm[static_cast<std::size_t>(j)], positions_nm[i]);
      if (static_cast<std::size_t>(j) != i && dot(apart, apart) <= most) list.neighbor.push_back(j);
    });
    std::sort(list.neighbor.begin() + static_cast<std::ptrdiff_t>(begin), list.neighbor.end());
    list.offset.push_back(list.neighbor.size());
  }
  return list;
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
