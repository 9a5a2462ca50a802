#include "nacre/ligands/lattice.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace nacre::ligands {
namespace {

std::set<int> neighbors_of(const Lattice& lattice, int site) {
  const auto* first = lattice.neighbors(site);
  return {first, first + lattice.coordination()};
}

TEST(Lattice, SquareSiteHasItsFourNeighbors) {
  const Lattice lattice(LatticeType::square, 5, 4);
  EXPECT_EQ(neighbors_of(lattice, 7), (std::set<int>{6, 8, 2, 12}));
  EXPECT_EQ(neighbors_of(lattice, 0), (std::set<int>{1, 4, 5, 15}));  // around the torus
}

TEST(Lattice, TriangularSiteHasTwoDiagonalsMore) {
  const Lattice lattice(LatticeType::triangular, 5, 4);
  EXPECT_EQ(neighbors_of(lattice, 7), (std::set<int>{6, 8, 2, 12, 3, 11}));
}

TEST(Lattice, NeighborsAreMutualAndDistinct) {
  for (const auto type : {LatticeType::square, LatticeType::triangular})
    for (const auto& [nx, ny] : {std::pair{3, 3}, {3, 4}, {5, 3}, {7, 6}}) {
      const Lattice lattice(type, nx, ny);
      for (int site = 0; site < lattice.sites(); ++site) {
        const auto neighbors = neighbors_of(lattice, site);
        EXPECT_EQ(static_cast<int>(neighbors.size()), lattice.coordination());
        EXPECT_FALSE(neighbors.contains(site));
        for (const int other : neighbors) EXPECT_TRUE(neighbors_of(lattice, other).contains(site));
      }
    }
}

TEST(Lattice, CountsSitesAndPairs) {
  const Lattice square(LatticeType::square, 11, 11);
  EXPECT_EQ(square.sites(), 121);
  EXPECT_EQ(square.pairs(), 242);
  EXPECT_EQ(square.coordination(), 4);
  const Lattice triangular(LatticeType::triangular, 6, 8);
  EXPECT_EQ(triangular.pairs(), 144);
  EXPECT_EQ(triangular.coordination(), 6);
}

TEST(Lattice, KnowsItsName) {
  EXPECT_EQ(name(LatticeType::square), "square");
  EXPECT_EQ(name(LatticeType::triangular), "triangular");
}

TEST(Lattice, RefusesASideBelowThree) {
  try {
    Lattice(LatticeType::square, 2, 11);
    FAIL() << "no exception";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "a periodic lattice has at least 3 sites on a side, not 2 x 11");
  }
  EXPECT_THROW(Lattice(LatticeType::triangular, 11, -1), std::invalid_argument);
}

TEST(CountUnlikePairs, KnowsSimplePatterns) {
  const Lattice square(LatticeType::square, 6, 4);
  Arrangement one(24, 0);
  EXPECT_EQ(count_unlike_pairs(square, one), 0);
  one[9] = 1;
  EXPECT_EQ(count_unlike_pairs(square, one), 4);
  one[10] = 1;
  EXPECT_EQ(count_unlike_pairs(square, one), 6);
  Arrangement checkerboard(24);
  for (int site = 0; site < 24; ++site)
    checkerboard[site] = static_cast<std::uint8_t>((site % 6 + site / 6) % 2);
  EXPECT_EQ(count_unlike_pairs(square, checkerboard), square.pairs());
}

TEST(CountUnlikePairs, TriangularStripeHasTwoBondsAcrossPerSite) {
  const Lattice lattice(LatticeType::triangular, 6, 6);
  Arrangement stripe(36, 0);
  std::fill_n(stripe.begin(), 18, std::uint8_t{1});
  EXPECT_EQ(count_unlike_pairs(lattice, stripe), 2 * 6 * 2);
}

}  // namespace
}  // namespace nacre::ligands
