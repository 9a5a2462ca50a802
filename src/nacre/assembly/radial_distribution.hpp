// How many particles stand at a distance r from another, over how many would in an ideal gas of the same
// numbers in the same container: g(r), of all and of each pair of species, gathered over frames.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "nacre/assembly/state.hpp"
#include "nacre/core/run_control.hpp"

namespace nacre::assembly {

struct RadialOptions {
  double longest = 5;      // distances below it are counted, in sigma; at most half a periodic edge
  std::size_t bins = 250;  // equally wide
};

// Of one pair of species, or of all particles.
struct RadialCurve {
  std::size_t a = 0, b = 0;  // species, a <= b; both npos for all particles
  std::vector<double> g{};   // one a bin
  std::vector<double>
      error{};  // standard error, of the spread between frames in blocks; NaN for a single frame
  std::vector<double> within{};  // mean number of b about one a up to the far edge of each bin, as counted
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

struct RadialResult {
  std::vector<double> r{};  // middles of the bins
  std::size_t frames = 0;
  std::vector<RadialCurve> curves{};  // all, then 00, 01, 11 ...; of species that are there
};

// Normalisation: pairs in a bin over N_a N_b p (N (N - 1) / 2 p within a species), where p is the chance that
// two points thrown into the container are so far apart. Periodic boxes: p = shell / V. Droplets and axes
// with walls: p of the finite container that centres can reach, a ball of radius R - d/2 or a slab of width L
// - d, d the mean diameter of the species there: so an ideal gas has g = 1 up to the largest distance there
// is, and what stands at a wall in layers shows in g. Every frame counts with its own container.
class RadialDistribution {
 public:
  // Throws std::invalid_argument: no bins or a longest distance that is not positive.
  RadialDistribution(std::size_t species, const RadialOptions& options);

  // Counts the pairs of a frame, on control.threads threads; the same numbers for any of them. Throws
  // std::invalid_argument if a species is not known or the longest distance is above half a periodic edge.
  void add(const State& state, const RunControl& control = {});

  RadialResult result() const;

 private:
  struct Frame {
    std::vector<std::uint64_t> counts{};  // pair by pair, bins of each
    std::vector<double> expected{};
  };
  RadialCurve curve(const std::vector<std::size_t>& pairs, double per_particle) const;

  std::size_t species_;
  RadialOptions options_;
  std::vector<std::size_t> numbers_{};  // of each species, in the last frame
  std::vector<Frame> frames_{};
};

}  // namespace nacre::assembly
