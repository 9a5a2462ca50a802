// Counts pairs by the squares of their distances.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "nacre/scattering/pair_histogram.hpp"

namespace nacre::scattering {

// Squares are taken for the nearest multiple of 1e-8 A2: distances of a crystal that are equal by symmetry
// differ by rounding alone. Crystals of low symmetry have more distances than memory should hold: then bins
// of 0.002 A keep number, mean and deviation.
class DistanceCounter {
 public:
  static constexpr double bin_A = 0.002;

  // Takes no more memory than this for single distances.
  explicit DistanceCounter(double most_bytes = 1e18) : most_bytes_(most_bytes) {}

  void add(double square_A2, double count);
  void add(const DistanceCounter& other);
  PairDistances distances() const;  // ascending
  bool in_bins() const { return !bins_.empty(); }

 private:
  struct Entry {
    std::int64_t key = -1;  // -1: free
    double count = 0;
  };
  struct Bin {
    double count = 0, sum = 0, squares = 0;  // of distances from the beginning of the bin
  };
  void grow();
  void add_key(std::int64_t key, double count);
  void add_to_bin(double distance_A, double count);
  void put_into_bins();
  Entry& entry(std::int64_t key);

  std::vector<Entry> table_{};  // a power of two long, at most three quarters of it taken
  std::size_t taken_ = 0;
  std::vector<Bin> bins_{};
  double most_bytes_;
};

}  // namespace nacre::scattering
