// S(q) from positions: |sum of w exp(i q r)|^2 over sum of w^2, gathered over frames.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "nacre/assembly/state.hpp"
#include "nacre/core/run_control.hpp"

namespace nacre::assembly {

struct StructureOptions {
  double largest_q = 16;  // in 1/sigma
  std::size_t bins = 160;
  std::vector<double> weights{};  // of each species, as scattering lengths; none: all 1
};

// Of two species, or of all particles.
struct StructureCurve {
  std::size_t a = 0, b = 0;  // species, a <= b; both npos for all particles, with their weights
  std::vector<double> s{};
  // Standard error: of the spread between frames in blocks from four frames on, else between the wave vectors
  // of a bin (which Bragg peaks make large).
  std::vector<double> error{};
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

struct StructureResult {
  std::vector<double> q{};             // mean |q| of the wave vectors of each bin that has some
  std::vector<std::size_t> vectors{};  // in a bin of one frame, one of q and -q
  std::size_t frames = 0;
  std::vector<StructureCurve> curves{};  // all, then 00, 01, 11 ...; of species that are there
};

// Periodic boxes: all wave vectors 2 pi (h/Lx, k/Ly, l/Lz) that the box allows, but 0, so that the box itself
// scatters nothing. Partial S_ab(q) = Re rho_a conj(rho_b) / sqrt(N_a N_b): at large q 1 for a = b and 0 else
// (Ashcroft and Langreth 1967). Droplets and walls: the same sums on the wave vectors of the box about the
// container. The finite body itself then scatters too, N |F(q)|^2 with the F of a ball of radius R, which
// falls as 1/q^4: below 0.01 where q R > (900 N)^(1/4).
//
// Sums over all particles by SIMD in single precision (phases in double): S is right to some 1e-5 of it,
// extinct reflections to 1e-10 N. 27,000 particles up to q = 16: 420,000 wave vectors, about a second on one
// core.
class StructureFactor {
 public:
  // Throws std::invalid_argument: no bins, a largest q that is not positive, weights of another number of
  // species or all zero.
  StructureFactor(std::size_t species, const StructureOptions& options);

  // On control.threads threads; the same numbers for any of them. The box may change from frame to frame.
  // Throws std::invalid_argument if a species is not known.
  void add(const State& state, const RunControl& control = {});

  StructureResult result() const;

 private:
  // Sums over the wave vectors of a bin, and over all frames.
  struct Frame {
    std::vector<double> q{};  // sums, one a bin
    std::vector<std::size_t> vectors{};
    std::vector<double> sums{}, squares{};  // bins of each curve, curves as in the result, absent ones too
  };
  StructureCurve curve(std::size_t index) const;

  std::size_t species_;
  StructureOptions options_;
  std::vector<std::size_t> numbers_{};  // of each species, in the last frame
  std::vector<Frame> frames_{};
};

// Number of pairs of a particle and a wave vector that one frame takes; some 0.1 ns each.
double structure_factor_cost(const State& state, double largest_q);

// S at one wave vector, by a plain sum in double: the oracle, and the height of one Bragg peak.
double structure_factor_at(const State& state, const std::array<double, 3>& q,
                           const std::vector<double>& weights = {});

}  // namespace nacre::assembly
