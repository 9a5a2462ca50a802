// Counts pairs by the squares of their distances.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "nacre/scattering/pair_histogram.hpp"

namespace nacre::scattering {

// Squares are taken together where they round to the same multiple of 1e-8 A2: distances of a crystal that
// are equal by symmetry differ by rounding alone.
class DistanceCounter {
 public:
  void add(double square_A2, double count);
  void add(const DistanceCounter& other);
  PairDistances distances() const;  // ascending

 private:
  struct Entry {
    std::int64_t key = -1;  // -1: free
    double square_A2 = 0;
    double count = 0;
  };
  void grow();
  Entry& entry(std::int64_t key);

  std::vector<Entry> table_{};  // a power of two long, at most half of it taken
  std::size_t taken_ = 0;
};

}  // namespace nacre::scattering
