#include "nacre/crystal/superlattices.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <stdexcept>

namespace nacre::crystal {
namespace {

constexpr double pi = std::numbers::pi;

// Distances from one site to all sites of a species within `reach`, shortest first.
std::vector<double> distances(const OrthogonalCell& cell, std::size_t from, int species, double reach) {
  std::vector<double> found;
  const int cells =
      static_cast<int>(std::ceil(reach / *std::min_element(cell.edges.begin(), cell.edges.end())));
  for (const CellSite& site : cell.sites)
    for (int i = -cells; i <= cells; ++i)
      for (int j = -cells; j <= cells; ++j)
        for (int k = -cells; k <= cells; ++k) {
          const Vector& a = cell.sites[from].fractional;
          const Vector& b = site.fractional;
          const double r = std::hypot((b[0] - a[0] + i) * cell.edges[0], (b[1] - a[1] + j) * cell.edges[1],
                                      (b[2] - a[2] + k) * cell.edges[2]);
          if (site.species == species && r > 1e-9 && r < reach) found.push_back(r);
        }
  std::sort(found.begin(), found.end());
  return found;
}

// How many lie at the shortest distance, within a part in a thousand.
struct Shell {
  std::size_t count = 0;
  double radius = 0;
};
Shell first_shell(const OrthogonalCell& cell, std::size_t from, int species, double tolerance = 1e-3) {
  const std::vector<double> all = distances(cell, from, species, 2);
  const auto count =
      std::count_if(all.begin(), all.end(), [&](double r) { return r < all[0] * (1 + tolerance); });
  return {static_cast<std::size_t>(count), all[0]};
}

void expect_shell(const OrthogonalCell& cell, int from, int to, std::size_t count, double radius) {
  for (std::size_t i = 0; i < cell.sites.size(); ++i) {
    if (cell.sites[i].species != from) continue;
    const Shell shell = first_shell(cell, i, to);
    EXPECT_EQ(shell.count, count) << cell.name << " from " << from << " to " << to;
    EXPECT_NEAR(shell.radius, radius, 1e-9) << cell.name;
  }
}

TEST(Superlattices, HaveTheSitesAndFormulaOfTheirCards) {
  for (const Superlattice& card : superlattices()) {
    const OrthogonalCell cell = superlattice_cell(card.name);
    EXPECT_EQ(cell.sites.size(), card.sites) << card.name;
    EXPECT_EQ(cell.edges[0], 1) << card.name;
    EXPECT_EQ(cell.species, card.species) << card.name;
    const std::vector<std::size_t> counts = cell.counts();
    EXPECT_EQ(counts[0] * card.formula[1], counts.back() * card.formula[0] * (card.species - 1)) << card.name;
    for (const CellSite& site : cell.sites)
      for (const double x : site.fractional) EXPECT_TRUE(x >= 0 && x < 1) << card.name;
  }
}

TEST(Superlattices, OfOneSpeciesHaveTheirNeighbours) {
  expect_shell(superlattice_cell("SC"), 0, 0, 6, 1);
  expect_shell(superlattice_cell("BCC"), 0, 0, 8, std::sqrt(3.0) / 2);
  expect_shell(superlattice_cell("FCC"), 0, 0, 12, std::sqrt(0.5));
  expect_shell(superlattice_cell("HCP"), 0, 0, 12, 1);
}

TEST(Superlattices, AlB2HasTwelveSmallAroundALargeAndThreeSmallAroundASmall) {
  const OrthogonalCell cell = superlattice_cell("AlB2");
  const double c = std::sqrt(1.55 * 1.55 - 4.0 / 3);
  EXPECT_NEAR(cell.edges[1], std::sqrt(3.0), 1e-9);
  EXPECT_NEAR(cell.edges[2], c, 1e-9);
  expect_shell(cell, 0, 0, 6, 1);
  expect_shell(cell, 0, 1, 12, 0.775);
  expect_shell(cell, 1, 1, 3, 1 / std::sqrt(3.0));
  expect_shell(cell, 1, 0, 6, 0.775);
}

TEST(Superlattices, NaZn13HasTwentyFourSmallAroundALargeAndIcosahedra) {
  const OrthogonalCell cell = superlattice_cell("NaZn13");
  EXPECT_EQ(cell.counts(), (std::vector<std::size_t>{8, 104}));
  expect_shell(cell, 0, 0, 6, 0.5);
  expect_shell(cell, 0, 1, 24, std::hypot(0.25, 0.25 - 0.1806, 0.25 - 0.1192));  // a snub cube
  std::size_t icosahedra = 0;
  for (std::size_t i = 0; i < cell.sites.size(); ++i) {
    if (cell.sites[i].species != 1) continue;
    const std::vector<double> near = distances(cell, i, 1, 0.25);
    if (near.size() != 12 || near[11] - near[0] > 1e-9) continue;
    ++icosahedra;
    EXPECT_NEAR(near[0], std::hypot(0.1806, 0.1192), 1e-9);
  }
  EXPECT_EQ(icosahedra, 8u);
}

TEST(Superlattices, OtherBinaryOnesHaveTheirNeighbours) {
  expect_shell(superlattice_cell("CsCl"), 0, 1, 8, std::sqrt(3.0) / 2);
  expect_shell(superlattice_cell("NaCl"), 0, 1, 6, 0.5);
  expect_shell(superlattice_cell("Cu3Au"), 0, 1, 12, std::sqrt(0.5));
  expect_shell(superlattice_cell("Cu3Au"), 1, 0, 4, std::sqrt(0.5));
  expect_shell(superlattice_cell("MgCu2"), 0, 0, 4, std::sqrt(3.0) / 4);
  expect_shell(superlattice_cell("MgCu2"), 0, 1, 12, std::sqrt(11.0) / 8);
  expect_shell(superlattice_cell("MgCu2"), 1, 1, 6, std::sqrt(2.0) / 4);
  expect_shell(superlattice_cell("MgZn2"), 0, 0, 4,
               std::sqrt(3.0 / 8));  // the same as MgCu2's at a = sqrt(2)
  expect_shell(superlattice_cell("MgZn2"), 0, 1, 12, std::sqrt(22.0) / 8);
  expect_shell(superlattice_cell("MgZn2"), 1, 1, 6, 0.5);
}

TEST(HighestPacking, IsTheTextbooks) {
  const auto packing = [](const char* name, std::vector<double> diameters) {
    return highest_packing(superlattice_cell(name), diameters);
  };
  EXPECT_NEAR(packing("SC", {3}), pi / 6, 1e-12);
  EXPECT_NEAR(packing("BCC", {1}), pi * std::sqrt(3.0) / 8, 1e-12);
  EXPECT_NEAR(packing("FCC", {1}), pi / std::sqrt(18), 1e-12);
  EXPECT_NEAR(packing("HCP", {0.3}), pi / std::sqrt(18), 1e-12);
  EXPECT_NEAR(packing("CsCl", {1, std::sqrt(3.0) - 1}), 0.7290, 1e-4);
  EXPECT_NEAR(packing("NaCl", {1, std::sqrt(2.0) - 1}), 0.7931, 1e-4);
  const double laves = pi / 6 * (8 * std::pow(0.75, 1.5) + 16 * std::pow(0.5, 1.5)) / 8;
  EXPECT_NEAR(packing("MgZn2", {1, std::sqrt(2.0 / 3)}), laves, 1e-12);
  EXPECT_NEAR(packing("MgCu2", {1, std::sqrt(2.0 / 3)}), laves, 1e-12);
  EXPECT_NEAR(packing("AlB2", {1, 0.55}), pi / 6 * (1 + 2 * 0.55 * 0.55 * 0.55) / (std::sqrt(0.75) * 1.0340),
              1e-4);
  EXPECT_NEAR(packing("AlB2", {1, 0.55}), 0.7792, 1e-4);
  EXPECT_THROW(packing("AlB2", {1}), std::invalid_argument);
}

TEST(HighestPacking, OfAlB2AtThisRatioIsBestAtTheDefault) {
  const std::vector<double> diameters = {1, 0.55};
  const double best = highest_packing(superlattice_cell("AlB2"), diameters);
  for (const double c : {0.98, 1.02, 1.05, 1.1})
    EXPECT_LT(highest_packing(superlattice_cell("AlB2", c), diameters), best) << c;
}

TEST(ScaledToPacking, HasIt) {
  const std::vector<double> diameters = {1, 0.55};
  const OrthogonalCell cell = scaled_to_packing(superlattice_cell("NaZn13"), diameters, 0.6);
  EXPECT_NEAR(pi / 6 * (8 + 104 * 0.55 * 0.55 * 0.55) / cell.volume(), 0.6, 1e-12);
  EXPECT_THROW(scaled_to_packing(cell, diameters, 1.2), std::invalid_argument);
}

TEST(OrthogonalCell, KeepsCountsAndDistancesOfAHexagonalCrystal) {
  Crystal crystal{.lattice = {4, 4, 6, 90, 90, 120}, .species = {"A", "B"}};
  crystal.sites = {{.label = "A1", .species = 0, .fractional = {0, 0, 0}},
                   {.label = "B1", .species = 1, .fractional = {0.3, 0.1, 0.4}}};
  const OrthogonalCell cell = orthogonal_cell(crystal);
  EXPECT_EQ(cell.counts(), (std::vector<std::size_t>{2, 2}));
  const double r = std::hypot(4 * (0.3 - 0.05), 4 * 0.1 * std::sqrt(0.75), 6 * 0.4);
  EXPECT_NEAR(distances(cell, 0, 1, 4)[0], r, 1e-12);
  EXPECT_NEAR(distances(cell, 2, 1, 4)[0], r, 1e-12);
}

TEST(OrthogonalCell, RefusesWhatItCannotTake) {
  EXPECT_THROW(orthogonal_cell(Crystal{}), std::invalid_argument);
  Crystal crystal{.lattice = {4, 4, 6, 90, 95, 90}, .species = {"A"}, .sites = {{.label = "A1"}}};
  EXPECT_THROW(orthogonal_cell(crystal), std::invalid_argument);
  crystal.lattice.beta_deg = 90;
  EXPECT_NO_THROW(orthogonal_cell(crystal));
  crystal.sites[0].occupancy = 0.5;
  EXPECT_THROW(orthogonal_cell(crystal), std::invalid_argument);
}

TEST(Superlattices, RefuseNamesAndProportionsThatAreNone) {
  try {
    superlattice_cell("ALB2");
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_EQ(
        std::string(error.what()),
        "there is no structure \"ALB2\", expected one of SC, BCC, FCC, HCP, AlB2, NaZn13, CsCl, NaCl, Cu3Au, "
        "MgCu2, MgZn2");
  }
  EXPECT_THROW(superlattice_cell("NaZn13", 1.2), std::invalid_argument);
  EXPECT_THROW(superlattice_cell("AlB2", -1), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::crystal
