#include "nacre/ligands/multi_spin_sample.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "ligands/surfaces.hpp"
#include "nacre/ligands/exact_shell.hpp"

namespace nacre::ligands {
namespace {

double exact(const Lattice& lattice, const ShellPoint& point) {
  return exact_shell(lattice.nx(), lattice.ny(), RunControl{})->at(point.n_a, point.w_RT).mean /
         lattice.pairs();
}

const std::vector<ShellPoint> mixed_points{{60, 0.85}, {60, 1.3},   {60, -1.5}, {60, 0.0},
                                           {45, 0.6},  {80, -0.75}, {36, 1.1},  {61, 0.5}};
constexpr SamplingPlan short_plan{.equilibration_sweeps = 300,
                                  .sampling_sweeps = 400,
                                  .sweeps_per_sample = 10,
                                  .sweeps_per_cluster_sample = 200};

TEST(SampleMultiSpin, EveryPointOfABlockAgreesWithTheExactEngine) {
  const Lattice lattice(LatticeType::square, 11, 11);
  const auto samples = sample_multi_spin(lattice, mixed_points, short_plan);
  ASSERT_EQ(samples.size(), mixed_points.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto& found = samples[i].unlike_pair_fraction;
    EXPECT_NEAR(found.mean, exact(lattice, mixed_points[i]), 3.5 * found.error) << i;
    EXPECT_LT(found.error, 0.0025) << i;
    EXPECT_EQ(samples[i].chains, 64);
    EXPECT_EQ(samples[i].equilibration_sweeps, 300u);
    EXPECT_EQ(samples[i].sampling_sweeps, 400u);
    EXPECT_LT(samples[i].start_difference_sigmas, 4.5);
  }
}

TEST(SampleMultiSpin, ClusterMeasuresAgreeWithThePlainEngine) {
  const Lattice lattice(LatticeType::square, 8, 8);
  SamplingPlan plan = short_plan;
  plan.sweeps_per_cluster_sample = 20;
  const auto many = sample_multi_spin(lattice, {{32, 0.8}}, plan).front();
  const auto two = sample_shell(lattice, 32, 0.8, {.equilibration_sweeps = 300, .sampling_sweeps = 20000});
  const auto expect_same = [&](Average ShellSample::*member) {
    const Average a = many.*member;
    const Average b = two.*member;
    EXPECT_NEAR(a.mean, b.mean, 3.5 * std::hypot(a.error, b.error));
    EXPECT_GT(a.error, 0);
  };
  expect_same(&ShellSample::mean_cluster_fraction);
  expect_same(&ShellSample::largest_cluster_fraction);
  expect_same(&ShellSample::mean_cluster_area);
  expect_same(&ShellSample::clusters);
  EXPECT_NEAR(std::accumulate(many.cluster_area_histogram.begin(), many.cluster_area_histogram.end(), 0.0),
              many.clusters.mean, 1e-9);
  EXPECT_NEAR(many.acceptance, two.acceptance, 0.01);
  EXPECT_NEAR(many.autocorrelation_sweeps, two.autocorrelation_sweeps, 0.4 * two.autocorrelation_sweeps + 5);
  EXPECT_EQ(std::accumulate(many.snapshot.begin(), many.snapshot.end(), 0), 32);
}

TEST(SampleMultiSpin, SurfaceAgreesWithThePlainEngineAndATorusWithItself) {
  const Lattice surface(spherical_surface(60));
  const auto samples = sample_multi_spin(surface, {{30, 0.5}, {20, 0.9}, {30, -0.4}}, short_plan);
  const SamplingPlan long_plan{
      .equilibration_sweeps = 500, .sampling_sweeps = 40000, .sweeps_per_sample = 20};
  const std::pair<int, double> points[] = {{30, 0.5}, {20, 0.9}, {30, -0.4}};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto plain =
        sample_shell(surface, points[i].first, points[i].second, long_plan).unlike_pair_fraction;
    const auto& found = samples[i].unlike_pair_fraction;
    EXPECT_NEAR(found.mean, plain.mean, 3.5 * std::hypot(found.error, plain.error)) << i;
    EXPECT_LT(found.error, 0.003);
  }
  const Lattice torus(LatticeType::square, 6, 8);
  const Lattice same_pairs(as_surface(torus));
  const auto found = sample_multi_spin(same_pairs, {{24, 0.7}}, short_plan).front().unlike_pair_fraction;
  EXPECT_NEAR(found.mean, exact(torus, {24, 0.7}), 3.5 * found.error);
}

// Over independent seeds the means scatter as the scatter of the chains promises, though the chains share
// their pairs of sites.
TEST(SampleMultiSpin, ErrorsAreHonest) {
  const Lattice lattice(LatticeType::square, 6, 8);
  const std::vector<ShellPoint> points{{24, 0.0}, {24, 0.9}, {20, -0.5}, {30, 0.3}};
  double squared_sigmas = 0;
  const int seeds = 60;
  for (int seed = 1; seed <= seeds; ++seed) {
    SamplingPlan plan{.equilibration_sweeps = 60, .sampling_sweeps = 80, .sweeps_per_sample = 8};
    plan.seed = static_cast<std::uint64_t>(seed);
    plan.sweeps_per_cluster_sample = 80;
    const auto samples = sample_multi_spin(lattice, points, plan);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const auto& found = samples[i].unlike_pair_fraction;
      squared_sigmas += std::pow((found.mean - exact(lattice, points[i])) / found.error, 2);
    }
  }
  const double mean = squared_sigmas / static_cast<double>(seeds * points.size());
  EXPECT_GT(mean, 0.7);  // 240 squares of a normal deviate: standard deviation of the mean 0.09
  EXPECT_LT(mean, 1.4);
}

TEST(SampleMultiSpin, SameSeedSameNumbers) {
  const Lattice lattice(LatticeType::square, 6, 6);
  SamplingPlan plan{.equilibration_sweeps = 10, .sampling_sweeps = 40};
  const auto one = sample_multi_spin(lattice, {{18, 0.85}, {9, 1}}, plan);
  const auto two = sample_multi_spin(lattice, {{18, 0.85}, {9, 1}}, plan);
  for (const std::size_t i : {0, 1}) {
    EXPECT_EQ(one[i].unlike_pair_fraction.mean, two[i].unlike_pair_fraction.mean);
    EXPECT_EQ(one[i].unlike_pair_fraction.error, two[i].unlike_pair_fraction.error);
    EXPECT_EQ(one[i].snapshot, two[i].snapshot);
  }
  plan.replica = 1;
  EXPECT_NE(sample_multi_spin(lattice, {{18, 0.85}}, plan).front().snapshot, one[0].snapshot);
}

TEST(SampleMultiSpin, TraceStartsApartAndMeets) {
  const Lattice lattice(LatticeType::square, 12, 12);
  const auto sample =
      sample_multi_spin(lattice, {{72, 0.6}}, {.equilibration_sweeps = 400, .sampling_sweeps = 200}).front();
  ASSERT_EQ(sample.trace_sweeps.size(), sample.trace_from_random.size());
  ASSERT_EQ(sample.trace_sweeps.size(), sample.trace_from_separated.size());
  EXPECT_EQ(sample.trace_sweeps.front(), 1);
  EXPECT_EQ(sample.trace_sweeps.back(), 600);
  EXPECT_TRUE(std::is_sorted(sample.trace_sweeps.begin(), sample.trace_sweeps.end()));
  EXPECT_GT(sample.trace_from_random.front() - sample.trace_from_separated.front(), 0.15);
  EXPECT_NEAR(sample.trace_from_random.back(), sample.trace_from_separated.back(), 0.01);
}

TEST(SampleMultiSpin, ChainsThatNeverMetSaySo) {
  const Lattice lattice(LatticeType::square, 30, 30);
  const auto sample =
      sample_multi_spin(lattice, {{450, 1.5}}, {.equilibration_sweeps = 5, .sampling_sweeps = 10}).front();
  EXPECT_GT(sample.start_difference_sigmas, 20);
  EXPECT_GT(sample.unlike_pair_fraction.error, 0.02);
}

TEST(SampleMultiSpin, OneLigandAloneHasNothingToSwap) {
  const Lattice lattice(LatticeType::square, 4, 4);
  const SamplingPlan plan{.equilibration_sweeps = 5, .sampling_sweeps = 10};
  for (const auto& sample : sample_multi_spin(lattice, {{0, 1}, {16, 1}}, plan)) {
    EXPECT_EQ(sample.unlike_pair_fraction.mean, 0);
    EXPECT_EQ(sample.acceptance, 0);
    EXPECT_EQ(sample.mean_cluster_fraction.mean, 1);
    EXPECT_EQ(sample.start_difference_sigmas, 0);
  }
}

TEST(SampleMultiSpin, TellsOfTrialsAsPromised) {
  const Lattice lattice(LatticeType::square, 4, 4);
  const std::vector<ShellPoint> points{{8, 0.5}, {4, 0.5}};
  double trials = 0;
  sample_multi_spin(lattice, points, {.equilibration_sweeps = 5, .sampling_sweeps = 10},
                    [&trials](double done) { trials += done; });
  EXPECT_NEAR(trials, 15 * multi_spin_trials_per_sweep(16, points), 1e-6);
  // 43 pairs find the twelfth of the unlike ones in 4 of 16 sites 16 times: 16 / (15/16 * 2/5) = 42.7.
  EXPECT_NEAR(multi_spin_trials_per_sweep(16, points), 256 * 43 * 15.0 / 16 * (8.0 / 15 + 2.0 / 5), 1e-9);
}

TEST(SampleMultiSpin, RefusesWhatItCannotShare) {
  const Lattice lattice(LatticeType::square, 4, 4);
  const auto refusal = [&](const std::vector<ShellPoint>& points, const SamplingPlan& plan) -> std::string {
    try {
      sample_multi_spin(lattice, points, plan);
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "no exception";
  };
  const SamplingPlan plan{.sampling_sweeps = 10};
  EXPECT_EQ(refusal({}, plan), "a block of replicas takes 1 to 128 points, not 0");
  EXPECT_EQ(refusal(std::vector<ShellPoint>(129, {8, 1}), plan),
            "a block of replicas takes 1 to 128 points, not 129");
  EXPECT_EQ(refusal({{17, 1}}, plan), "a lattice of 16 sites cannot hold 17 ligands A");
  EXPECT_EQ(refusal({{8, 1}}, {.sampling_sweeps = 1}), "a sampling plan takes two samples at least");
}

// x' = a x + noise has 1/2 + a / (1 - a). Series of 60 are too short for a mean of their own.
TEST(PooledAutocorrelation, OfManyShortAutoregressiveSeries) {
  RandomStream random(5, StreamName::synthetic_data);
  for (const double a : {0.0, 0.5, 0.8}) {
    std::vector<std::vector<double>> series(4000);
    std::vector<const std::vector<double>*> pointers;
    for (auto& one : series) {
      double x = random.normal() / std::sqrt(1 - a * a);
      for (int i = 0; i < 60; ++i) one.push_back(x = a * x + random.normal());
      pointers.push_back(&one);
    }
    EXPECT_NEAR(pooled_autocorrelation_time(pointers), 0.5 + a / (1 - a), 0.06 * (0.5 + a / (1 - a))) << a;
  }
}

TEST(PooledAutocorrelation, IsHalfASampleAtLeast) {
  const std::vector<double> alternating{1, -1, 1, -1, 1, -1, 1, -1};
  const std::vector<double> constant(8, 2.5);
  EXPECT_EQ(pooled_autocorrelation_time({&alternating}), 0.5);
  EXPECT_EQ(pooled_autocorrelation_time({&constant}), 0.5);
}

}  // namespace
}  // namespace nacre::ligands
