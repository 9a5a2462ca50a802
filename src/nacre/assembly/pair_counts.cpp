#include "nacre/assembly/pair_counts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "nacre/core/parallel.hpp"

namespace nacre::assembly {
namespace {

// One axis of the grid of cells.
class CellAxis {
 public:
  double low = 0;
  double length = 1;
  bool periodic = true;
  std::size_t cells = 1;

  std::size_t cell_of(double x) const {
    const double at = (x - low) / length * static_cast<double>(cells);
    return std::min(cells - 1, static_cast<std::size_t>(std::max(0.0, at)));
  }

  // Calls visit(cell, square of its distance from x) for all cells nearer than `reach`; wraps around.
  template <typename Visit>
  void cells_near(double x, double reach, const Visit& visit) const {
    const auto n = static_cast<std::ptrdiff_t>(cells);
    const double width = length / static_cast<double>(cells);
    std::ptrdiff_t first = floor_of((x - reach - low) / width), last = floor_of((x + reach - low) / width);
    const bool all = last - first + 1 >= n;
    if (all || !periodic) first = std::max<std::ptrdiff_t>(all ? 0 : first, 0);
    if (all || !periodic) last = all ? n - 1 : std::min(last, n - 1);
    for (std::ptrdiff_t c = first; c <= last; ++c) {
      const double from = low + static_cast<double>(c) * width;
      const double gap = all ? 0 : std::max({0.0, from - x, x - from - width});
      visit(static_cast<std::size_t>((c + n) % n), gap * gap);
    }
  }

  // Likewise, with runs of consecutive cells: their first and the one after their last.
  template <typename Visit>
  void runs_near(double x, double reach, const Visit& visit) const {
    const auto n = static_cast<std::ptrdiff_t>(cells);
    const double per_cell = static_cast<double>(cells) / length;
    const std::ptrdiff_t first = floor_of((x - reach - low) * per_cell),
                         last = floor_of((x + reach - low) * per_cell);
    if (last - first + 1 >= n) return visit(0, cells);
    visit(static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(first, 0, n)),
          static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(last + 1, 0, n)));
    if (periodic && first < 0) visit(static_cast<std::size_t>(first + n), cells);
    if (periodic && last >= n) visit(0, static_cast<std::size_t>(last + 1 - n));
  }

 private:
  static std::ptrdiff_t floor_of(double x) { return static_cast<std::ptrdiff_t>(std::floor(x)); }
};

CellAxis axis_of(const HugeVector<double>& x, double length, bool periodic, double cell) {
  CellAxis axis;
  axis.low = -length / 2;
  axis.length = length;
  axis.periodic = periodic;
  if (!periodic) {
    const auto [low, high] = std::ranges::minmax(x);
    axis.low = low;
    axis.length = std::max(high - low, 1e-9) * (1 + 1e-9);
  }
  axis.cells = std::max<std::size_t>(1, static_cast<std::size_t>(axis.length / cell));
  return axis;
}

// Particles cell by cell, cells along x beside one another.
class SortedCells {
 public:
  SortedCells(const State& state, double reach) : reach_(reach) {
    const auto& box = state.container.box;
    double volume = 1;
    for (const double length : box.lengths) volume *= length;
    const double cell = std::max(reach / 3, std::cbrt(2 * volume / static_cast<double>(state.size())));
    const std::array<const HugeVector<double>*, 3> from{&state.x, &state.y, &state.z};
    for (std::size_t k = 0; k < 3; ++k) {
      axes_[k] = axis_of(*from[k], box.lengths[k], box.periodic[k], cell);
      period_[k] = box.periodic[k] ? box.lengths[k] : std::numeric_limits<double>::infinity();
    }
    sort(state);
  }

  std::size_t size() const { return species.size(); }
  const std::array<double, 3>& period() const { return period_; }

  // Ranges of particles after `i` that may be near it.
  template <typename Visit>
  void ranges_after(std::size_t i, const Visit& visit) const {
    const double reach2 = reach_ * reach_;
    axes_[2].cells_near(place[2][i], reach_, [&](std::size_t z, double gap_z) {
      axes_[1].cells_near(place[1][i], reach_, [&](std::size_t y, double gap_y) {
        if (gap_z + gap_y > reach2) return;
        const std::size_t row = (z * axes_[1].cells + y) * axes_[0].cells;
        if (start_[row + axes_[0].cells] <= i) return;
        axes_[0].runs_near(
            place[0][i], std::sqrt(reach2 - gap_z - gap_y), [&](std::size_t x0, std::size_t x1) {
              const std::size_t begin = std::max(i + 1, start_[row + x0]), end = start_[row + x1];
              if (begin < end) visit(begin, end);
            });
      });
    });
  }

  std::array<std::vector<double>, 3> place{};  // within the box along periodic axes
  std::vector<std::uint8_t> species{};

 private:
  void sort(const State& state) {
    const std::size_t n = state.size();
    const std::array<const HugeVector<double>*, 3> from{&state.x, &state.y, &state.z};
    std::array<std::vector<double>, 3> wrapped;
    for (std::size_t k = 0; k < 3; ++k) {
      wrapped[k].assign(from[k]->begin(), from[k]->end());
      if (!axes_[k].periodic) continue;
      for (double& x : wrapped[k]) x -= axes_[k].length * std::floor(x / axes_[k].length + 0.5);
    }
    const std::size_t cells = axes_[0].cells * axes_[1].cells * axes_[2].cells;
    start_.assign(cells + 1, 0);
    std::vector<std::size_t> cell(n);
    for (std::size_t i = 0; i < n; ++i) {
      cell[i] = (axes_[2].cell_of(wrapped[2][i]) * axes_[1].cells + axes_[1].cell_of(wrapped[1][i])) *
                    axes_[0].cells +
                axes_[0].cell_of(wrapped[0][i]);
      ++start_[cell[i] + 1];
    }
    std::partial_sum(start_.begin(), start_.end(), start_.begin());
    fill(wrapped, state.species, cell);
  }

  void fill(const std::array<std::vector<double>, 3>& wrapped, const HugeVector<std::uint8_t>& kinds,
            const std::vector<std::size_t>& cell) {
    const std::size_t n = cell.size();
    for (auto& values : place) values.resize(n);
    species.resize(n);
    std::vector<std::size_t> next(start_.begin(), start_.end() - 1);
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t to = next[cell[i]]++;
      for (std::size_t k = 0; k < 3; ++k) place[k][to] = wrapped[k][i];
      species[to] = kinds[i];
    }
  }

  double reach_;
  std::array<CellAxis, 3> axes_{};
  std::array<double, 3> period_{};
  std::vector<std::size_t> start_{};
};

constexpr std::size_t batch = 1024;

// Counts pairs of one particle with those of a range: squares of distances first, which compilers vectorise,
// then those near enough, then their bins.
class Counter {
 public:
  Counter(const SortedCells& cells, std::size_t species, double longest, std::size_t bins)
      : cells_(cells), species_(species), bins_(bins), longest2_(longest * longest) {
    per_length_ = static_cast<double>(bins) / longest;
    counts.assign(species_pairs(species) * (bins + 1), 0);
    rows_.resize(species);
  }

  void count(std::size_t i) {
    for (std::size_t b = 0; b < species_; ++b)
      rows_[b] = static_cast<std::uint32_t>(species_pair(cells_.species[i], b, species_) * (bins_ + 1));
    cells_.ranges_after(i, [&](std::size_t begin, std::size_t end) {
      for (std::size_t at = begin; at < end; at += batch) {
        const std::size_t n = std::min(batch, end - at);
        if (waiting_ + n > batch) count_waiting();
        squares(i, at, n);
      }
    });
    count_waiting();
  }

  std::vector<std::uint64_t> counts{};  // bins + 1 a pair: the last takes what rounding puts at `longest`

 private:
  void count_waiting() {
    std::size_t kept = 0;
    for (std::size_t j = 0; j < waiting_; ++j) {
      near_[kept] = squared_[j];
      row_[kept] = rows_[kind_[j]];
      kept += squared_[j] < longest2_;
    }
    for (std::size_t j = 0; j < kept; ++j) near_[j] = std::sqrt(near_[j]) * per_length_;
    for (std::size_t j = 0; j < kept; ++j) ++counts[row_[j] + static_cast<std::uint32_t>(near_[j])];
    waiting_ = 0;
  }

  void squares(std::size_t i, std::size_t from, std::size_t n) {
    const double x = cells_.place[0][i], y = cells_.place[1][i], z = cells_.place[2][i];
    const auto [lx, ly, lz] = cells_.period();
    const double *xs = &cells_.place[0][from], *ys = &cells_.place[1][from], *zs = &cells_.place[2][from];
    double* squared = &squared_[waiting_];
    for (std::size_t j = 0; j < n; ++j) {
      const double dx = nearest(std::abs(xs[j] - x), lx), dy = nearest(std::abs(ys[j] - y), ly),
                   dz = nearest(std::abs(zs[j] - z), lz);
      squared[j] = dx * dx + dy * dy + dz * dz;
    }
    std::copy_n(&cells_.species[from], n, &kind_[waiting_]);
    waiting_ += n;
  }

  // Of a distance below one period.
  static double nearest(double distance, double period) {
    return period - distance < distance ? period - distance : distance;
  }

  const SortedCells& cells_;
  std::size_t species_, bins_;
  double longest2_, per_length_ = 1;
  std::vector<std::uint32_t> rows_{};
  std::array<double, batch> squared_{}, near_{};
  std::array<std::uint32_t, batch> row_{};
  std::array<std::uint8_t, batch> kind_{};
  std::size_t waiting_ = 0;
};

}  // namespace

std::size_t species_pairs(std::size_t species) { return species * (species + 1) / 2; }

std::size_t species_pair(std::size_t a, std::size_t b, std::size_t species) {
  const auto [low, high] = std::minmax(a, b);
  return low * species - low * (low + 1) / 2 + high;
}

std::vector<std::uint64_t> pair_counts(const State& state, std::size_t species, double longest,
                                       std::size_t bins, const RunControl& control) {
  std::vector<std::uint64_t> total(species_pairs(species) * bins);
  if (state.size() < 2) return total;
  const SortedCells cells(state, longest);
  const std::size_t parts = std::min<std::size_t>(64, cells.size());
  std::vector<std::vector<std::uint64_t>> counts(parts);
  parallel_for(parts, control, [&](std::size_t part) {
    Counter counter(cells, species, longest, bins);
    for (std::size_t i = part; i < cells.size(); i += parts) counter.count(i);
    counts[part] = std::move(counter.counts);
  });
  for (const auto& one : counts)
    for (std::size_t pair = 0; pair < species_pairs(species); ++pair)
      for (std::size_t bin = 0; bin < bins; ++bin) total[pair * bins + bin] += one[pair * (bins + 1) + bin];
  return total;
}

}  // namespace nacre::assembly
