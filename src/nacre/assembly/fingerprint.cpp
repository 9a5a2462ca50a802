#include "nacre/assembly/fingerprint.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

#include "nacre/assembly/steinhardt.hpp"
#include "nacre/assembly/steinhardt_kernel.hpp"
#include "nacre/core/parallel.hpp"
#include "nacre/crystal/vectors.hpp"

namespace nacre::assembly {
namespace {

using crystal::ParticleNeighbors;

constexpr std::size_t block_size = 512;  // particles that one thread takes at a time

// The longest cutoff that a box allows; 0: any.
double longest_cutoff(const crystal::PeriodicBox& box) {
  double shortest = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < 3; ++k)
    if (box.periodic[k]) shortest = std::min(shortest, box.lengths[k]);
  return std::isfinite(shortest) ? 0.4999 * shortest : 0;
}

bool complete(const NearestShells& nearest, const Shells& shells, std::size_t i) {
  return nearest.large.degree(i) >= shells.large &&
         (shells.small == 0 || (i < nearest.small.size() && nearest.small.degree(i) >= shells.small));
}

double mean_distance(const ParticleNeighbors& list, std::size_t i, int count) {
  double sum = 0;
  for (const crystal::Vector& way : list.apart_of(i).first(static_cast<std::size_t>(count)))
    sum += crystal::length(way);
  return sum / count;
}

std::size_t width_of(std::span<const int> degrees) {
  std::size_t width = 0;
  for (const int l : degrees) width += static_cast<std::size_t>(2 * l + 1);
  return width;
}

// Four sums side by side: one alone waits for each addition.
double product(std::span<const double> a, std::span<const double> b) {
  double sums[4] = {0, 0, 0, 0};
  std::size_t k = 0;
  for (; k + 4 <= a.size(); k += 4)
    for (std::size_t lane = 0; lane < 4; ++lane) sums[lane] += a[k + lane] * b[k + lane];
  for (; k < a.size(); ++k) sums[0] += a[k] * b[k];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

// Fingerprints of a block of particles. Each thread has one of its own.
class BlockOfPrints {
 public:
  BlockOfPrints(const NearestShells& nearest, Fingerprints& all, std::size_t first, std::size_t last)
      : nearest_(nearest), all_(all), first_(first), last_(last) {}

  void fill() {
    std::size_t column = 0;
    const Shells& shells = all_.shells;
    add(nearest_.large, shells.large, shells.l_large, column);
    if (shells.small > 0) add(nearest_.small, shells.small, shells.l_small, column);
    for (std::size_t i = first_; i < last_; ++i) {
      if (!complete(nearest_, shells, i)) continue;
      const double square = product(all_.row(i), all_.row(i));
      all_.inverse_length[i] = square > 0 ? 1 / std::sqrt(square) : 0;
      if (shells.small > 0)
        all_.small_to_large[i] =
            mean_distance(nearest_.small, i, shells.small) / mean_distance(nearest_.large, i, shells.large);
    }
  }

 private:
  void add(const ParticleNeighbors& list, int count, std::span<const int> degrees, std::size_t& column) {
    begin_.clear();
    end_.clear();
    for (std::size_t i = first_; i < last_; ++i) {
      const bool wanted = complete(nearest_, all_.shells, i);
      begin_.push_back(wanted ? list.offset[i] : 0);
      end_.push_back(wanted ? list.offset[i] + static_cast<std::size_t>(count) : 0);
    }
    for (const int l : degrees) {
      qlm_.resize((last_ - first_) * static_cast<std::size_t>(l + 1));
      sum_harmonics(begin_.data(), end_.data(), list.apart.data(), 0, last_ - first_, l, qlm_.data());
      write(l, std::sqrt(4 * std::numbers::pi / (2 * l + 1)) / count, column);
      column += static_cast<std::size_t>(2 * l + 1);
    }
  }

  void write(int l, double scale, std::size_t column) {
    const std::complex<double>* q = qlm_.data();
    for (std::size_t i = first_; i < last_; ++i) {
      double* out = all_.rows.data() + i * all_.width + column;
      *out++ = scale * (q++)->real();
      for (int m = 1; m <= l; ++m, ++q) {
        *out++ = scale * std::numbers::sqrt2 * q->real();
        *out++ = scale * std::numbers::sqrt2 * q->imag();
      }
    }
  }

  const NearestShells& nearest_;
  Fingerprints& all_;
  std::size_t first_, last_;
  std::vector<std::size_t> begin_, end_;
  std::vector<std::complex<double>> qlm_;
};

}  // namespace

std::size_t Shells::width() const { return width_of(l_large) + (small > 0 ? width_of(l_small) : 0); }

double Fingerprints::coherence(std::size_t i, std::size_t j) const {
  return product(row(i), row(j)) * inverse_length[i] * inverse_length[j];
}

bool Fingerprints::average(std::size_t i, double threshold, int least, Mean& mean) const {
  mean.connected.clear();
  for (const std::int32_t neighbor : large_of(i))
    if (coherence(i, static_cast<std::size_t>(neighbor)) > threshold)
      mean.connected.push_back(static_cast<std::size_t>(neighbor));
  if (static_cast<int>(mean.connected.size()) < least) return false;
  const auto own = row(i);
  mean.row.assign(own.begin(), own.end());
  for (const std::size_t j : mean.connected) {
    const auto other = row(j);
    for (std::size_t k = 0; k < other.size(); ++k) mean.row[k] += other[k];
  }
  for (double& x : mean.row) x /= static_cast<double>(mean.connected.size() + 1);
  return true;
}

NearestShells nearest_shells(const crystal::Particles& particles, std::uint8_t large,
                             std::optional<std::uint8_t> small, int most_large, int most_small,
                             const RunControl& control) {
  const double cutoff = longest_cutoff(particles.box);
  NearestShells nearest;
  nearest.large = crystal::neighbors_of(
      particles, {.cutoff = cutoff, .nearest = most_large, .around = large, .among = large}, control);
  if (small && most_small > 0)
    nearest.small = crystal::neighbors_of(
        particles, {.cutoff = cutoff, .nearest = most_small, .around = large, .among = *small}, control);
  return nearest;
}

Fingerprints fingerprints(const NearestShells& nearest, const Shells& shells, const RunControl& control) {
  const std::size_t particles = nearest.large.size();
  Fingerprints all{.shells = shells, .nearest = &nearest, .width = shells.width()};
  all.rows.assign(particles * all.width, 0);
  all.inverse_length.assign(particles, 0);
  all.small_to_large.assign(particles, 0);
  parallel_for((particles + block_size - 1) / block_size, control, [&](std::size_t block) {
    BlockOfPrints(nearest, all, block * block_size, std::min(particles, (block + 1) * block_size)).fill();
  });
  return all;
}

std::vector<double> block_lengths(const Shells& shells, std::span<const double> row) {
  std::vector<double> lengths;
  const auto add = [&](int l) {
    const auto block = row.first(static_cast<std::size_t>(2 * l + 1));
    lengths.push_back(std::sqrt(product(block, block)));
    row = row.subspan(block.size());
  };
  for (const int l : shells.l_large) add(l);
  if (shells.small > 0)
    for (const int l : shells.l_small) add(l);
  return lengths;
}

double block_third_order(const Shells& shells, std::span<const double> row, std::size_t block) {
  for (std::size_t b = 0; b < block; ++b)
    row = row.subspan(static_cast<std::size_t>(2 * shells.l_large[b] + 1));
  const int l = shells.l_large[block];
  std::vector<std::complex<double>> qlm{row[0]};
  for (int m = 1; m <= l; ++m) {
    const auto k = static_cast<std::size_t>(2 * m);
    qlm.emplace_back(row[k - 1] / std::numbers::sqrt2, row[k] / std::numbers::sqrt2);
  }
  return third_order(l, qlm);
}

}  // namespace nacre::assembly
