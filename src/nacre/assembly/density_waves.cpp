#include "nacre/assembly/density_waves.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>

#include "nacre/assembly/phase_sums.hpp"
#include "nacre/core/parallel.hpp"

namespace nacre::assembly {
namespace {

constexpr std::size_t blocks_at_once = 16;

// All l of one h and k: 0 to `last`, with both signs.
struct Row {
  int h = 0, k = 0;
  std::size_t count = 0;  // of l, from 0 on
  std::size_t first = 0;  // place of l = 0 among those of all rows
};

struct Grid {
  std::array<double, 3> step{};  // 2 pi / L
  std::array<std::size_t, 3> largest{};
  std::vector<Row> rows{};
  std::size_t places = 0;
};

Grid grid_of(const crystal::PeriodicBox& box, double largest_q) {
  Grid grid;
  for (std::size_t i = 0; i < 3; ++i) {
    grid.step[i] = 2 * std::numbers::pi / box.lengths[i];
    grid.largest[i] = static_cast<std::size_t>(largest_q / grid.step[i]);
  }
  const int most_h = static_cast<int>(grid.largest[0]), most_k = static_cast<int>(grid.largest[1]);
  for (int h = 0; h <= most_h; ++h)
    for (int k = h == 0 ? 0 : -most_k; k <= most_k; ++k) {
      const double flat = std::pow(h * grid.step[0], 2) + std::pow(k * grid.step[1], 2);
      const double left = largest_q * largest_q - flat;
      if (left < 0) continue;
      const auto count = static_cast<std::size_t>(std::sqrt(left) / grid.step[2]) + 1;
      grid.rows.push_back({h, k, count, grid.places});
      grid.places += count;
    }
  return grid;
}

// Phases of a block of particles of one species, by index along each axis.
struct Block {
  std::size_t species = 0;
  std::array<std::vector<PhaseBlock>, 3> phases{};
};

void fill(Block& block, const State& state, const std::vector<std::size_t>& who, std::size_t from,
          const Grid& grid) {
  const std::array<const HugeVector<double>*, 3> place{&state.x, &state.y, &state.z};
  const std::size_t n = std::min(phase_block, who.size() - from);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    block.phases[axis].assign(grid.largest[axis] + 1, PhaseBlock{});
    for (std::size_t j = 0; j < n; ++j) {
      const std::complex<double> turn = std::polar(1.0, grid.step[axis] * (*place[axis])[who[from + j]]);
      std::complex<double> at = 1;
      for (PhaseBlock& phases : block.phases[axis]) {
        phases.cosine[j] = static_cast<float>(at.real());
        phases.sine[j] = static_cast<float>(at.imag());
        at = {at.real() * turn.real() - at.imag() * turn.imag(),
              at.real() * turn.imag() + at.imag() * turn.real()};
      }
    }
  }
}

// Sums of one species at all places of the grid: 4 numbers each, as add_phase_sums.
std::vector<double> sums_of(const State& state, const std::vector<std::size_t>& who, const Grid& grid,
                            const RunControl& control) {
  std::vector<double> sums(4 * grid.places);
  const std::size_t blocks = (who.size() + phase_block - 1) / phase_block;
  for (std::size_t begin = 0; begin < blocks; begin += blocks_at_once) {
    std::vector<Block> group(std::min(blocks_at_once, blocks - begin));
    parallel_for(group.size(), control,
                 [&](std::size_t b) { fill(group[b], state, who, (begin + b) * phase_block, grid); });
    constexpr std::size_t together = 16;  // rows of one call: long enough for a thread to be worth it
    parallel_for((grid.rows.size() + together - 1) / together, control, [&](std::size_t part) {
      const std::size_t end = std::min(grid.rows.size(), (part + 1) * together);
      for (const Block& block : group)
        for (std::size_t r = part * together; r < end; ++r) {
          const Row& row = grid.rows[r];
          add_phase_sums(block.phases[0][static_cast<std::size_t>(row.h)],
                         block.phases[1][static_cast<std::size_t>(std::abs(row.k))], row.k < 0,
                         block.phases[2].data(), row.count, &sums[4 * row.first]);
        }
    });
  }
  return sums;
}

// Calls visit(place, conjugate, vector) for one of each q and -q, but 0.
template <typename Visit>
void for_all_vectors(const Grid& grid, const Visit& visit) {
  for (const Row& row : grid.rows)
    for (std::size_t l = 0; l < row.count; ++l) {
      const int index = static_cast<int>(l);
      const double q = std::hypot(row.h * grid.step[0], row.k * grid.step[1], index * grid.step[2]);
      if (row.h == 0 && row.k == 0 && l == 0) continue;
      visit(row.first + l, false, WaveVector{row.h, row.k, index, q});
      if (l > 0 && (row.h != 0 || row.k != 0))
        visit(row.first + l, true, WaveVector{row.h, row.k, -index, q});
    }
}

}  // namespace

DensityWaves density_waves(const State& state, std::size_t species, double largest_q,
                           const RunControl& control) {
  const Grid grid = grid_of(state.container.box, largest_q);
  DensityWaves waves;
  for_all_vectors(grid, [&](std::size_t, bool, const WaveVector& v) { waves.vectors.push_back(v); });
  for (std::size_t s = 0; s < species; ++s) {
    std::vector<std::size_t> who;
    for (std::size_t i = 0; i < state.size(); ++i)
      if (state.species[i] == s) who.push_back(i);
    const std::vector<double> sums = sums_of(state, who, grid, control);
    std::vector<std::complex<double>> rho;
    rho.reserve(waves.vectors.size());
    for_all_vectors(grid, [&](std::size_t place, bool conjugate, const WaveVector&) {
      const double* at = &sums[4 * place + (conjugate ? 2 : 0)];
      rho.emplace_back(at[0], at[1]);
    });
    waves.rho.push_back(std::move(rho));
  }
  return waves;
}

}  // namespace nacre::assembly
