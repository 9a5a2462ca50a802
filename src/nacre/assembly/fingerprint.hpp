// The surroundings of a large particle as one vector, so that two particles can be compared, and a particle
// with a perfect crystal.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/crystal/neighbors.hpp"
#include "nacre/crystal/particles.hpp"

namespace nacre::assembly {

// Which neighbours a fingerprint is made of: so many nearest large particles and so many nearest small ones,
// the first shells of one crystal, and the l of the q_lm about each.
struct Shells {
  int large = 12;
  int small = 0;
  std::span<const int> l_large{};
  std::span<const int> l_small{};

  std::size_t width() const;  // real numbers of a fingerprint, sum of 2l + 1
};

// The nearest neighbours that several fingerprints are made of: lists of the large particles only, in order
// of distance. Shorter than asked for where the box is too small.
struct NearestShells {
  crystal::ParticleNeighbors large{};
  crystal::ParticleNeighbors small{};
};

// One row a particle: sqrt(4 pi/(2l + 1)) times Re q_l0, sqrt(2) Re q_lm and sqrt(2) Im q_lm for m = 1 to l,
// l after l, so that a block has the length q_l and products of rows do not change when the box is turned.
struct Fingerprints {
  Shells shells{};
  const NearestShells* nearest = nullptr;  // what it was made from
  std::size_t width = 0;                   // of a row
  std::vector<double> rows{};
  std::vector<double> inverse_length{};  // of a row; 0: the particle has no fingerprint
  std::vector<double> small_to_large{};  // mean distance of the small neighbours over that of the large

  std::span<const double> row(std::size_t i) const { return {rows.data() + i * width, width}; }
  std::span<const std::int32_t> large_of(std::size_t i) const {
    return nearest->large.of(i).first(static_cast<std::size_t>(shells.large));
  }
  // Cosine of two rows, from -1 to 1; 0 where there is none.
  double coherence(std::size_t i, std::size_t j) const;
  // Of a particle with a fingerprint: its sum with those of the large neighbours whose coherence with it is
  // above the threshold, over their number and one. False, and no sum, if there are fewer than `least` of
  // them.
  struct Mean {
    std::vector<std::size_t> connected{};
    std::vector<double> row{};
  };
  bool average(std::size_t i, double threshold, int least, Mean& mean) const;
};

NearestShells nearest_shells(const crystal::Particles& particles, std::uint8_t large,
                             std::optional<std::uint8_t> small, int most_large, int most_small,
                             const RunControl& control);

// `nearest` must outlive the result.
Fingerprints fingerprints(const NearestShells& nearest, const Shells& shells, const RunControl& control);

// Lengths of the blocks of a row: q_l of each l.
std::vector<double> block_lengths(const Shells& shells, std::span<const double> row);

// Normalised w_l of the block of a row that is the `block`-th l of the large neighbours.
double block_third_order(const Shells& shells, std::span<const double> row, std::size_t block);

}  // namespace nacre::assembly
