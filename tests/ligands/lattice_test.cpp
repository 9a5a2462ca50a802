#include "nacre/ligands/lattice.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>

#include "ligands/surfaces.hpp"

namespace nacre::ligands {
namespace {

std::set<int> neighbors_of(const Lattice& lattice, int site) {
  const auto neighbors = lattice.neighbors(site);
  return {neighbors.begin(), neighbors.end()};
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
        EXPECT_EQ(static_cast<int>(neighbors.size()), lattice.coordination(site));
        EXPECT_EQ(lattice.coordination(site), lattice.max_coordination());
        EXPECT_FALSE(neighbors.contains(site));
        for (const int other : neighbors) EXPECT_TRUE(neighbors_of(lattice, other).contains(site));
      }
    }
}

TEST(Lattice, CountsSitesAndPairs) {
  const Lattice square(LatticeType::square, 11, 11);
  EXPECT_EQ(square.sites(), 121);
  EXPECT_EQ(square.pairs(), 242);
  EXPECT_EQ(square.mean_coordination(), 4);
  const Lattice triangular(LatticeType::triangular, 6, 8);
  EXPECT_EQ(triangular.pairs(), 144);
  EXPECT_EQ(triangular.mean_coordination(), 6);
}

TEST(Lattice, KnowsItsName) {
  EXPECT_EQ(name(LatticeType::square), "square");
  EXPECT_EQ(name(LatticeType::triangular), "triangular");
  EXPECT_EQ(name(LatticeType::surface), "surface");
}

template <typename Make>
std::string refusal(Make make) {
  try {
    make();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "no exception";
}

TEST(Lattice, RefusesSidesTooShortOrTooLong) {
  EXPECT_EQ(refusal([] { Lattice(LatticeType::square, 2, 11); }),
            "a periodic lattice has at least 3 sites on a side, not 2 x 11");
  EXPECT_EQ(refusal([] { Lattice(LatticeType::triangular, 11, -1); }),
            "a periodic lattice has at least 3 sites on a side, not 11 x -1");
  EXPECT_EQ(refusal([] { Lattice(LatticeType::square, 3, 1002); }),
            "a periodic lattice has at most 1001 sites on a side, not 3 x 1002");
  EXPECT_EQ(refusal([] { Lattice(LatticeType::surface, 5, 5); }), "a surface is built from its sites");
  EXPECT_EQ(Lattice(LatticeType::triangular, 1001, 1001).pairs(), 3 * 1001 * 1001);
}

TEST(SurfaceLattice, KeepsUnequalCoordination) {
  const Lattice lattice(small_surface());
  EXPECT_EQ(lattice.type(), LatticeType::surface);
  EXPECT_EQ(lattice.sites(), 8);
  EXPECT_EQ(lattice.pairs(), 11);
  EXPECT_EQ(lattice.max_coordination(), 5);
  EXPECT_EQ(lattice.mean_coordination(), 22.0 / 8);
  EXPECT_EQ(neighbors_of(lattice, 0), (std::set<int>{1, 2, 3, 4, 5}));
  EXPECT_EQ(lattice.coordination(6), 2);
  EXPECT_EQ(neighbors_of(lattice, 6), (std::set<int>{5, 4}));
  EXPECT_TRUE(neighbors_of(lattice, 7).empty()) << "an isolated site";
  EXPECT_EQ(lattice.padded_neighbors(6)[2], 8) << "one past the last site";
  EXPECT_EQ(lattice.positions_nm().size(), 8u);
  EXPECT_TRUE(Lattice(LatticeType::square, 3, 3).positions_nm().empty());
}

TEST(SurfaceLattice, RefusesListsThatAreNoGraph) {
  const auto changed = [](auto change) {
    SiteGraph graph = small_surface();
    change(graph);
    return refusal([&graph] { const Lattice lattice(graph); });
  };
  EXPECT_EQ(changed([](SiteGraph& graph) { graph.first.pop_back(); }),
            "the neighbour list does not fit 8 sites");
  EXPECT_EQ(changed([](SiteGraph& graph) { graph.positions_nm.pop_back(); }),
            "the neighbour list does not fit 7 sites");
  EXPECT_EQ(changed([](SiteGraph& graph) { graph.neighbors.clear(); }),
            "a surface has at least one pair of neighbours");
  EXPECT_EQ(changed([](SiteGraph& graph) { graph.neighbors[0] = 0; }),
            "sites 0 and 0 are not each other's neighbours once");
  EXPECT_EQ(changed([](SiteGraph& graph) { graph.neighbors[0] = 8; }),
            "sites 0 and 8 are not each other's neighbours once");
  EXPECT_EQ(changed([](SiteGraph& graph) { graph.neighbors[0] = 6; }),
            "sites 0 and 6 are not each other's neighbours once");
  EXPECT_EQ(changed([](SiteGraph& graph) { graph.neighbors[0] = 2; }),
            "sites 0 and 2 are not each other's neighbours once");
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
