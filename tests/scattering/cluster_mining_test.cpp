#include "nacre/scattering/cluster_mining.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "nacre/core/random.hpp"
#include "nacre/crystal/builder.hpp"
#include "nacre/scattering/cluster_signal.hpp"
#include "nacre/scattering/debye.hpp"
#include "nacre/scattering/pair_binning.hpp"
#include "nacre/scattering/pdf_cluster.hpp"

namespace nacre::scattering {
namespace {

PairHistogram cadmium_selenide(double diameter_A, const std::string& stacking = "ABC") {
  crystal::ClusterRule rule;
  rule.lattice = {.species = {"Cd", "Se"}, .a_nm = 0.605};
  rule.stacking = stacking;
  rule.diameter_nm = diameter_A / 10;
  return binned_pairs(crystal::build(rule).atoms, 0.005);
}

SignalSetup pdf_setup() {
  return {.species = {"Cd", "Se"},
          .q_min_per_A = 0.8,
          .q_max_per_A = 19,
          .q_damp_per_A = 0.04,
          .q_broad_per_A = 0.01,
          .r_max_A = 40};
}

constexpr SignalParameters made_with{0.8, 0.012, 1.003, 3, 0, 0};

double top(const std::vector<double>& values) {
  double highest = 0;
  for (const double value : values) highest = std::max(highest, std::abs(value));
  return highest;
}

// The other way to the same G(r), in real space all along.
TEST(ClusterSignal, SameAsPdfOfCluster) {
  const PdfGrid grid{.r_min_A = 1.5, .step_A = 0.05, .count = 400};
  std::vector<double> r;
  for (std::size_t i = 0; i < grid.count; ++i) r.push_back(grid.r_A(i));
  const ClusterSignal signal(pdf_setup(), r);
  for (const double diameter_A : {14.0, 26.0}) {
    const PairHistogram pairs = cadmium_selenide(diameter_A);
    std::vector<double> g(r.size());
    signal.evaluate(pairs, made_with, g, {});
    const auto f0 = scattering_amplitudes({}, pairs.species, std::vector<double>{0});
    const ClusterModel model{.lengths = {f0[0][0].real(), f0[1][0].real()},
                             .u_A2 = {0.012, 0.012},
                             .scale = 0.8,
                             .stretch = 1.003,
                             .delta2_A2 = 3};
    const auto other =
        pdf_of_cluster(pairs, model, {.q_max_per_A = 19, .q_damp_per_A = 0.04, .q_broad_per_A = 0.01}, grid,
                       PeakConvention::r_ij, 0.8);
    for (std::size_t i = 0; i < r.size(); ++i) ASSERT_NEAR(g[i], other[i], 1e-6 * top(other)) << r[i];
  }
}

TEST(ClusterSignal, IntensityIsThatOfDebye) {
  const PairHistogram pairs = cadmium_selenide(20);
  std::vector<double> q;
  for (int i = 1; i <= 60; ++i) q.push_back(0.25 * i);
  SignalSetup setup = pdf_setup();
  setup.kind = SignalKind::intensity;
  setup.q_broad_per_A = 0;
  const ClusterSignal signal(setup, q);
  std::vector<double> intensity(q.size());
  signal.evaluate(pairs, {2, 0.01, 1, 0, 5, 0.1}, intensity, {});
  const auto amplitudes = scattering_amplitudes({}, pairs.species, q);
  const std::vector<double> u{0.01, 0.01};
  const DebyePattern debye = debye_pattern(pairs, {.amplitudes = amplitudes, .u_A2 = u}, q);
  for (std::size_t i = 0; i < q.size(); ++i)
    ASSERT_NEAR(intensity[i], 2 * debye.total[i] + 5 + 0.1 * q[i], 1e-5 * 2 * debye.total[0]) << q[i];
}

TEST(ClusterSignal, DerivativesAreThoseOfDifferences) {
  const PairHistogram pairs = cadmium_selenide(18, "AB");
  for (const SignalKind kind : {SignalKind::pdf, SignalKind::intensity}) {
    SignalSetup setup = pdf_setup();
    setup.kind = kind;
    std::vector<double> x;
    for (int i = 1; i < 80; ++i) x.push_back(0.2 * i);
    const ClusterSignal signal(setup, x);
    std::vector<double> values(x.size()), jacobian(x.size() * signal_parameters), up(x.size()),
        down(x.size());
    signal.evaluate(pairs, made_with, values, jacobian);
    double SignalParameters::*const members[] = {&SignalParameters::scale,     &SignalParameters::u_A2,
                                                 &SignalParameters::expansion, &SignalParameters::delta2_A2,
                                                 &SignalParameters::level,     &SignalParameters::slope};
    for (std::size_t k = 0; k < signal_parameters; ++k) {
      const double step = k == 1 ? 1e-6 : 1e-5;
      SignalParameters moved = made_with;
      moved.*members[k] += step;
      signal.evaluate(pairs, moved, up, {});
      moved.*members[k] -= 2 * step;
      signal.evaluate(pairs, moved, down, {});
      double steepest = 1e-9;
      for (std::size_t i = 0; i < x.size(); ++i)
        steepest = std::max(steepest, std::abs(jacobian[i * signal_parameters + k]));
      for (std::size_t i = 0; i < x.size(); ++i)
        ASSERT_NEAR(jacobian[i * signal_parameters + k], (up[i] - down[i]) / (2 * step), 1e-5 * steepest)
            << k;
    }
  }
}

// A made G(r) of a sphere of 20 A at independent points.
MiningData made_data(double sigma, std::uint64_t seed) {
  MiningData data;
  for (double r = 1.5; r < 24; r += std::numbers::pi / 19) data.x.push_back(r);
  data.y.resize(data.x.size());
  ClusterSignal(pdf_setup(), data.x).evaluate(cadmium_selenide(20), made_with, data.y, {});
  RandomStream random(seed, StreamName::synthetic_data);
  for (double& y : data.y) y += sigma * random.normal();
  data.sigma.assign(data.x.size(), sigma);
  return data;
}

std::vector<PairHistogram> spheres() {
  std::vector<PairHistogram> all;
  for (const double diameter_A : {16.0, 18.0, 20.0, 22.0, 24.0})
    for (const char* stacking : {"ABC", "AB"}) all.push_back(cadmium_selenide(diameter_A, stacking));
  return all;
}
constexpr std::size_t truth = 4;  // among these

TEST(ClusterMining, FindsTheTruthAndItsParameters) {
  const auto candidates = spheres();
  RunControl control;
  const MiningResult found = mine_clusters(candidates, made_data(0.02, 1), pdf_setup(), {}, control);
  const MinedCluster& best = found.ranked.front();
  EXPECT_EQ(best.candidate, truth);
  EXPECT_EQ(best.behind, 0);
  EXPECT_GT(found.ranked[1].behind, 2);
  EXPECT_LT(std::abs(best.values.scale - 0.8), 3 * best.errors.scale);
  EXPECT_LT(std::abs(best.values.u_A2 - 0.012), 3 * best.errors.u_A2);
  EXPECT_LT(std::abs(best.values.expansion - 1.003), 3 * best.errors.expansion);
  EXPECT_TRUE(std::ranges::is_sorted(found.ranked, {}, &MinedCluster::rw));
  EXPECT_EQ(found.best.n_data, static_cast<int>(made_data(0.02, 1).x.size()));
  control.threads = 2;
  const MiningResult again = mine_clusters(candidates, made_data(0.02, 1), pdf_setup(), {}, control);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    EXPECT_EQ(again.ranked[i].rw, found.ranked[i].rw);
    EXPECT_EQ(again.ranked[i].candidate, found.ranked[i].candidate);
  }
}

// With much noise the truth is not always first, but within two standard deviations of the first.
TEST(ClusterMining, TruthIsWithinTheNoise) {
  const auto candidates = spheres();
  int first = 0, within = 0;
  constexpr int repeats = 30;
  for (std::uint64_t seed = 1; seed <= repeats; ++seed) {
    const MiningResult found = mine_clusters(candidates, made_data(0.35, seed), pdf_setup(), {}, {});
    for (const MinedCluster& one : found.ranked)
      if (one.candidate == truth && one.behind < 2) ++within;
    first += found.ranked.front().candidate == truth;
  }
  EXPECT_LT(first, repeats);
  EXPECT_GE(within, repeats - 3);
}

TEST(ClusterMining, PointsThatAreIndependent) {
  MiningData data;
  for (int i = 1; i <= 2000; ++i) data.x.push_back(0.01 * i);
  data.y.assign(data.x.size(), 1);
  const MiningData kept = independent_points(data, 20);
  EXPECT_EQ(kept.x.size(), kept.y.size());
  EXPECT_TRUE(kept.sigma.empty());
  for (std::size_t i = 1; i < kept.x.size(); ++i) EXPECT_NEAR(kept.x[i] - kept.x[i - 1], 0.16, 1e-9);
}

}  // namespace
}  // namespace nacre::scattering
