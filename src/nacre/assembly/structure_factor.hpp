// S(q) from positions: sum over a, b of w_a w_b exp(i q (r_a - r_b)) over sum of w^2, gathered over frames.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "nacre/assembly/state.hpp"
#include "nacre/core/run_control.hpp"

namespace nacre::assembly {

struct StructureOptions {
  double largest_q = 20;  // in 1/sigma
  std::size_t bins = 200;
  // At most so many wave vectors a bin, evenly spread over the directions; 0: all there are. Where a bin has
  // more, Bragg peaks of a single crystal may be missed or weigh too much: take all for crystals.
  std::size_t vectors_per_bin = 200;
  std::vector<double> weights{};  // of each species, as scattering lengths; none: all 1
};

// Of two species, or of all particles.
struct StructureCurve {
  std::size_t a = 0, b = 0;  // species, a <= b; both npos for all particles
  std::vector<double> s{};
  std::vector<double>
      error{};  // standard error, of the spread over the wave vectors of a bin and over frames
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

struct StructureResult {
  std::vector<double> q{};  // mean |q| of the wave vectors of each bin that has some
  std::vector<std::size_t> vectors{};
  std::size_t frames = 0;
  std::vector<StructureCurve> curves{};
};

// Periodic boxes: only the wave vectors 2 pi (h/L_x, k/L_y, l/L_z) that the box allows, one of q and -q, so
// that there is no small-angle intensity of the box itself. Partial S_ab(q) = Re rho_a rho_b* / sqrt(N_a
// N_b): at large q 1 for a = b and 0 else (Ashcroft and Langreth 1967). Droplets and walls: the same sums on
// the wave vectors of the container's own box, which need not be periodic; the intensity of the finite body
// itself, N |F(q)|^2 of a ball, is in it and falls as 1/q^4, below 1 above q R of some 3 N^(1/4).
class StructureFactor {
 public:
  // Throws std::invalid_argument: no bins, a largest q that is not positive, weights of another number of
  // species or all zero.
  StructureFactor(std::size_t species, const StructureOptions& options);

  // On control.threads threads; the same numbers for any of them. The box may change from frame to frame.
  void add(const State& state, const RunControl& control = {});

  StructureResult result() const;

 private:
  struct Bin {
    double q = 0;               // summed
    std::size_t vectors = 0;    // over all frames
    std::vector<double> sum{};  // of each curve, and of squares
    std::vector<double> squares{};
  };
  std::size_t species_;
  StructureOptions options_;
  std::size_t frames_ = 0;
  std::vector<Bin> bins_{};
};

// |sum w exp(i q r)|^2 / sum w^2 at one wave vector: the oracle, and the height of one Bragg peak.
double structure_factor_at(const State& state, const std::array<double, 3>& q,
                           const std::vector<double>& weights = {});

}  // namespace nacre::assembly
