// Equilibrium averages of up to 128 points at once by the multi-spin engine.
#pragma once

#include <functional>
#include <vector>

#include "nacre/ligands/monte_carlo.hpp"

namespace nacre::ligands {

struct ShellPoint {
  int n_a = 0;
  double w_RT = 0;  // of one unlike pair
};

inline constexpr std::size_t most_points_per_block = 128;

// As sample_shell, with many chains of each point instead of two: an even share of the 512, one half from
// random starts and one from separated ones. A sweep is as many trials of unlike pairs as sites, at least:
// points share the pairs of sites, and those near equal composition find more of them unlike. Errors come
// from the scatter of the chains' means. plan.replica is the number of the block. Throws
// std::invalid_argument for what sample_shell refuses, for no point and for more than 128.
std::vector<ShellSample> sample_multi_spin(const Lattice& lattice, const std::vector<ShellPoint>& points,
                                           const SamplingPlan& plan,
                                           const std::function<void(double trials)>& advance = {});

// What `advance` hears of a sweep: trials of unlike pairs expected in all chains.
double multi_spin_trials_per_sweep(int sites, const std::vector<ShellPoint>& points);

// Integrated autocorrelation time, in samples, of equally long series of one quantity; their common mean
// makes it free of the bias that a short series has about its own.
double pooled_autocorrelation_time(const std::vector<const std::vector<double>*>& series);

}  // namespace nacre::ligands
