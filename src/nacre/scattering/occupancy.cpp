#include "nacre/scattering/occupancy.hpp"

#include <fftw3.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <stdexcept>

#include "nacre/core/parallel.hpp"

namespace nacre::scattering {
namespace {

using Cell = std::array<int, 3>;

struct Extent {
  Cell low{}, size{};
};

Extent extent_of(std::span<const Cell> cells) {
  Cell low = cells[0], high = cells[0];
  for (const Cell& cell : cells)
    for (std::size_t d = 0; d < 3; ++d) {
      low[d] = std::min(low[d], cell[d]);
      high[d] = std::max(high[d], cell[d]);
    }
  return {low, {high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1}};
}

// The least number from n up that has no other factors than 2, 3 and 5: quick to transform.
int quick_length(int n) {
  for (;; ++n) {
    int rest = n;
    for (const int factor : {2, 3, 5})
      while (rest % factor == 0) rest /= factor;
    if (rest == 1) return n;
  }
}

// Long enough that vectors of opposite signs do not fall together.
Cell grid_of(const Cell& extent) {
  Cell grid{};
  for (std::size_t d = 0; d < 3; ++d) grid[d] = quick_length(2 * extent[d] - 1);
  return grid;
}

std::size_t real_size(const Cell& g) {
  return static_cast<std::size_t>(g[0]) * static_cast<std::size_t>(g[1]) * static_cast<std::size_t>(g[2]);
}

std::size_t complex_size(const Cell& g) {
  return static_cast<std::size_t>(g[0]) * static_cast<std::size_t>(g[1]) *
         (static_cast<std::size_t>(g[2]) / 2 + 1);
}

std::size_t place(const Cell& g, const Cell& at) {
  return (static_cast<std::size_t>(at[0]) * static_cast<std::size_t>(g[1]) +
          static_cast<std::size_t>(at[1])) *
             static_cast<std::size_t>(g[2]) +
         static_cast<std::size_t>(at[2]);
}

// Adding and taking away 1.5 * 2^52 rounds, and the compiler does so for several at once.
void round_all(std::vector<double>& counts) {
  constexpr double magic = 6755399441055744.0;
  double worst = 0;
  for (double& count : counts) {
    const double nearest = (count + magic) - magic;
    worst = std::max(worst, std::abs(count - nearest));
    count = nearest;
  }
  if (worst > 0.2) throw std::runtime_error("counts of lattice vectors are not whole");
}

fftw_complex* raw(std::vector<std::complex<double>>& values) {
  return reinterpret_cast<fftw_complex*>(values.data());
}

}  // namespace

// Plans are made and destroyed under one lock: FFTW shares their tables. They run on any arrays (unaligned)
// at once.
struct Occupancy::Plans {
  static std::mutex& lock() {
    static std::mutex one;
    return one;
  }
  fftw_plan forward = nullptr, backward = nullptr;

  explicit Plans(const Cell& g) {
    const std::scoped_lock locked(lock());
    std::vector<double> real(real_size(g));
    std::vector<std::complex<double>> spectrum(complex_size(g));
    constexpr unsigned flags = FFTW_ESTIMATE | FFTW_UNALIGNED;
    forward = fftw_plan_dft_r2c_3d(g[0], g[1], g[2], real.data(), raw(spectrum), flags);
    backward = fftw_plan_dft_c2r_3d(g[0], g[1], g[2], raw(spectrum), real.data(), flags);
  }
  Plans(const Plans&) = delete;
  Plans& operator=(const Plans&) = delete;
  ~Plans() {
    const std::scoped_lock locked(lock());
    fftw_destroy_plan(forward);
    fftw_destroy_plan(backward);
  }
};

Occupancy::Occupancy(std::size_t sites, std::span<const int> site, std::span<const Cell> cell,
                     const RunControl& control)
    : spectrum_(sites) {
  const Extent extent = extent_of(cell);
  extent_ = extent.size;
  grid_ = grid_of(extent.size);
  plans_ = std::make_unique<Plans>(grid_);
  parallel_for(sites, control, [&](std::size_t s) {
    std::vector<double> occupied(real_size(grid_));
    for (std::size_t i = 0; i < cell.size(); ++i)
      if (site[i] == static_cast<int>(s))
        occupied[place(
            grid_, {cell[i][0] - extent.low[0], cell[i][1] - extent.low[1], cell[i][2] - extent.low[2]})] = 1;
    spectrum_[s].resize(complex_size(grid_));
    fftw_execute_dft_r2c(plans_->forward, occupied.data(), raw(spectrum_[s]));
  });
}

Occupancy::~Occupancy() = default;

std::vector<double> Occupancy::correlation(std::span<const std::array<std::size_t, 2>> sites) const {
  std::vector<std::complex<double>> product(complex_size(grid_));
  const double scale = 1 / static_cast<double>(real_size(grid_));
  for (const auto& [from, to] : sites)
    for (std::size_t k = 0; k < product.size(); ++k) {
      const auto a = spectrum_[from][k], b = spectrum_[to][k];
      product[k] += std::complex<double>(scale * (a.real() * b.real() + a.imag() * b.imag()),
                                         scale * (a.real() * b.imag() - a.imag() * b.real()));
    }
  std::vector<double> result(real_size(grid_));
  fftw_execute_dft_c2r(plans_->backward, raw(product), result.data());
  round_all(result);
  return result;
}

void Occupancy::for_each(std::span<const double> correlation,
                         const std::function<void(const Cell&, double)>& call) const {
  const auto wrapped = [](int vector, int length) { return vector < 0 ? vector + length : vector; };
  for (int x = 1 - extent_[0]; x < extent_[0]; ++x)
    for (int y = 1 - extent_[1]; y < extent_[1]; ++y)
      for (int z = 1 - extent_[2]; z < extent_[2]; ++z) {
        const Cell at{wrapped(x, grid_[0]), wrapped(y, grid_[1]), wrapped(z, grid_[2])};
        const double count = correlation[place(grid_, at)];
        if (count != 0) call({x, y, z}, count);
      }
}

std::size_t Occupancy::points(std::span<const Cell> cell) { return real_size(grid_of(extent_of(cell).size)); }

}  // namespace nacre::scattering
