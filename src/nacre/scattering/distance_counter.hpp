// Counts pairs by the squares of their distances.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "nacre/scattering/pair_histogram.hpp"

namespace nacre::scattering {

// Squares are taken for the nearest multiple of 1e-8 A2: distances of a crystal that are equal by symmetry
// differ by rounding alone.
class DistanceCounter {
 public:
  // Takes no more memory than this: add() throws std::invalid_argument where more is needed.
  explicit DistanceCounter(double most_bytes = 1e18) : most_bytes_(most_bytes) {}

  void add(double square_A2, double count);
  void add(const DistanceCounter& other);
  PairDistances distances() const;  // ascending

 private:
  struct Entry {
    std::int64_t key = -1;  // -1: free
    double count = 0;
  };
  void grow();
  void add_key(std::int64_t key, double count);
  Entry& entry(std::int64_t key);

  std::vector<Entry> table_{};  // a power of two long, at most three quarters of it taken
  std::size_t taken_ = 0;
  double most_bytes_;
};

}  // namespace nacre::scattering
