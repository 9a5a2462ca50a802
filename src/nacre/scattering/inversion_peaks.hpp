// Which maxima of a size distribution the data ask for.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "nacre/scattering/inversion.hpp"
#include "nacre/scattering/inversion_problem.hpp"

namespace nacre::scattering {

// Nodes of a maximum and of the minima (or ends of what is above zero) beside it.
struct Basin {
  std::size_t first = 0;
  std::size_t top = 0;
  std::size_t last = 0;
  double significance = 0;
};

// Maxima with dips of at least `dip` of the lower neighbour between them, ascending. A dip belongs to both.
std::vector<Basin> find_basins(std::span<const double> density, double dip = 0.02);

struct Pruned {
  InversionState state{};
  std::vector<Basin> basins{};  // with their significance
  std::vector<RefusedPeak> refused{};
};

// For each maximum: how far the objective rises when the distribution may only fall from a neighbouring
// maximum over it, that is without a dip between the two; the square root is its significance. The least
// significant one below `threshold` is smoothed out in this way, and so on until all that are left are
// significant. A single maximum is held against no particles at all, and stays.
Pruned prune(const InversionProblem& problem, InversionState state, double threshold);

}  // namespace nacre::scattering
