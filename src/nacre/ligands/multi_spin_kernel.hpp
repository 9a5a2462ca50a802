// The inner loop of the multi-spin engine, compiled for every SIMD target and chosen at run time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace nacre::ligands {

// Replicas side by side: bit b of word w of a plane belongs to replica 64 w + b.
inline constexpr std::size_t plane_words = 8;
inline constexpr int plane_lanes = 64 * plane_words;
inline constexpr int threshold_bits = 32;
// Every so many trials, each replica sits out with probability 1/2. Replicas share the pairs of sites;
// without this, two that accept everything would stay equal once they are.
inline constexpr std::uint64_t trials_per_lazy_one = 8;
inline constexpr std::size_t acceptance_planes = 24;
inline constexpr int most_multi_spin_neighbors = 15;  // two sites' like neighbours fit in five bits

struct SitePair {
  std::int32_t i;
  std::int32_t j;
};

// All planes are aligned to 64 bytes.
struct MultiSpinPlanes {
  std::uint64_t* spins;             // of each site; 1 is ligand A
  const std::uint64_t* thresholds;  // [bit, most significant first][level]: 2^32 exp(-|w| change)
  const std::uint64_t* repelling;   // replicas with w >= 0
  std::uint64_t* generator;         // four planes: the state of xoshiro256++ in each word
  std::uint64_t* accepted;          // counts of acceptance in one trial of eight, least significant bit first
  std::uint64_t first_trial;        // number of the first pair
};

// Neighbours as in Lattice::padded_neighbors. A torus with z neighbours has the levels change = 2, 4, .. 2 z,
// a surface change = 1, 2, .. 2 stride.
struct MultiSpinGraph {
  const std::int32_t* neighbors;
  const std::int32_t* coordination;
  int stride;
  bool torus;
  bool exceeds_cache;  // ask for sites ahead of their trials
};

// One trial in every replica for each pair: where the two sites are unlike, swap them with probability
// min(1, exp(-w change)), drawn to 2^-32. The same numbers on every target.
void run_multi_spin(const MultiSpinGraph& graph, const MultiSpinPlanes& planes,
                    std::span<const SitePair> pairs);

// The SIMD instructions that run_multi_spin takes on this machine.
std::string_view multi_spin_target();

}  // namespace nacre::ligands
