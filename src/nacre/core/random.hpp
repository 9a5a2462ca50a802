// Counter-based random numbers: a number depends on (seed, stream, replica, position) alone, never
// on thread order. Philox4x32-10 from Random123 (Salmon et al., SC11, doi:10.1145/2063384.2063405).
#pragma once

#include <cstdint>
#include <span>

namespace nacre {

// Every use of random numbers has a name here; a number once given is never given again.
enum class StreamName : std::uint32_t {
  shell_start = 1,
  shell_swaps = 2,
  bootstrap = 3,
  synthetic_data = 4,
  multi_start = 5,
  shell_pairs = 6,
  shell_planes = 7,
  time_courses = 8,
  stacking_faults = 20,
  atom_displacements = 21,
  initial_positions = 30,
  initial_velocities = 31,
  langevin_noise = 32,
  particle_sizes = 33,
  species_order = 34,
  barostat_noise = 35,
};

class RandomStream {
 public:
  // `replica` tells apart the chains, cases or data sets of one use.
  RandomStream(std::uint64_t seed, StreamName name, std::uint64_t replica = 0);

  // The next words of the stream.
  void fill(std::span<std::uint32_t> words);
  std::uint32_t word();

  double uniform();                      // [0, 1), 53 bits
  double normal();                       // mean 0, variance 1
  std::uint32_t below(std::uint32_t n);  // 0..n-1, bias under n / 2^32

 private:
  void refill();

  std::uint64_t key_seed_;
  std::uint32_t name_;
  std::uint64_t replica_;
  std::uint64_t block_ = 0;
  std::uint32_t buffer_[4] = {};
  int used_ = 4;
  double spare_normal_ = 0;
  bool has_spare_ = false;
};

}  // namespace nacre
