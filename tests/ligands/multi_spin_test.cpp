#include "nacre/ligands/multi_spin.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>

#include "ligands/brute_force.hpp"
#include "ligands/surfaces.hpp"
#include "nacre/ligands/monte_carlo.hpp"

namespace nacre::ligands {
namespace {

constexpr int lanes = MultiSpinBlock::lanes;

int count_a(const Arrangement& arrangement) {
  return std::accumulate(arrangement.begin(), arrangement.end(), 0);
}

// n_a of a lane in blocks of mixed compositions.
int mixed_n_a(const Lattice& lattice, int lane) { return lane % (lattice.sites() + 1); }

MultiSpinBlock mixed_block(const Lattice& lattice, std::uint64_t seed = 1, std::uint64_t block = 0) {
  MultiSpinBlock result(lattice, seed, block);
  for (int lane = 0; lane < lanes; ++lane)
    result.place(lane, initial_arrangement(lattice, mixed_n_a(lattice, lane), Start::random, 1,
                                           static_cast<std::uint64_t>(lane)));
  return result;
}

TEST(MultiSpinBlock, KeepsEachReplicasArrangement) {
  const Lattice lattice(LatticeType::square, 6, 5);
  const auto block = mixed_block(lattice);
  for (const int lane : {0, 1, 63, 64, 130, 511})
    EXPECT_EQ(block.arrangement(lane), initial_arrangement(lattice, mixed_n_a(lattice, lane), Start::random,
                                                           1, static_cast<std::uint64_t>(lane)));
}

TEST(MultiSpinBlock, CountsUnlikePairsAndKeepsCompositions) {
  for (const Lattice& lattice : {Lattice(LatticeType::square, 5, 7), Lattice(LatticeType::triangular, 6, 5),
                                 Lattice(spherical_surface(33))}) {
    auto block = mixed_block(lattice);
    std::vector<double> w_RT(lanes);
    for (int lane = 0; lane < lanes; ++lane) w_RT[static_cast<std::size_t>(lane)] = 0.01 * (lane - 256);
    block.set_interactions(w_RT);
    block.run(777);
    const auto unlike = block.unlike_pairs();
    ASSERT_EQ(unlike.size(), 512u);
    for (int lane = 0; lane < lanes; ++lane) {
      const auto arrangement = block.arrangement(lane);
      EXPECT_EQ(unlike[static_cast<std::size_t>(lane)], count_unlike_pairs(lattice, arrangement)) << lane;
      EXPECT_EQ(count_a(arrangement), mixed_n_a(lattice, lane)) << lane;
    }
  }
}

TEST(MultiSpinBlock, SameSeedSameNumbersHoweverTheRunIsCut) {
  const Lattice lattice(LatticeType::square, 6, 6);
  auto whole = mixed_block(lattice);
  auto cut = mixed_block(lattice);
  auto other_block = mixed_block(lattice, 1, 1);
  auto other_seed = mixed_block(lattice, 2, 0);
  for (auto* block : {&whole, &cut, &other_block, &other_seed})
    block->set_interactions(std::vector<double>(lanes, 0.5));
  whole.run(5000);
  for (int i = 0; i < 1000; ++i) cut.run(5);
  other_block.run(5000);
  other_seed.run(5000);
  EXPECT_EQ(whole.arrangement(300), cut.arrangement(300));
  EXPECT_EQ(whole.take_accepted(), cut.take_accepted());
  EXPECT_NE(whole.arrangement(300), other_block.arrangement(300));
  EXPECT_NE(whole.arrangement(300), other_seed.arrangement(300));
  EXPECT_EQ(whole.pairs_tried(), 5000u);
}

std::uint32_t as_bits(const Arrangement& arrangement) {
  std::uint32_t bits = 0;
  for (std::size_t site = 0; site < arrangement.size(); ++site)
    bits |= std::uint32_t{arrangement[site]} << site;
  return bits;
}

// All replicas of one composition and interaction visit every arrangement as often as Boltzmann says.
void expect_boltzmann(const Lattice& lattice, double w_RT) {
  std::map<std::uint32_t, double> probability;
  double z = 0;
  for (std::uint32_t bits = 0; bits < (1u << lattice.sites()); ++bits)
    if (__builtin_popcount(bits) == 4)
      z += probability[bits] =
          std::exp(-w_RT * count_unlike_pairs(lattice, brute_force::arrangement(lattice, bits)));
  MultiSpinBlock block(lattice, 11, 0);
  for (int lane = 0; lane < lanes; ++lane)
    block.place(lane, initial_arrangement(lattice, 4, Start::separated, 1, 0));
  block.set_interactions(std::vector<double>(lanes, w_RT));
  std::map<std::uint32_t, int> visits;
  const int rounds = 120;
  for (int round = 0; round < rounds; ++round) {
    block.run(300);
    for (int lane = 0; lane < lanes; ++lane) ++visits[as_bits(block.arrangement(lane))];
  }
  const int samples = rounds * lanes;
  double chi2 = 0;
  for (const auto& [bits, weight] : probability) {
    const double expected = samples * weight / z;
    chi2 += std::pow(visits[bits] - expected, 2) / expected;
  }
  const auto freedom = static_cast<double>(probability.size() - 1);
  EXPECT_NEAR(chi2, freedom, 4 * std::sqrt(2 * freedom)) << name(lattice.type()) << " w " << w_RT;
}

TEST(MultiSpinBlock, VisitsEveryArrangementAsBoltzmannSays) {
  for (const double w : {0.4, -0.3, 0.0}) {
    expect_boltzmann({LatticeType::square, 3, 3}, w);
    expect_boltzmann({LatticeType::triangular, 3, 3}, w);
    expect_boltzmann(Lattice(small_surface()), w);
  }
}

// Replicas that start alike and accept everything would share every arrangement, did they not sit out.
TEST(MultiSpinBlock, ReplicasFromOneStartBecomeIndependent) {
  const Lattice lattice(LatticeType::square, 8, 8);
  MultiSpinBlock block(lattice, 1, 0);
  for (int lane = 0; lane < lanes; ++lane)
    block.place(lane, initial_arrangement(lattice, 32, Start::separated, 1, 0));
  double scatter = 0;
  double mean = 0;
  const int rounds = 40;
  for (int round = 0; round < rounds; ++round) {
    block.run(64 * 40);
    const auto unlike = block.unlike_pairs();
    const double of_round = std::accumulate(unlike.begin(), unlike.end(), 0.0) / lanes;
    for (const int one : unlike) scatter += std::pow(one - of_round, 2) / (rounds * (lanes - 1.0));
    mean += of_round / rounds;
  }
  // Unlike pairs of random arrangements: 128 pairs, each unlike with 32 / 63.
  EXPECT_NEAR(mean, 128 * 32.0 / 63, 0.2);
  EXPECT_NEAR(scatter, 32.5, 1.5);
}

TEST(MultiSpinBlock, AcceptanceIsThatOfThePlainEngine) {
  const Lattice lattice(LatticeType::square, 11, 11);
  MultiSpinBlock block(lattice, 1, 0);
  for (int lane = 0; lane < lanes; ++lane)
    block.place(lane, initial_arrangement(lattice, 60, Start::random, 1, static_cast<std::uint64_t>(lane)));
  block.set_interactions(std::vector<double>(lanes, 0.6));
  block.run(20000);
  block.take_accepted();
  block.run(80000);
  const auto accepted = block.take_accepted();
  const double trials = lanes * 80000.0 / trials_per_lazy_one * 2 * 60 * 61 / (121.0 * 120);
  ShellChain chain(lattice, initial_arrangement(lattice, 60, Start::random, 1, 0), 0.6, 1, 0);
  chain.run(2000000);
  EXPECT_NEAR(std::accumulate(accepted.begin(), accepted.end(), 0.0) / trials,
              static_cast<double>(chain.accepted()) / static_cast<double>(chain.trials()), 0.004);
}

TEST(MultiSpinBlock, WithoutInteractionsAcceptsEverything) {
  const Lattice lattice(LatticeType::triangular, 4, 4);
  auto block = mixed_block(lattice);
  block.run(8000);
  const auto accepted = block.take_accepted();
  EXPECT_EQ(accepted[0], 0) << "one ligand alone";
  const double unlike = 1000 * 2.0 * 8 * 8 / (16 * 15);
  EXPECT_NEAR(accepted[8], unlike, 5 * std::sqrt(unlike));
  const auto none = block.take_accepted();
  EXPECT_EQ(std::accumulate(none.begin(), none.end(), 0.0), 0) << "taken once";
}

TEST(MultiSpinBlock, KnowsItsShareOfTrials) {
  EXPECT_DOUBLE_EQ(MultiSpinBlock::trials_per_pair(60, 121), 15.0 / 16 * 2 * 60 * 61 / (121.0 * 120));
  EXPECT_EQ(MultiSpinBlock::trials_per_pair(0, 121), 0);
}

TEST(MultiSpinBlock, RefusesSitesWithTooManyNeighbours) {
  std::vector<std::pair<int, int>> pairs;
  for (int other = 1; other <= 16; ++other) pairs.emplace_back(0, other);
  const Lattice lattice(graph_of(17, pairs));
  try {
    MultiSpinBlock(lattice, 1, 0);
    FAIL() << "no exception";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "the multi-spin engine takes sites with at most 15 neighbours, not 16");
  }
}

}  // namespace
}  // namespace nacre::ligands
