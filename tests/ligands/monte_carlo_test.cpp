#include "nacre/ligands/monte_carlo.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>

#include "ligands/brute_force.hpp"
#include "ligands/surfaces.hpp"
#include "nacre/ligands/clusters.hpp"

namespace nacre::ligands {
namespace {

int count_a(const Arrangement& arrangement) {
  return std::accumulate(arrangement.begin(), arrangement.end(), 0);
}

ShellChain chain_on(const Lattice& lattice, int n_a, double w_RT) {
  return {lattice, initial_arrangement(lattice, n_a, Start::random, 1, 0), w_RT, 1, 0};
}

TEST(InitialArrangement, RandomIsUncorrelatedAndReproducible) {
  const Lattice lattice(LatticeType::square, 11, 11);
  double mean = 0;
  for (std::uint64_t replica = 0; replica < 400; ++replica) {
    const auto arrangement = initial_arrangement(lattice, 60, Start::random, 1, replica);
    EXPECT_EQ(count_a(arrangement), 60);
    EXPECT_EQ(arrangement, initial_arrangement(lattice, 60, Start::random, 1, replica));
    mean += count_unlike_pairs(lattice, arrangement) / 400.0;
  }
  // 242 pairs, each unlike with probability 0.504: standard deviation 7.8 of one, 0.39 of the mean.
  EXPECT_NEAR(mean, 242 * random_unlike_fraction(60, 121), 4 * 0.39);
}

TEST(InitialArrangement, SeparatedNearOneHalfIsAStripeAlongTheShortSide) {
  const Lattice square(LatticeType::square, 11, 11);
  EXPECT_EQ(count_unlike_pairs(square, initial_arrangement(square, 60, Start::separated, 1, 0)), 24);
  const Lattice wide(LatticeType::square, 20, 6);
  EXPECT_EQ(count_unlike_pairs(wide, initial_arrangement(wide, 60, Start::separated, 1, 0)), 12);
  const Lattice high(LatticeType::square, 6, 20);
  EXPECT_EQ(count_unlike_pairs(high, initial_arrangement(high, 66, Start::separated, 1, 0)), 12);
}

TEST(InitialArrangement, SeparatedMinorityIsADisc) {
  for (const auto type : {LatticeType::square, LatticeType::triangular}) {
    const Lattice lattice(type, 31, 31);
    const auto disc = initial_arrangement(lattice, 120, Start::separated, 1, 0);
    EXPECT_EQ(count_a(disc), 120);
    EXPECT_EQ(cluster_areas(lattice, disc).a, std::vector<int>{120});
    EXPECT_LT(count_unlike_pairs(lattice, disc), 31 * lattice.max_coordination() / 2);  // less than a stripe
    auto inverted = initial_arrangement(lattice, 961 - 120, Start::separated, 1, 0);
    for (auto& ligand : inverted) ligand ^= 1;
    EXPECT_EQ(inverted, disc);
  }
}

TEST(InitialArrangement, SeparatedOnASurfaceIsACapOfFewPairs) {
  const Lattice lattice(spherical_surface(120));
  const auto cap = initial_arrangement(lattice, 60, Start::separated, 1, 0);
  EXPECT_EQ(count_a(cap), 60);
  EXPECT_EQ(cluster_areas(lattice, cap).a, std::vector<int>{60});
  EXPECT_EQ(cluster_areas(lattice, cap).b, std::vector<int>{60});
  const auto random = initial_arrangement(lattice, 60, Start::random, 1, 0);
  EXPECT_LT(4 * count_unlike_pairs(lattice, cap), count_unlike_pairs(lattice, random));
}

TEST(InitialArrangement, RefusesMoreLigandsThanSites) {
  const Lattice lattice(LatticeType::square, 11, 11);
  try {
    initial_arrangement(lattice, 122, Start::random, 1, 0);
    FAIL() << "no exception";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "a lattice of 121 sites cannot hold 122 ligands A");
  }
  EXPECT_THROW(initial_arrangement(lattice, -1, Start::separated, 1, 0), std::invalid_argument);
}

TEST(ShellChain, CountsUnlikePairsAsItGoes) {
  for (const auto type : {LatticeType::square, LatticeType::triangular})
    for (const double w : {-1.5, 0.0, 0.85}) {
      const Lattice lattice(type, 7, 5);
      auto chain = chain_on(lattice, 13, w);
      for (int i = 0; i < 50; ++i) {
        chain.run(97);
        EXPECT_EQ(chain.unlike_pairs(), count_unlike_pairs(lattice, chain.arrangement()));
        EXPECT_EQ(count_a(chain.arrangement()), 13);
      }
      EXPECT_EQ(chain.trials(), 50u * 97u);
    }
}

TEST(ShellChain, CountsUnlikePairsOnASurface) {
  const Lattice lattice(small_surface());
  auto chain = chain_on(lattice, 3, 0.4);
  for (int i = 0; i < 200; ++i) {
    chain.run(1);
    EXPECT_EQ(chain.unlike_pairs(), count_unlike_pairs(lattice, chain.arrangement()));
    EXPECT_EQ(count_a(chain.arrangement()), 3);
  }
}

TEST(ShellChain, SameSeedSameNumbersHoweverTheRunIsCut) {
  const Lattice lattice(LatticeType::square, 11, 11);
  auto whole = chain_on(lattice, 60, 0.85);
  auto cut = chain_on(lattice, 60, 0.85);
  whole.run(10000);
  for (int i = 0; i < 1000; ++i) cut.run(10);
  EXPECT_EQ(whole.arrangement(), cut.arrangement());
  EXPECT_EQ(whole.accepted(), cut.accepted());
  ShellChain other(lattice, initial_arrangement(lattice, 60, Start::random, 1, 0), 0.85, 1, 1);
  other.run(10000);
  EXPECT_NE(whole.arrangement(), other.arrangement());
}

TEST(ShellChain, WithoutInteractionsAcceptsEverything) {
  const Lattice lattice(LatticeType::square, 6, 6);
  auto chain = chain_on(lattice, 11, 0);
  chain.run(5000);
  EXPECT_EQ(chain.accepted(), 5000u);
}

TEST(ShellChain, OneLigandAloneStays) {
  const Lattice lattice(LatticeType::square, 4, 4);
  for (const int n_a : {0, 16}) {
    auto chain = chain_on(lattice, n_a, 0.85);
    chain.run(100);
    EXPECT_EQ(chain.accepted(), 0u);
    EXPECT_EQ(chain.trials(), 100u);
    EXPECT_EQ(count_a(chain.arrangement()), n_a);
  }
}

std::uint32_t as_bits(const Arrangement& arrangement) {
  std::uint32_t bits = 0;
  for (std::size_t site = 0; site < arrangement.size(); ++site)
    bits |= std::uint32_t{arrangement[site]} << site;
  return bits;
}

// Boltzmann probability of every arrangement of n_a ligands A.
std::map<std::uint32_t, double> boltzmann(const Lattice& lattice, int n_a, double w_RT) {
  std::map<std::uint32_t, double> probability;
  double z = 0;
  for (std::uint32_t bits = 0; bits < (1u << lattice.sites()); ++bits) {
    if (__builtin_popcount(bits) != n_a) continue;
    const int pairs = count_unlike_pairs(lattice, brute_force::arrangement(lattice, bits));
    z += probability[bits] = std::exp(-w_RT * pairs);
  }
  for (auto& [bits, p] : probability) p /= z;
  return probability;
}

// Samples far apart visit every arrangement as often as Boltzmann says: chi-square within four of
// its standard deviations on both sides.
void expect_boltzmann(const Lattice& lattice, double w_RT) {
  const auto probability = boltzmann(lattice, 4, w_RT);
  auto chain = chain_on(lattice, 4, w_RT);
  std::map<std::uint32_t, int> visits;
  const int samples = 60000;
  for (int i = 0; i < samples; ++i) {
    chain.run(120);
    ++visits[as_bits(chain.arrangement())];
  }
  double chi2 = 0;
  for (const auto& [bits, p] : probability) chi2 += std::pow(visits[bits] - samples * p, 2) / (samples * p);
  const auto freedom = static_cast<double>(probability.size() - 1);
  EXPECT_NEAR(chi2, freedom, 4 * std::sqrt(2 * freedom)) << name(lattice.type()) << " w " << w_RT;
}

TEST(ShellChain, VisitsEveryArrangementAsBoltzmannSays) {
  expect_boltzmann({LatticeType::square, 3, 3}, 0.4);
  expect_boltzmann({LatticeType::square, 3, 3}, -0.3);
  expect_boltzmann({LatticeType::triangular, 3, 3}, 0.3);
  expect_boltzmann({LatticeType::triangular, 3, 3}, -0.2);
  expect_boltzmann(Lattice(small_surface()), 0.5);
  expect_boltzmann(Lattice(small_surface()), -0.4);
}

TEST(ShellChain, TriangularLatticeGivesTheEnumeratedMean) {
  const Lattice lattice(LatticeType::triangular, 4, 4);
  const SamplingPlan plan{.equilibration_sweeps = 200, .sampling_sweeps = 40000, .sweeps_per_sample = 2};
  for (const auto& [n_a, w] : {std::pair{8, 0.4}, {5, -0.5}}) {
    const auto sample = sample_shell(lattice, n_a, w, plan).unlike_pair_fraction;
    const double exact = brute_force::mean_unlike_pairs(lattice, n_a, w) / lattice.pairs();
    EXPECT_NEAR(sample.mean, exact, 3.5 * sample.error);
    EXPECT_LT(sample.error, 0.002);
  }
}

}  // namespace
}  // namespace nacre::ligands
