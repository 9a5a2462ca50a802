// Where a size distribution may only rise or only fall, and where it is zero: how maxima are smoothed out and
// tails ended.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace nacre::scattering {

// Values at n nodes in runs that rise, fall, or are single nodes; not negative. Such values are sums of
// non-negative increments: within a rising run, value_j is the sum of the increments up to j; within a
// falling one, of those from j on. So the shape turns into non-negativity of the increments.
class Shape {
 public:
  explicit Shape(std::size_t n) : slope_(n > 0 ? n - 1 : 0, 0), held_(n, false) {}

  // Between nodes first and last (inclusive) values do not fall (+1) or do not rise (-1) with the index.
  // Replaces what was said of this range. Where a rise meets a fall, the step between the two runs is free.
  void set(std::size_t first, std::size_t last, int slope);

  // Zero at the nodes first to last (inclusive), which belong to no run any more.
  void hold(std::size_t first, std::size_t last);
  bool held(std::size_t node) const { return node < held_.size() && held_[node]; }

  std::vector<double> values(std::span<const double> increments) const;
  std::vector<double> increments(std::span<const double> values) const;  // negative ones become zero

  // The functional over values as one over increments: v becomes T'v, where values = T increments.
  void pull(std::span<double> functional) const;

 private:
  struct Run {
    std::size_t begin;
    std::size_t end;  // one behind the last
    int slope;
  };
  void find_runs();

  std::vector<signed char> slope_;
  std::vector<bool> held_;
  std::vector<Run> runs_{};  // of more than one node
};

}  // namespace nacre::scattering
