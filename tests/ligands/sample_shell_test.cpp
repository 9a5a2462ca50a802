#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "nacre/ligands/exact_shell.hpp"
#include "nacre/ligands/monte_carlo.hpp"

namespace nacre::ligands {
namespace {

constexpr SamplingPlan short_plan{
    .equilibration_sweeps = 500, .sampling_sweeps = 6000, .sweeps_per_sample = 4};

struct Case {
  int nx;
  int ny;
  int n_a;
  double w_RT;
};

class SampleShellAgainstExact : public testing::TestWithParam<Case> {};

TEST_P(SampleShellAgainstExact, MeanIsWithinItsError) {
  const auto [nx, ny, n_a, w] = GetParam();
  const Lattice lattice(LatticeType::square, nx, ny);
  const auto sample = sample_shell(lattice, n_a, w, short_plan).unlike_pair_fraction;
  const double exact = exact_shell(nx, ny, RunControl{})->at(n_a, w).mean / lattice.pairs();
  EXPECT_NEAR(sample.mean, exact, 3.5 * sample.error);
  EXPECT_LT(sample.error, 0.004);
}

INSTANTIATE_TEST_SUITE_P(Cases, SampleShellAgainstExact,
                         testing::Values(Case{11, 11, 60, 0.0}, Case{11, 11, 60, 0.85}, Case{11, 11, 60, 1.3},
                                         Case{11, 11, 60, -1.5}, Case{11, 11, 12, 0.85},
                                         Case{11, 11, 97, 1.1}, Case{6, 8, 24, 0.7}, Case{6, 8, 24, -0.8},
                                         Case{8, 6, 7, 1.2}, Case{6, 8, 40, -0.4}));

// Over independent seeds the means scatter as the errors promise.
TEST(SampleShell, ErrorsAreHonest) {
  const Lattice lattice(LatticeType::square, 6, 8);
  const double exact = exact_shell(6, 8, RunControl{})->at(24, 0.9).mean / lattice.pairs();
  const int seeds = 40;
  double squared_deviation = 0;
  double mean_error = 0;
  for (int seed = 1; seed <= seeds; ++seed) {
    SamplingPlan plan{.equilibration_sweeps = 300, .sampling_sweeps = 4000, .sweeps_per_sample = 2};
    plan.seed = static_cast<std::uint64_t>(seed);
    const auto sample = sample_shell(lattice, 24, 0.9, plan).unlike_pair_fraction;
    squared_deviation += std::pow(sample.mean - exact, 2) / seeds;
    mean_error += sample.error / seeds;
  }
  const double ratio = std::sqrt(squared_deviation) / mean_error;
  EXPECT_GT(ratio, 0.7);
  EXPECT_LT(ratio, 1.4);
}

TEST(SampleShell, SameSeedSameNumbers) {
  const Lattice lattice(LatticeType::square, 6, 6);
  SamplingPlan plan{.equilibration_sweeps = 10, .sampling_sweeps = 200};
  const auto one = sample_shell(lattice, 18, 0.85, plan);
  const auto two = sample_shell(lattice, 18, 0.85, plan);
  EXPECT_EQ(one.unlike_pair_fraction.mean, two.unlike_pair_fraction.mean);
  EXPECT_EQ(one.unlike_pair_fraction.error, two.unlike_pair_fraction.error);
  EXPECT_EQ(one.snapshot, two.snapshot);
  plan.replica = 1;
  EXPECT_NE(sample_shell(lattice, 18, 0.85, plan).snapshot, one.snapshot);
}

TEST(SampleShell, ClusterMeasuresAreConsistent) {
  const Lattice lattice(LatticeType::square, 11, 11);
  const auto sample = sample_shell(lattice, 60, 0.85, short_plan);
  const auto& histogram = sample.cluster_area_histogram;
  ASSERT_EQ(histogram.size(), 7u);  // areas up to 121 < 2^7
  EXPECT_NEAR(std::accumulate(histogram.begin(), histogram.end(), 0.0), sample.clusters.mean, 1e-9);
  EXPECT_GT(sample.mean_cluster_area.mean, 121 / sample.clusters.mean);  // mean of 1/n, not 1/mean
  EXPECT_GE(sample.largest_cluster_fraction.mean, 0.5);
  EXPECT_LE(sample.mean_cluster_fraction.mean, 1);
  EXPECT_EQ(std::accumulate(sample.snapshot.begin(), sample.snapshot.end(), 0), 60);
}

TEST(SampleShell, TraceStartsApartAndMeets) {
  const Lattice lattice(LatticeType::square, 20, 20);
  const SamplingPlan plan{.equilibration_sweeps = 5000, .sampling_sweeps = 5000};
  const auto sample = sample_shell(lattice, 200, 0.6, plan);
  EXPECT_GT(sample.trace_sweeps.size(), 90u);
  EXPECT_LT(sample.trace_sweeps.size(), 200u);
  ASSERT_EQ(sample.trace_sweeps.size(), sample.trace_from_random.size());
  ASSERT_EQ(sample.trace_sweeps.size(), sample.trace_from_separated.size());
  EXPECT_EQ(sample.trace_sweeps.front(), 1);
  EXPECT_GT(sample.trace_sweeps.back(), 9500);
  EXPECT_TRUE(std::is_sorted(sample.trace_sweeps.begin(), sample.trace_sweeps.end()));
  EXPECT_GT(sample.trace_from_random.front() - sample.trace_from_separated.front(), 0.15);
  EXPECT_NEAR(sample.trace_from_random.back(), sample.trace_from_separated.back(), 0.02);
  EXPECT_LT(sample.start_difference_sigmas, 3.5);
}

TEST(SampleShell, ChainsThatNeverMetSaySo) {
  const Lattice lattice(LatticeType::square, 40, 40);
  const auto sample = sample_shell(lattice, 800, 1.5, {.equilibration_sweeps = 5, .sampling_sweeps = 20});
  const double difference = sample.trace_from_random.back() - sample.trace_from_separated.back();
  EXPECT_GT(difference, 0.05);
  EXPECT_GT(sample.start_difference_sigmas, 3);
  EXPECT_GT(sample.unlike_pair_fraction.error, 0.5 * difference);  // the gap was wider earlier on
}

TEST(SampleShell, EffectiveSamplesFollowFromTheAutocorrelation) {
  const Lattice lattice(LatticeType::square, 11, 11);
  const auto sample = sample_shell(lattice, 60, 0.85, short_plan);
  const double samples = 2 * 6000.0 / 4;
  EXPECT_GT(sample.autocorrelation_sweeps, 3);  // 0.5 samples of 4 sweeps is 2
  EXPECT_NEAR(sample.effective_samples, samples / (2 * sample.autocorrelation_sweeps / 4), 0.05 * samples);
  EXPECT_NEAR(sample.acceptance, 0.184, 0.005);
}

TEST(SampleShell, AdvanceHearsOfEveryTrial) {
  const Lattice lattice(LatticeType::square, 11, 11);
  double trials = 0;
  int calls = 0;
  sample_shell(lattice, 60, 0.85, short_plan, [&](double more) {
    trials += more;
    ++calls;
  });
  EXPECT_EQ(trials, 2 * 6500 * 121);
  EXPECT_GT(calls, 6);
  EXPECT_LT(calls, 60);
}

TEST(SampleShell, StopsWhenAdvanceThrows) {
  const Lattice lattice(LatticeType::square, 11, 11);
  const auto stop = [](double) { throw std::runtime_error("enough"); };
  EXPECT_THROW(sample_shell(lattice, 60, 0.85, short_plan, stop), std::runtime_error);
}

TEST(SampleShell, OneLigandAloneHasNoUnlikePairs) {
  const Lattice lattice(LatticeType::square, 5, 5);
  const auto sample = sample_shell(lattice, 25, 0.85, {.sampling_sweeps = 10});
  EXPECT_EQ(sample.unlike_pair_fraction.mean, 0);
  EXPECT_EQ(sample.unlike_pair_fraction.error, 0);
  EXPECT_EQ(sample.mean_cluster_fraction.mean, 1);
  EXPECT_EQ(sample.acceptance, 0);
}

TEST(SampleShell, RefusesAPlanWithoutTwoSamples) {
  const Lattice lattice(LatticeType::square, 5, 5);
  try {
    sample_shell(lattice, 12, 0.85, {.sampling_sweeps = 19, .sweeps_per_sample = 10});
    FAIL() << "no exception";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "a sampling plan takes two samples at least");
  }
  EXPECT_THROW(sample_shell(lattice, 12, 0.85, {.sampling_sweeps = 19, .sweeps_per_sample = 0}),
               std::invalid_argument);
  EXPECT_THROW(sample_shell(lattice, 26, 0.85, short_plan), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::ligands
