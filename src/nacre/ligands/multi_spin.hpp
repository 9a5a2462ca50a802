// The multi-spin engine: 512 replicas of one lattice side by side, each with its own interaction and
// composition, one bit each.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/ligands/lattice.hpp"
#include "nacre/ligands/multi_spin_kernel.hpp"

namespace nacre::ligands {

// Metropolis with swaps of unlike ligands at any distance, as ShellChain:
// 1. two sites, the same in all replicas, from the stream shell_pairs;
// 2. in replicas where they are unlike, the change of U by adding up bits of all replicas at once;
// 3. a random number per replica, from its own bits of xoshiro256++ that the stream shell_planes seeds.
// The numbers depend on (seed, block) alone. The lattice must outlive the block.
class MultiSpinBlock {
 public:
  static constexpr int lanes = plane_lanes;

  // Every replica starts with B alone and without interactions. Throws std::invalid_argument for a site with
  // more than most_multi_spin_neighbors.
  MultiSpinBlock(const Lattice& lattice, std::uint64_t seed, std::uint64_t block);

  void place(int lane, const Arrangement& arrangement);
  void set_interactions(const std::vector<double>& w_RT);  // one for each lane
  void run(std::uint64_t pairs);                           // pairs of sites to try

  Arrangement arrangement(int lane) const;
  std::vector<int> unlike_pairs() const;  // of each lane
  // Accepted swaps of each lane since the last call, in one trial of trials_per_lazy_one.
  std::vector<double> take_accepted();
  std::uint64_t pairs_tried() const { return pairs_tried_; }

  // Share of tried pairs that are unlike and not sat out, exactly: 15/16 of 2 n_a n_b / (N (N - 1)).
  static double trials_per_pair(int n_a, int sites);

 private:
  using Words = std::unique_ptr<std::uint64_t[], void (*)(void*)>;
  static Words planes(std::size_t count);
  void choose_pairs();
  void collect_accepted();
  std::size_t levels() const;

  const Lattice& lattice_;
  Words spins_;
  Words thresholds_;
  Words repelling_;
  Words generator_;
  Words accepted_;
  RandomStream random_;
  std::vector<std::uint32_t> words_;
  std::vector<SitePair> pairs_;
  std::size_t next_pair_;
  std::uint64_t pairs_tried_ = 0;
  std::vector<double> accepted_by_lane_;
  std::uint64_t uncollected_ = 0;  // pairs tried since the planes of acceptance were read
};

}  // namespace nacre::ligands
