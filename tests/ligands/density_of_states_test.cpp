#include "nacre/ligands/density_of_states.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "ligands/brute_force.hpp"
#include "ligands/kaufman.hpp"
#include "nacre/ligands/exact_shell.hpp"

namespace nacre::ligands {
namespace {

Count binomial(int n, int k) {
  Count result = 1;
  for (int i = 1; i <= k; ++i) result = result * static_cast<Count>(n - k + i) / static_cast<Count>(i);
  return result;
}

void expect_binomials(const DensityOfStates& states) {
  for (int n_a = 0; n_a <= states.sites() / 2; ++n_a) {
    Count sum = 0;
    for (const auto& row : states.composition(n_a)) sum += row.count;
    EXPECT_EQ(to_string(sum), to_string(binomial(states.sites(), n_a))) << "n_a " << n_a;
  }
}

// ln sum over all compositions, in extended precision.
long double ln_grand_sum(const DensityOfStates& states, long double w) {
  long double sum = 0;
  for (int n_a = 0; n_a <= states.sites(); ++n_a)
    for (const auto& row : states.composition(n_a))
      sum += static_cast<long double>(row.count) * std::exp(-w * row.unlike_pairs);
  return std::log(sum);
}

void expect_kaufman(const DensityOfStates& states, long double w) {
  const long double expected = kaufman::ln_partition_function(states.nx(), states.ny(), w);
  EXPECT_NEAR(static_cast<double>(ln_grand_sum(states, w) - expected), 0, 1e-12)
      << states.nx() << " x " << states.ny() << " at w = " << static_cast<double>(w);
}

TEST(DensityOfStates, EqualsTheCountOfEveryArrangement) {
  for (const auto& [nx, ny] : {std::pair{4, 4}, {3, 4}, {4, 3}, {3, 5}, {3, 3}}) {
    auto expected = brute_force::density_of_states(Lattice(LatticeType::square, nx, ny));
    const auto states = enumerate_square_lattice(nx, ny, 1);
    for (int n_a = 0; n_a <= nx * ny; ++n_a)
      for (const auto& row : states.composition(n_a)) {
        EXPECT_EQ(to_string(row.count), std::to_string((expected[{n_a, row.unlike_pairs}])));
        expected.erase({n_a, row.unlike_pairs});
      }
    EXPECT_TRUE(expected.empty()) << nx << " x " << ny;
  }
}

TEST(DensityOfStates, SumsToTheBinomials) {
  for (int side = 3; side <= 7; ++side) expect_binomials(enumerate_square_lattice(side, side, 1));
  expect_binomials(enumerate_square_lattice(3, 20, 1));
}

TEST(DensityOfStates, EightByEightSumsToBinomialsAndKaufman) {
  const auto states = enumerate_square_lattice(8, 8, 2);
  expect_binomials(states);
  for (const long double w : {0.1L, 0.85L, 0.8813735870195430L, 1.3L, 3.0L}) expect_kaufman(states, w);
}

TEST(DensityOfStates, SumsToKaufmansPartitionFunction) {
  for (int side = 4; side <= 6; ++side)
    for (const long double w : {0.1L, 0.5L, 0.85L, 1.3L, 3.0L})
      expect_kaufman(enumerate_square_lattice(side, side, 1), w);
  expect_kaufman(enumerate_square_lattice(4, 7, 1), 0.7L);
}

// On an even torus, exchanging A and B on every other site turns unlike pairs into like ones.
TEST(DensityOfStates, SumsToKaufmanForOrderingLigandsOnEvenLattices) {
  for (const int side : {4, 6}) {
    const auto states = enumerate_square_lattice(side, side, 1);
    const long double pairs = 2 * side * side;
    for (const long double w : {0.5L, 1.5L}) {
      const long double expected = kaufman::ln_partition_function(side, side, w) + w * pairs;
      EXPECT_NEAR(static_cast<double>(ln_grand_sum(states, -w) - expected), 0, 1e-12);
    }
  }
}

TEST(DensityOfStates, ShippedTableSumsToBinomialsAndKaufman) {
  const auto states = shipped_density_of_states_11x11();
  EXPECT_EQ(states.sites(), 121);
  expect_binomials(states);
  for (const long double w : {0.1L, 0.5L, 0.85L, 0.8813735870195430L, 1.3L, 3.0L}) expect_kaufman(states, w);
}

TEST(DensityOfStates, DoesNotDependOnThreadsOrOrientation) {
  const auto one = enumerate_square_lattice(5, 6, 1);
  for (const auto& other : {enumerate_square_lattice(5, 6, 3), enumerate_square_lattice(6, 5, 1)}) {
    ASSERT_EQ(one.rows().size(), other.rows().size());
    for (std::size_t i = 0; i < one.rows().size(); ++i) {
      EXPECT_EQ(one.rows()[i].unlike_pairs, other.rows()[i].unlike_pairs);
      EXPECT_TRUE(one.rows()[i].count == other.rows()[i].count);
    }
  }
}

TEST(DensityOfStates, ReportsRisingShares) {
  std::vector<double> shares;
  enumerate_square_lattice(4, 4, 1, [&](double done) { shares.push_back(done); });
  ASSERT_EQ(shares.size(), 6u);  // rows of 4 sites up to translation and reflection
  EXPECT_EQ(shares.front(), 0);
  EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
  EXPECT_LT(shares.back(), 1);
}

TEST(DensityOfStates, StopsWhenProgressThrows) {
  const auto stop = [](double done) {
    if (done > 0.3) throw std::runtime_error("enough");
  };
  EXPECT_THROW(enumerate_square_lattice(5, 5, 2, stop), std::runtime_error);
}

void expect_refused(int nx, int ny, const char* size) {
  try {
    enumerate_square_lattice(nx, ny, 1);
    FAIL() << "no exception";
  } catch (const std::invalid_argument& error) {
    EXPECT_EQ(error.what(),
              "exact enumeration takes periodic square lattices of 3 to 11 sites on the short "
              "side and 121 sites in all, not " +
                  std::string(size));
  }
}

TEST(DensityOfStates, RefusesSizesBeyondItsLimits) {
  expect_refused(12, 12, "12 x 12");
  expect_refused(2, 5, "2 x 5");
  expect_refused(11, 12, "11 x 12");
  expect_refused(2000000000, 11, "2000000000 x 11");
}

TEST(DensityOfStates, RefusesAnIncompleteTable) {
  EXPECT_THROW(DensityOfStates(3, 3, {{0, 0, 1}, {1, 4, 9}}), std::invalid_argument);
}

TEST(Count, WritesAndReadsMoreThanSixtyFourBits) {
  const std::string digits = "2658455991569831745807614120560689152";  // 2^121
  EXPECT_EQ(to_string(parse_count(digits)), digits);
  EXPECT_EQ(to_string(Count{1} << 121), digits);
  EXPECT_EQ(to_string(Count{0}), "0");
  EXPECT_THROW(parse_count("12a"), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::ligands
