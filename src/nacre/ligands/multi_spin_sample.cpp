#include "nacre/ligands/multi_spin_sample.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>

#include "nacre/ligands/clusters.hpp"
#include "nacre/ligands/multi_spin.hpp"

namespace nacre::ligands {
namespace {

constexpr std::uint64_t most_samples = 2000;  // of the unlike pairs of one chain
constexpr double contradiction_sigmas = 3;    // a scatter over few chains is itself uncertain
constexpr double trace_points_per_decade = 30;
constexpr std::uint64_t pairs_per_part = 1000000;  // between two calls of advance
constexpr double no_share = 2;                     // of trials in pairs; more than there can be
constexpr std::uint64_t cooling_steps = 100;
constexpr std::uint64_t first_start = std::uint64_t{1} << 32;  // replicas below belong to the plain engine

// What one chain saw.
struct Chain {
  std::size_t point = 0;
  Start start = Start::random;
  std::vector<double> unlike_fraction;  // one entry a sample
  // Sums over cluster samples.
  double mean_fraction = 0;
  double largest_fraction = 0;
  double mean_area = 0;
  double clusters = 0;
  std::vector<double> histogram;
  double accepted = 0;
};

using Chains = std::span<const Chain>;

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Independent chains: the error of their mean is their scatter over the root of their number.
SeriesStatistics from_scatter(const std::vector<double>& values) {
  SeriesStatistics result{.mean = mean(values)};
  double squares = 0;
  for (const double value : values) squares += (value - result.mean) * (value - result.mean);
  const auto n = static_cast<double>(values.size());
  result.error = std::sqrt(squares / (n * (n - 1)));
  return result;
}

template <typename Value>
SeriesStatistics over_chains(Chains chains, Value value) {
  std::vector<double> values;
  for (const Chain& chain : chains) values.push_back(value(chain));
  return from_scatter(values);
}

std::size_t chains_per_point(const std::vector<ShellPoint>& points) {
  return MultiSpinBlock::lanes / points.size() / 2 * 2;
}

// So many that every point has a trial per site, unless it has nothing to swap.
std::uint64_t pairs_per_sweep(int sites, const std::vector<ShellPoint>& points) {
  double rarest = no_share;
  for (const ShellPoint& point : points)
    if (const double share = MultiSpinBlock::trials_per_pair(point.n_a, sites); share > 0)
      rarest = std::min(rarest, share);
  return rarest < no_share ? static_cast<std::uint64_t>(std::ceil(sites / rarest)) : 0;
}

class Sampler {
 public:
  Sampler(const Lattice& lattice, const std::vector<ShellPoint>& points, const SamplingPlan& plan)
      : lattice_(lattice),
        points_(points),
        plan_(plan),
        chains_per_point_(chains_per_point(points)),
        sweeps_per_sample_(std::max(plan.sweeps_per_sample, plan.sampling_sweeps / most_samples)),
        sweeps_per_cluster_sample_(std::max(plan.sweeps_per_cluster_sample, sweeps_per_sample_)),
        block_(lattice, plan.seed, plan.replica),
        pairs_per_sweep_(pairs_per_sweep(lattice.sites(), points)),
        trials_per_sweep_(multi_spin_trials_per_sweep(lattice.sites(), points)),
        traces_(points.size()) {
    for (std::size_t p = 0; p < points.size(); ++p) place_chains(p);
  }

  std::vector<ShellSample> run(const std::function<void(double)>& advance) {
    const std::uint64_t sweeps = plan_.equilibration_sweeps + plan_.sampling_sweeps;
    for (std::uint64_t sweep = 1; sweep <= sweeps; ++sweep) {
      cool(sweep);
      if (sweep == plan_.equilibration_sweeps + 1) block_.take_accepted();
      run_sweep(advance);
      measure(sweep, sweep == sweeps);
    }
    const auto accepted = block_.take_accepted();
    for (std::size_t lane = 0; lane < chains_.size(); ++lane) chains_[lane].accepted = accepted[lane];
    std::vector<ShellSample> samples;
    for (std::size_t p = 0; p < points_.size(); ++p) samples.push_back(result(p));
    return samples;
  }

 private:
  void place_chains(std::size_t point) {
    const int n_a = points_[point].n_a;
    const auto separated = initial_arrangement(lattice_, n_a, Start::separated, plan_.seed, 0);
    for (std::size_t i = 0; i < chains_per_point_; ++i) {
      const std::size_t lane = chains_.size();
      const Start start = 2 * i < chains_per_point_ ? Start::random : Start::separated;
      const std::uint64_t replica = first_start + plan_.replica * MultiSpinBlock::lanes + lane;
      block_.place(static_cast<int>(lane),
                   start == Start::separated
                       ? separated
                       : initial_arrangement(lattice_, n_a, start, plan_.seed, replica));
      Chain& chain = chains_.emplace_back();
      chain.point = point;
      chain.start = start;
      chain.histogram.resize(power_of_two_bin(lattice_.sites()) + 1);
    }
  }

  // In parts, since a sweep of a rare ligand on a large lattice takes minutes.
  void run_sweep(const std::function<void(double)>& advance) {
    if (pairs_per_sweep_ == 0 && advance) advance(trials_per_sweep_);
    for (std::uint64_t done = 0; done < pairs_per_sweep_;) {
      const std::uint64_t pairs = std::min(pairs_per_sweep_ - done, pairs_per_part);
      block_.run(pairs);
      done += pairs;
      if (advance)
        advance(trials_per_sweep_ * static_cast<double>(pairs) / static_cast<double>(pairs_per_sweep_));
    }
  }

  // As the plain engine: chains from random starts, and all that order, meet their interaction step by
  // step over the first half of the equilibration.
  void cool(std::uint64_t sweep) {
    const std::uint64_t sweeps = plan_.equilibration_sweeps / 2;
    const std::uint64_t step = std::max<std::uint64_t>(1, sweeps / cooling_steps);
    if (sweep > 1 && (sweep > sweeps || (sweep - 1) % step != 0)) return;
    const bool done = sweep + step > sweeps;
    const double share = done ? 1 : static_cast<double>(sweep - 1) / static_cast<double>(sweeps);
    std::vector<double> w_RT(MultiSpinBlock::lanes, 0);
    for (std::size_t lane = 0; lane < chains_.size(); ++lane) {
      const double full = points_[chains_[lane].point].w_RT;
      w_RT[lane] = chains_[lane].start == Start::random || full < 0 ? share * full : full;
    }
    block_.set_interactions(w_RT);
  }

  void measure(std::uint64_t sweep, bool last) {
    const bool traced = sweep >= next_trace_ || last;
    const std::uint64_t sampled = sweep > plan_.equilibration_sweeps ? sweep - plan_.equilibration_sweeps : 0;
    const bool is_sample = sampled > 0 && sampled % sweeps_per_sample_ == 0;
    if (traced || is_sample) {
      const auto unlike = block_.unlike_pairs();
      if (traced) trace(sweep, unlike);
      if (is_sample)
        for (std::size_t lane = 0; lane < chains_.size(); ++lane)
          chains_[lane].unlike_fraction.push_back(static_cast<double>(unlike[lane]) / lattice_.pairs());
    }
    if (sampled > 0 && (sampled % sweeps_per_cluster_sample_ == 0 || (last && cluster_samples_ == 0)))
      measure_all_clusters();
  }

  // The mean over the chains of one start.
  void trace(std::uint64_t sweep, const std::vector<int>& unlike) {
    trace_sweeps_.push_back(static_cast<double>(sweep));
    const double growth = std::pow(10, 1 / trace_points_per_decade);
    next_trace_ = std::max(sweep + 1, static_cast<std::uint64_t>(static_cast<double>(sweep) * growth));
    const std::size_t half = chains_per_point_ / 2;
    for (std::size_t p = 0; p < points_.size(); ++p)
      for (const bool separated : {false, true}) {
        const auto first = unlike.begin() + static_cast<std::ptrdiff_t>((2 * p + separated) * half);
        const double sum = std::accumulate(first, first + static_cast<std::ptrdiff_t>(half), 0.0);
        traces_[p][separated].push_back(sum / (static_cast<double>(half) * lattice_.pairs()));
      }
  }

  void measure_all_clusters() {
    ++cluster_samples_;
    for (std::size_t lane = 0; lane < chains_.size(); ++lane) {
      Chain& chain = chains_[lane];
      const auto areas = cluster_areas(lattice_, block_.arrangement(static_cast<int>(lane)));
      const auto measures = measure_clusters(areas);
      chain.mean_fraction += measures.mean_fraction;
      chain.largest_fraction += measures.largest_fraction;
      chain.mean_area += measures.mean_area;
      chain.clusters += measures.clusters;
      for (const auto* of_one_kind : {&areas.a, &areas.b})
        for (const int area : *of_one_kind) chain.histogram[power_of_two_bin(area)] += 1;
    }
  }

  template <typename Value>
  Average average(Chains chains, Value value) const {
    const std::size_t half = chains_per_point_ / 2;
    return combine(over_chains(chains.first(half), value), over_chains(chains.last(half), value),
                   contradiction_sigmas);
  }

  Average cluster_average(Chains chains, double Chain::*sum) const {
    return average(chains,
                   [&](const Chain& chain) { return chain.*sum / static_cast<double>(cluster_samples_); });
  }

  void add_convergence(Chains chains, ShellSample& sample) const {
    const auto mean_unlike = [](const Chain& chain) { return mean(chain.unlike_fraction); };
    const std::size_t half = chains_per_point_ / 2;
    sample.start_difference_sigmas = difference_sigmas(over_chains(chains.first(half), mean_unlike),
                                                       over_chains(chains.last(half), mean_unlike));
    std::vector<const std::vector<double>*> series;
    for (const Chain& chain : chains) series.push_back(&chain.unlike_fraction);
    const double tau = pooled_autocorrelation_time(series);
    const auto samples = static_cast<double>(chains.front().unlike_fraction.size());
    sample.autocorrelation_sweeps = tau * static_cast<double>(sweeps_per_sample_);
    sample.effective_samples = static_cast<double>(chains.size()) * std::max(1.0, samples / (2 * tau));
  }

  double acceptance(Chains chains, int n_a) const {
    const double n = lattice_.sites();
    const double pairs = static_cast<double>(plan_.sampling_sweeps * pairs_per_sweep_) / trials_per_lazy_one;
    const double trials = pairs * 2 * n_a * (n - n_a) / (n * (n - 1)) * static_cast<double>(chains.size());
    double accepted = 0;
    for (const Chain& chain : chains) accepted += chain.accepted;
    return trials > 0 ? std::min(1.0, accepted / trials) : 0;
  }

  std::vector<double> mean_histogram(Chains chains) const {
    std::vector<double> histogram(chains.front().histogram.size(), 0);
    const double weight = 1 / static_cast<double>(chains.size() * cluster_samples_);
    for (const Chain& chain : chains)
      for (std::size_t k = 0; k < histogram.size(); ++k) histogram[k] += weight * chain.histogram[k];
    return histogram;
  }

  ShellSample result(std::size_t point) const {
    const std::size_t first = point * chains_per_point_;
    const Chains chains = Chains(chains_).subspan(first, chains_per_point_);
    ShellSample sample;
    sample.unlike_pair_fraction =
        average(chains, [](const Chain& chain) { return mean(chain.unlike_fraction); });
    sample.mean_cluster_fraction = cluster_average(chains, &Chain::mean_fraction);
    sample.largest_cluster_fraction = cluster_average(chains, &Chain::largest_fraction);
    sample.mean_cluster_area = cluster_average(chains, &Chain::mean_area);
    sample.clusters = cluster_average(chains, &Chain::clusters);
    sample.cluster_area_histogram = mean_histogram(chains);
    add_convergence(chains, sample);
    sample.chains = static_cast<int>(chains.size());
    sample.equilibration_sweeps = plan_.equilibration_sweeps;
    sample.sampling_sweeps = plan_.sampling_sweeps;
    sample.acceptance = acceptance(chains, points_[point].n_a);
    sample.trace_sweeps = trace_sweeps_;
    sample.trace_from_random = traces_[point][0];
    sample.trace_from_separated = traces_[point][1];
    sample.snapshot = block_.arrangement(static_cast<int>(first));
    return sample;
  }

  const Lattice& lattice_;
  const std::vector<ShellPoint>& points_;
  const SamplingPlan& plan_;
  std::size_t chains_per_point_;
  std::uint64_t sweeps_per_sample_;
  std::uint64_t sweeps_per_cluster_sample_;
  MultiSpinBlock block_;
  std::uint64_t pairs_per_sweep_;
  double trials_per_sweep_;
  std::vector<Chain> chains_;  // by lane
  std::uint64_t cluster_samples_ = 0;
  std::uint64_t next_trace_ = 1;
  std::vector<double> trace_sweeps_;
  std::vector<std::array<std::vector<double>, 2>> traces_;  // of each point, from random and separated
};

void check_points(const std::vector<ShellPoint>& points) {
  if (points.empty() || points.size() > most_points_per_block)
    throw std::invalid_argument("a block of replicas takes 1 to " + std::to_string(most_points_per_block) +
                                " points, not " + std::to_string(points.size()));
}

}  // namespace

double multi_spin_trials_per_sweep(int sites, const std::vector<ShellPoint>& points) {
  double share = 0;
  for (const ShellPoint& point : points) share += MultiSpinBlock::trials_per_pair(point.n_a, sites);
  return share * static_cast<double>(chains_per_point(points) * pairs_per_sweep(sites, points));
}

// The window of Sokal, as in analyse_series.
double pooled_autocorrelation_time(const std::vector<const std::vector<double>*>& series) {
  double center = 0;
  for (const auto* one : series) center += mean(*one) / static_cast<double>(series.size());
  const std::size_t length = series.front()->size();
  const auto covariance = [&](std::size_t lag) {
    double sum = 0;
    for (const auto* one : series)
      for (std::size_t i = 0; i + lag < length; ++i) sum += ((*one)[i] - center) * ((*one)[i + lag] - center);
    return sum / static_cast<double>((length - lag) * series.size());
  };
  const double variance = covariance(0);
  double tau = 0.5;
  if (variance <= 0) return tau;
  for (std::size_t lag = 1; lag < length && static_cast<double>(lag) < 5 * tau; ++lag)
    tau += covariance(lag) / variance;
  return std::max(tau, 0.5);
}

std::vector<ShellSample> sample_multi_spin(const Lattice& lattice, const std::vector<ShellPoint>& points,
                                           const SamplingPlan& plan,
                                           const std::function<void(double trials)>& advance) {
  check_sampling_plan(plan);
  check_points(points);
  return Sampler(lattice, points, plan).run(advance);
}

}  // namespace nacre::ligands
