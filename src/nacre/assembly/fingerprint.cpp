#include "nacre/assembly/fingerprint.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <numeric>

#include "nacre/assembly/steinhardt.hpp"
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

// The first so many of each list, of the particles with complete shells.
ParticleNeighbors first_of(const ParticleNeighbors& list, int count, const std::vector<char>& wanted) {
  ParticleNeighbors first;
  const auto most = static_cast<std::size_t>(count) * static_cast<std::size_t>(std::accumulate(
                                                          wanted.begin(), wanted.end(), std::ptrdiff_t{0}));
  first.offset.reserve(list.offset.size());
  first.neighbor.reserve(most);
  first.apart.reserve(most);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (wanted[i] != 0) {
      const auto from = static_cast<std::ptrdiff_t>(list.offset[i]);
      first.neighbor.insert(first.neighbor.end(), list.neighbor.begin() + from,
                            list.neighbor.begin() + from + count);
      first.apart.insert(first.apart.end(), list.apart.begin() + from, list.apart.begin() + from + count);
    }
    first.offset.push_back(first.neighbor.size());
  }
  return first;
}

double mean_distance(const ParticleNeighbors& list, std::size_t i) {
  double sum = 0;
  for (const crystal::Vector& way : list.apart_of(i)) sum += crystal::length(way);
  return sum / list.degree(i);
}

// Writes the q_lm of one l into the rows, from column `first` on.
void add_block(const ParticleNeighbors& list, int l, std::size_t first, Fingerprints& all,
               const RunControl& control) {
  const Steinhardt order = steinhardt(list, {.l = l}, control);
  const double scale = std::sqrt(4 * std::numbers::pi / (2 * l + 1));
  const std::size_t width = all.shells.width();
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list.degree(i) == 0) continue;
    const auto qlm = order.qlm_of(i);
    double* out = all.rows.data() + i * width + first;
    *out++ = scale * qlm[0].real();
    for (std::size_t m = 1; m < qlm.size(); ++m) {
      *out++ = scale * std::numbers::sqrt2 * qlm[m].real();
      *out++ = scale * std::numbers::sqrt2 * qlm[m].imag();
    }
  }
}

std::size_t width_of(std::span<const int> degrees) {
  std::size_t width = 0;
  for (const int l : degrees) width += static_cast<std::size_t>(2 * l + 1);
  return width;
}

double product(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

}  // namespace

std::size_t Shells::width() const { return width_of(l_large) + (small > 0 ? width_of(l_small) : 0); }

double Fingerprints::coherence(std::size_t i, std::size_t j) const {
  return product(row(i), row(j)) * inverse_length[i] * inverse_length[j];
}

void Fingerprints::average(std::size_t i, double threshold, Mean& mean) const {
  mean.connected = 0;
  const auto own = row(i);
  mean.row.assign(own.begin(), own.end());
  for (const std::int32_t neighbor : large.of(i)) {
    const auto j = static_cast<std::size_t>(neighbor);
    if (coherence(i, j) <= threshold) continue;
    ++mean.connected;
    const auto other = row(j);
    for (std::size_t k = 0; k < other.size(); ++k) mean.row[k] += other[k];
  }
  for (double& x : mean.row) x /= mean.connected + 1;
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

ParticleNeighbors nearest_of_any(const crystal::Particles& particles, std::uint8_t large, int most,
                                 const RunControl& control) {
  return crystal::neighbors_of(
      particles, {.cutoff = longest_cutoff(particles.box), .nearest = most, .around = large}, control);
}

Fingerprints fingerprints(const NearestShells& nearest, const Shells& shells, const RunControl& control) {
  Fingerprints all{.shells = shells};
  const std::size_t particles = nearest.large.size();
  std::vector<char> wanted(particles);
  for (std::size_t i = 0; i < particles; ++i) wanted[i] = complete(nearest, shells, i) ? 1 : 0;
  all.large = first_of(nearest.large, shells.large, wanted);
  all.rows.assign(particles * shells.width(), 0);
  std::size_t first = 0;
  for (const int l : shells.l_large) {
    add_block(all.large, l, first, all, control);
    first += static_cast<std::size_t>(2 * l + 1);
  }
  all.small_to_large.assign(particles, 0);
  if (shells.small > 0) {
    const ParticleNeighbors small = first_of(nearest.small, shells.small, wanted);
    for (const int l : shells.l_small) {
      add_block(small, l, first, all, control);
      first += static_cast<std::size_t>(2 * l + 1);
    }
    for (std::size_t i = 0; i < particles; ++i)
      if (wanted[i] != 0) all.small_to_large[i] = mean_distance(small, i) / mean_distance(all.large, i);
  }
  all.inverse_length.assign(particles, 0);
  for (std::size_t i = 0; i < particles; ++i)
    if (const double square = product(all.row(i), all.row(i)); square > 0)
      all.inverse_length[i] = 1 / std::sqrt(square);
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
