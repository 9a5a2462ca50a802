// The plain engine: Metropolis with swaps of unlike ligands at any distance (Kawasaki, conserved
// composition).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/ligands/lattice.hpp"
#include "nacre/ligands/series.hpp"

namespace nacre::ligands {

enum class Start { random, separated };

// Places n_a ligands A: at random, or as one compact domain (a stripe across the torus when its
// interface is shorter than that of a disc, a cap on a surface). Throws std::invalid_argument for n_a outside
// 0..sites.
Arrangement initial_arrangement(const Lattice& lattice, int n_a, Start start, std::uint64_t seed,
                                std::uint64_t replica);

// One Markov chain at a fixed pair energy. A sweep is one trial swap of an unlike pair per site.
// Each trial takes three words of the stream: a site from the list of A, one from the list of B, and the
// acceptance. A site's probability is exact to 2^-32 absolute, an acceptance rounds to 2^-32.
// The lattice must outlive the chain.
class ShellChain {
 public:
  ShellChain(const Lattice& lattice, Arrangement arrangement, double w_RT, std::uint64_t seed,
             std::uint64_t replica);

  void run(std::uint64_t trials);
  void set_interaction(double w_RT);

  const Arrangement& arrangement() const { return arrangement_; }
  int unlike_pairs() const { return unlike_pairs_; }
  std::uint64_t accepted() const { return accepted_; }
  std::uint64_t trials() const { return trials_; }

 private:
  void try_swap(const std::uint32_t* words);
  void swap(std::int32_t& a, std::int32_t& b);
  bool adjacent(std::int32_t a, std::int32_t b) const;

  const Lattice& lattice_;
  Arrangement arrangement_;
  std::vector<std::int32_t> sites_a_;
  std::vector<std::int32_t> sites_b_;
  std::vector<std::int8_t> a_excess_;     // twice the number of A next to each site, less its neighbours
  std::vector<std::uint64_t> threshold_;  // accept below it, by change of U plus 2 max_coordination()
  RandomStream random_;
  std::vector<std::uint32_t> words_;
  std::size_t next_word_ = 0;
  int unlike_pairs_ = 0;
  std::uint64_t accepted_ = 0;
  std::uint64_t trials_ = 0;
};

struct SamplingPlan {
  std::uint64_t seed = 1;
  std::uint64_t replica = 0;               // of the case; chains derive theirs from it
  std::uint64_t equilibration_sweeps = 0;  // of each chain, before sampling
  std::uint64_t sampling_sweeps = 0;       // of each chain, at least two samples
  std::uint64_t sweeps_per_sample = 1;
  std::uint64_t sweeps_per_cluster_sample = 0;  // of the multi-spin engine; at least sweeps_per_sample
};

// Throws std::invalid_argument for a plan with fewer than two samples.
void check_sampling_plan(const SamplingPlan& plan);

// Equilibrium averages from chains of which one half started at random and one phase separated. Agreement of
// the two halves shows that the equilibration sufficed; where they contradict each other, the errors say so.
struct ShellSample {
  Average unlike_pair_fraction;
  Average mean_cluster_fraction;  // see clusters.hpp
  Average largest_cluster_fraction;
  Average mean_cluster_area;                   // number average, sites
  Average clusters;                            // number of them
  std::vector<double> cluster_area_histogram;  // mean number of clusters with area in [2^k, 2^(k+1))
  double autocorrelation_sweeps = 0;           // integrated, of the unlike pairs
  double effective_samples = 0;
  double start_difference_sigmas = 0;  // |difference of the halves' unlike fractions| / its standard error
  int chains = 2;
  std::uint64_t equilibration_sweeps = 0;
  std::uint64_t sampling_sweeps = 0;
  double acceptance = 0;
  // Running picture of equilibration: unlike-pair fraction averaged over bins that grow with the sweeps.
  std::vector<double> trace_sweeps;  // middle of each bin
  std::vector<double> trace_from_random;
  std::vector<double> trace_from_separated;
  Arrangement snapshot;  // last arrangement of a chain started at random
};

// Two chains of the plain engine. `advance` (may be empty, may throw to cancel) hears of trials as they are
// done, every few milliseconds. Throws std::invalid_argument for n_a outside 0..sites or a plan with fewer
// than two samples.
ShellSample sample_shell(const Lattice& lattice, int n_a, double w_RT, const SamplingPlan& plan,
                         const std::function<void(double trials)>& advance = {});

}  // namespace nacre::ligands
