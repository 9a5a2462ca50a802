// Cluster mining: many clusters, each fitted to one measured curve, ranked by how well they agree, with which
// of them the noise cannot tell from the best.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/crystal/nanocrystal.hpp"
#include "nacre/fit/fit.hpp"
#include "nacre/scattering/cluster_signal.hpp"

namespace nacre::scattering {

struct MiningData {
  std::vector<double> x{};  // r in A or Q in 1/A
  std::vector<double> y{};
  std::vector<double> sigma{};  // of each point, independent of the others; empty: told by the best fit
};

// One parameter of the fits: free between its bounds, or fixed at its start.
struct MiningParameter {
  bool free = true;
  double start = 0;
  double lower = 0;
  double upper = 1;
};

struct MiningOptions {
  MiningParameter u_A2{true, 0.01, 1e-4, 0.3};
  MiningParameter expansion{true, 1, 0.95, 1.05};
  MiningParameter delta2_A2{true, 2, 0, 12};
  bool background = false;  // b0 + b1 Q of I(Q)
};

struct MinedCluster {
  std::size_t candidate = 0;
  SignalParameters values{};
  SignalParameters errors{};  // NaN for fixed ones
  double rw = 0;              // sqrt(sum w (y - model)^2 / sum w y^2), w = 1/sigma^2, or equal without errors
  double chi2 = 0;            // with sigma as given, or 1
  // How much worse than the best, in standard deviations of what noise does to that difference: (chi2 - chi2
  // of the best)/(2 |difference of the two curves / sigma|), sigma scaled by the misfit of the best where it
  // is more than noise (Vuong, Econometrica 57, 307 (1989), for curves with independent Gaussian errors).
  double behind = 0;
  bool converged = false;
  bool at_bound = false;
  std::vector<double> curve{};
};

struct MiningResult {
  std::vector<MinedCluster> ranked{};  // by Rw
  double misfit = 1;  // factor by which sigma was scaled: sqrt of the best's reduced chi2, at least 1
  FitSummary best{};  // the table of the best one's fit
};

// The fits of all candidates, in parallel, the same for any number of threads.
MiningResult mine_clusters(std::span<const PairHistogram> candidates, const MiningData& data,
                           const SignalSetup& setup, const MiningOptions& options, const RunControl& control);

// Independent points of a G(r): every n-th, not nearer than pi/q_max (Farrow et al., Phys. Rev. B 84, 134105
// (2011)). Errors are kept as they are.
MiningData independent_points(const MiningData& data, double q_max_per_A);

}  // namespace nacre::scattering
