#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "nacre/ligands/clusters.hpp"
#include "nacre/ligands/monte_carlo.hpp"

namespace nacre::ligands {
namespace {

constexpr double trials_per_report = 1 << 17;
constexpr double bins_per_decade = 30;  // of the trace: 100 to 200 bins in all

// Averages of a quantity over bins of sweeps, each a few per cent wider than the one before.
class Trace {
 public:
  void add(std::uint64_t sweep, double value) {
    sum_ += value;
    if (sweep >= last_) close(sweep);
  }
  // Closes the bin that ends with this sweep; the last bin of a run may be cut short.
  void close(std::uint64_t sweep) {
    if (sweep < first_) return;
    sweeps_.push_back(0.5 * static_cast<double>(first_ + sweep));
    values_.push_back(sum_ / static_cast<double>(sweep - first_ + 1));
    sum_ = 0;
    first_ = sweep + 1;
    const double growth = std::pow(10, 1 / bins_per_decade);
    last_ = std::max(first_, static_cast<std::uint64_t>(static_cast<double>(sweep) * growth));
  }
  const std::vector<double>& sweeps() const { return sweeps_; }
  const std::vector<double>& values() const { return values_; }

 private:
  std::uint64_t first_ = 1;
  std::uint64_t last_ = 1;
  double sum_ = 0;
  std::vector<double> sweeps_;
  std::vector<double> values_;
};

// What one chain saw, one entry a sample.
struct Record {
  std::vector<double> unlike_fraction;
  std::vector<double> mean_fraction;
  std::vector<double> largest_fraction;
  std::vector<double> mean_area;
  std::vector<double> clusters;
  std::vector<double> histogram;  // sums over samples
  Trace trace;
  double acceptance = 0;  // while sampling
  Arrangement last;
};

double unlike_fraction(const Lattice& lattice, const ShellChain& chain) {
  return static_cast<double>(chain.unlike_pairs()) / lattice.pairs();
}

void take_sample(const Lattice& lattice, const ShellChain& chain, Record& record) {
  const auto areas = cluster_areas(lattice, chain.arrangement());
  const auto measures = measure_clusters(areas);
  record.unlike_fraction.push_back(unlike_fraction(lattice, chain));
  record.mean_fraction.push_back(measures.mean_fraction);
  record.largest_fraction.push_back(measures.largest_fraction);
  record.mean_area.push_back(measures.mean_area);
  record.clusters.push_back(measures.clusters);
  for (const auto* of_one_kind : {&areas.a, &areas.b})
    for (const int area : *of_one_kind) record.histogram[power_of_two_bin(area)] += 1;
}

// Collects trials into reports that are rare enough to cost nothing.
class Reporter {
 public:
  explicit Reporter(const std::function<void(double)>& advance) : advance_(advance) {}
  void add(double trials) {
    pending_ += trials;
    if (pending_ >= trials_per_report) flush();
  }
  void flush() {
    if (advance_ && pending_ > 0) advance_(pending_);
    pending_ = 0;
  }

 private:
  const std::function<void(double)>& advance_;
  double pending_ = 0;
};

bool is_sampled(std::uint64_t sweep, const SamplingPlan& plan) {
  return sweep > plan.equilibration_sweeps &&
         (sweep - plan.equilibration_sweeps) % plan.sweeps_per_sample == 0;
}

// Raises the interaction from zero to its value over the first half of the equilibration, in a hundred steps.
// A chain that meets a strong interaction at once freezes in stripes and domains that outlive any run.
class Cooling {
 public:
  Cooling(double w_RT, std::uint64_t equilibration_sweeps, bool active)
      : w_RT_(w_RT),
        sweeps_(active ? equilibration_sweeps / 2 : 0),
        step_(std::max<std::uint64_t>(1, sweeps_ / 100)) {}

  void before(std::uint64_t sweep, ShellChain& chain) const {
    if (sweep > sweeps_ || (sweep - 1) % step_ != 0) return;
    const bool done = sweep + step_ > sweeps_;
    chain.set_interaction(done ? w_RT_
                               : w_RT_ * static_cast<double>(sweep - 1) / static_cast<double>(sweeps_));
  }

 private:
  double w_RT_;
  std::uint64_t sweeps_;
  std::uint64_t step_;
};

Record run_chain(const Lattice& lattice, ShellChain chain, const SamplingPlan& plan, const Cooling& cooling,
                 Reporter& reporter) {
  Record record;
  record.histogram.resize(power_of_two_bin(lattice.sites()) + 1);
  const auto sites = static_cast<std::uint64_t>(lattice.sites());
  const std::uint64_t sweeps = plan.equilibration_sweeps + plan.sampling_sweeps;
  std::uint64_t accepted_before = 0;
  for (std::uint64_t sweep = 1; sweep <= sweeps; ++sweep) {
    if (sweep == plan.equilibration_sweeps + 1) accepted_before = chain.accepted();
    cooling.before(sweep, chain);
    chain.run(sites);
    record.trace.add(sweep, unlike_fraction(lattice, chain));
    if (is_sampled(sweep, plan)) take_sample(lattice, chain, record);
    reporter.add(static_cast<double>(sites));
  }
  reporter.flush();
  record.trace.close(sweeps);
  record.acceptance = static_cast<double>(chain.accepted() - accepted_before) /
                      static_cast<double>(plan.sampling_sweeps * sites);
  record.last = chain.arrangement();
  return record;
}

Average average(const std::vector<double>& a, const std::vector<double>& b) {
  return combine(analyse_series(a), analyse_series(b));
}

std::vector<double> mean_histogram(const Record& a, const Record& b) {
  std::vector<double> mean(a.histogram.size());
  const auto samples = static_cast<double>(a.clusters.size() + b.clusters.size());
  for (std::size_t i = 0; i < mean.size(); ++i) mean[i] = (a.histogram[i] + b.histogram[i]) / samples;
  return mean;
}

void add_convergence(const Record& a, const Record& b, double sweeps_per_sample, ShellSample& sample) {
  const auto from_a = analyse_series(a.unlike_fraction);
  const auto from_b = analyse_series(b.unlike_fraction);
  const auto samples = static_cast<double>(a.unlike_fraction.size());
  sample.autocorrelation_sweeps =
      0.5 * (from_a.autocorrelation_time + from_b.autocorrelation_time) * sweeps_per_sample;
  sample.effective_samples =
      0.5 * samples * (1 / from_a.autocorrelation_time + 1 / from_b.autocorrelation_time);
  sample.start_difference_sigmas = difference_sigmas(from_a, from_b);
}

ShellSample combined(const Record& from_random, const Record& from_separated) {
  ShellSample sample;
  sample.unlike_pair_fraction = average(from_random.unlike_fraction, from_separated.unlike_fraction);
  sample.mean_cluster_fraction = average(from_random.mean_fraction, from_separated.mean_fraction);
  sample.largest_cluster_fraction = average(from_random.largest_fraction, from_separated.largest_fraction);
  sample.mean_cluster_area = average(from_random.mean_area, from_separated.mean_area);
  sample.clusters = average(from_random.clusters, from_separated.clusters);
  sample.cluster_area_histogram = mean_histogram(from_random, from_separated);
  sample.acceptance = 0.5 * (from_random.acceptance + from_separated.acceptance);
  sample.trace_sweeps = from_random.trace.sweeps();
  sample.trace_from_random = from_random.trace.values();
  sample.trace_from_separated = from_separated.trace.values();
  sample.snapshot = from_random.last;
  return sample;
}

}  // namespace

void check_sampling_plan(const SamplingPlan& plan) {
  if (plan.sweeps_per_sample < 1 || plan.sampling_sweeps / plan.sweeps_per_sample < 2)
    throw std::invalid_argument("a sampling plan takes two samples at least");
}

ShellSample sample_shell(const Lattice& lattice, int n_a, double w_RT, const SamplingPlan& plan,
                         const std::function<void(double trials)>& advance) {
  check_sampling_plan(plan);
  Reporter reporter(advance);
  const auto run = [&](Start start, std::uint64_t replica) {
    auto arrangement = initial_arrangement(lattice, n_a, start, plan.seed, replica);
    ShellChain chain(lattice, std::move(arrangement), w_RT, plan.seed, replica);
    const Cooling cooling(w_RT, plan.equilibration_sweeps, start == Start::random || w_RT < 0);
    return run_chain(lattice, std::move(chain), plan, cooling, reporter);
  };
  const Record from_random = run(Start::random, 2 * plan.replica);
  const Record from_separated = run(Start::separated, 2 * plan.replica + 1);
  ShellSample sample = combined(from_random, from_separated);
  add_convergence(from_random, from_separated, static_cast<double>(plan.sweeps_per_sample), sample);
  sample.equilibration_sweeps = plan.equilibration_sweeps;
  sample.sampling_sweeps = plan.sampling_sweeps;
  return sample;
}

}  // namespace nacre::ligands
