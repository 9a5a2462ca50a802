// Points sorted into a grid of cells, in a box that may be periodic: what neighbour searches go through.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

#include "nacre/crystal/particles.hpp"

namespace nacre::crystal {

// One direction of the grid. Along a periodic one, cells are counted on beyond the box: cell -1 is the last
// cell of the image below.
struct GridAxis {
  double low = 0;
  double length = 0;  // of the box, or of what the points take up
  bool periodic = false;
  int cells = 1;
  double width = 1;  // of a cell

  double wrapped(double x) const { return periodic ? x - length * std::floor((x - low) / length) : x; }
  int cell(double wrapped_x) const {
    return std::clamp(static_cast<int>((wrapped_x - low) / width), 0, cells - 1);
  }
  int image(int any_cell) const {
    return any_cell >= 0 ? any_cell / cells : -((cells - 1 - any_cell) / cells);
  }
  int first(int middle, int ring) const { return periodic ? middle - ring : std::max(middle - ring, 0); }
  int last(int middle, int ring) const {
    return periodic ? middle + ring : std::min(middle + ring, cells - 1);
  }

  // How far one can go from a point of a cell without leaving the ring of cells about it.
  double reach(double wrapped_x, int middle, int ring) const {
    const double inside = wrapped_x - low - middle * width;
    const double below = periodic || middle > ring ? inside + ring * width : infinity();
    const double above = periodic || middle + ring < cells - 1 ? (ring + 1) * width - inside : infinity();
    return std::min(below, above);
  }

  static constexpr double infinity() { return std::numeric_limits<double>::infinity(); }
};

class CellGrid {
 public:
  // A place to search from: wrapped into the box, with its cell.
  struct Place {
    Vector at{};
    std::array<int, 3> cell{};
  };

  // Cells are at least as wide as `width`, and no more than about the number of points. `members` are the
  // points that are sorted in. Throws std::invalid_argument for coordinates that are not finite.
  CellGrid(std::span<const Vector> positions, std::vector<std::int32_t> members, const PeriodicBox& box,
           double width) {
    for (std::size_t k = 0; k < 3; ++k) axes_[k] = axis(positions, members, box, k);
    divide(width, members.size());
    fill(positions, std::move(members));
  }

  Place place(const Vector& position) const {
    Place place;
    for (std::size_t k = 0; k < 3; ++k) {
      place.at[k] = axes_[k].wrapped(position[k]);
      place.cell[k] = axes_[k].cell(place.at[k]);
    }
    return place;
  }

  // Every point and image nearer than this is within the ring; infinite where the ring holds all there is.
  double reach(const Place& place, int ring) const {
    double least = GridAxis::infinity();
    for (std::size_t k = 0; k < 3; ++k)
      least = std::min(least, axes_[k].reach(place.at[k], place.cell[k], ring));
    return least;
  }

  // Points in the order of their cells, wrapped into the box.
  std::span<const std::int32_t> points() const { return point_; }
  std::array<const double*, 3> coordinates() const { return {x_.data(), y_.data(), z_.data()}; }

  // Calls visit(first, end, shift) for runs of sorted points and images in the cells of the ring.
  template <typename Visit>
  void near(const Place& place, int ring, const Visit& visit) const {
    const auto& [ax, ay, az] = axes_;
    for (int cx = ax.first(place.cell[0], ring); cx <= ax.last(place.cell[0], ring); ++cx) {
      const int image_x = ax.image(cx);
      for (int cy = ay.first(place.cell[1], ring); cy <= ay.last(place.cell[1], ring); ++cy) {
        const int image_y = ay.image(cy);
        const std::size_t row = index(cx - image_x * ax.cells, cy - image_y * ay.cells, 0);
        Vector shift{image_x * ax.length, image_y * ay.length, 0};
        const int last = az.last(place.cell[2], ring);
        for (int cz = az.first(place.cell[2], ring); cz <= last;) {  // cells of one image lie side by side
          const int image_z = az.image(cz);
          const int end = std::min(last + 1, (image_z + 1) * az.cells);
          shift[2] = image_z * az.length;
          visit(first_[row + static_cast<std::size_t>(cz - image_z * az.cells)],
                first_[row + static_cast<std::size_t>(end - image_z * az.cells)], shift);
          cz = end;
        }
      }
    }
  }

 private:
  static GridAxis axis(std::span<const Vector> positions, std::span<const std::int32_t> members,
                       const PeriodicBox& box, std::size_t k) {
    double low = GridAxis::infinity();
    double high = -GridAxis::infinity();
    for (const std::int32_t i : members) {
      const double x = positions[static_cast<std::size_t>(i)][k];
      if (!std::isfinite(x)) throw std::invalid_argument("a coordinate is not a finite number");
      low = std::min(low, x);
      high = std::max(high, x);
    }
    if (members.empty()) low = high = 0;
    GridAxis axis{.periodic = box.periodic[k]};
    if (axis.periodic && !(box.lengths[k] > 0))
      throw std::invalid_argument("a periodic box has no length in one direction");
    axis.low = axis.periodic ? -0.5 * box.lengths[k] : low;
    axis.length = axis.periodic ? box.lengths[k] : high - low;
    return axis;
  }

  // Wider than asked for where points are few and far between: about one cell a point is enough.
  void divide(double width, std::size_t points) {
    const auto enough = 2 * static_cast<double>(points) + 64;
    const auto cells = [&] {
      double product = 1;
      for (const GridAxis& axis : axes_) product *= std::max(1.0, std::floor(axis.length / width));
      return product;
    };
    while (cells() > enough) width *= 1.1;
    for (GridAxis& axis : axes_) {
      axis.cells = std::max(1, static_cast<int>(axis.length / width));
      axis.width = axis.length > 0 ? axis.length / axis.cells : width;
    }
  }

  std::size_t index(int x, int y, int z) const {
    return (static_cast<std::size_t>(x) * static_cast<std::size_t>(axes_[1].cells) +
            static_cast<std::size_t>(y)) *
               static_cast<std::size_t>(axes_[2].cells) +
           static_cast<std::size_t>(z);
  }

  void fill(std::span<const Vector> positions, std::vector<std::int32_t> members) {
    std::vector<std::size_t> cell(members.size());
    first_.assign(index(axes_[0].cells - 1, axes_[1].cells - 1, axes_[2].cells - 1) + 2, 0);
    for (std::size_t s = 0; s < members.size(); ++s) {
      const Place at = place(positions[static_cast<std::size_t>(members[s])]);
      cell[s] = index(at.cell[0], at.cell[1], at.cell[2]);
      ++first_[cell[s] + 1];
    }
    for (std::size_t c = 1; c < first_.size(); ++c) first_[c] += first_[c - 1];
    std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
    point_.resize(members.size());
    for (std::vector<double>* coordinate : {&x_, &y_, &z_}) coordinate->resize(members.size());
    for (std::size_t s = 0; s < members.size(); ++s) {
      const std::size_t slot = next[cell[s]]++;
      const Vector at = place(positions[static_cast<std::size_t>(members[s])]).at;
      point_[slot] = members[s];
      x_[slot] = at[0];
      y_[slot] = at[1];
      z_[slot] = at[2];
    }
  }

  std::array<GridAxis, 3> axes_{};
  std::vector<std::size_t> first_;  // of each cell, and the end
  std::vector<std::int32_t> point_;
  std::vector<double> x_, y_, z_;  // wrapped, in the order of point_
};

}  // namespace nacre::crystal
