// On what grid G(r) is summed before it is cut at q_max, and the cut itself.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "nacre/scattering/pdf_model.hpp"

namespace nacre::scattering {

// Points k step, k = 0 ... count - 1. Without a cut: those of the wanted grid, from `first`.
struct SummationGrid {
  double first_A = 0;
  double step_A = 0;
  std::size_t count = 0;
  std::size_t refinement = 1;  // steps per step of the wanted grid

  double r_A(std::size_t k) const { return first_A + static_cast<double>(k) * step_A; }
  double r_max_A() const { return r_A(count - 1); }
};

// The cut at q_max folds G with sin(q_max x)/(pi x), so that G beyond r_max matters: six of its ripples are
// kept, as PDFfit2 and libdiffpy do.
inline constexpr double kept_ripples = 6;
// Steps that draw peaks 0.1 A wide to 1e-10 and leave room between q_max and its alias.
inline constexpr double coarsest_step_A = 0.03;

inline SummationGrid summation_grid(const PdfInstrument& instrument, const PdfGrid& grid) {
  if (instrument.q_max_per_A <= 0) return {grid.r_min_A, grid.step_A, grid.count, 1};
  const double coarsest = std::min(coarsest_step_A, M_PI / (2 * instrument.q_max_per_A));
  SummationGrid sum;
  sum.refinement = static_cast<std::size_t>(std::ceil(grid.step_A / coarsest - 1e-9));
  sum.step_A = grid.step_A / static_cast<double>(sum.refinement);
  const double end = grid.r_max_A() + kept_ripples * 2 * M_PI / instrument.q_max_per_A;
  sum.count = static_cast<std::size_t>(std::ceil(end / sum.step_A)) + 1;
  return sum;
}

inline std::size_t first_kept(const PdfInstrument& instrument, const SummationGrid& grid) {
  if (instrument.zero_below_A <= 0) return 0;
  return static_cast<std::size_t>(std::ceil(instrument.zero_below_A / grid.step_A - 1e-6));
}

// step sin(q_max x)/(pi x): what the point at a distance x adds.
inline double cut_kernel(double q_max_per_A, double step_A, double x_A) {
  if (std::abs(x_A) < 1e-9) return step_A * q_max_per_A / M_PI;
  return step_A * std::sin(q_max_per_A * x_A) / (M_PI * x_A);
}

// Atoms that share a place by their occupancies are no pair.
inline constexpr double same_place_A = 0.1;

// No peak is drawn narrower than half a step.
inline double least_square_width_A2(double step_A) { return 0.25 * step_A * step_A; }

}  // namespace nacre::scattering
