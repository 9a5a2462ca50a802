#include "nacre/scattering/lattice_ranking.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "nacre/scattering/lattice_table.hpp"

namespace nacre::scattering {
namespace {

constexpr double two_pi = 2 * std::numbers::pi;

std::vector<ObservedPeak> peaks_of(const std::string& name, double a_A, std::size_t n) {
  std::vector<ObservedPeak> peaks;
  for (const LatticeReflection& one : lattice_reflections(*find_assembly_lattice(name), 4)) {
    if (peaks.size() == n) break;
    const double q = two_pi * one.ratio / a_A;
    peaks.push_back({q, 1e-4, one.weight / (q * q) * std::exp(-5 * q * q)});
  }
  return peaks;
}

RankingOptions options() {
  return {.q_min_per_A = 0.02, .q_max_per_A = 1, .area_error = [](double) { return 0.001; }};
}

std::vector<LatticeVerdict> rank(const std::vector<ObservedPeak>& peaks,
                                 const RankingOptions& how = options()) {
  return rank_lattices(peaks, assembly_lattices(), how);
}

const LatticeVerdict& verdict(const std::vector<LatticeVerdict>& list, const std::string& name) {
  return *std::ranges::find(list, name, &LatticeVerdict::name);
}

TEST(LatticeTable, HoldsTheRatiosOfTextbooks) {
  const std::pair<const char*, std::vector<double>> squares[] = {
      {"lamellar", {1, 4, 9, 16}},
      {"hexagonal", {1, 3, 4, 7, 9, 12}},  // over those of (10)
      {"square", {1, 2, 4, 5, 8, 9}},
      {"sc", {1, 2, 3, 4, 5, 6, 8, 9}},
      {"bcc", {2, 4, 6, 8, 10, 12, 14, 16}},
      {"fcc", {3, 4, 8, 11, 12, 16, 19, 20}},
      {"hcp", {4.0 / 3, 1.5, 4.0 / 3 + 0.375, 4.0 / 3 + 1.5, 4}},  // (100), (002), (101), (102), (110)
  };
  for (const auto& [name, expected] : squares) {
    const auto found = lattice_reflections(*find_assembly_lattice(name), 5);
    const double unit = std::string(name) == "hexagonal" ? 4.0 / 3 : 1;
    ASSERT_GE(found.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
      EXPECT_NEAR(found[i].ratio * found[i].ratio, unit * expected[i], 1e-9) << name << " " << found[i].label;
  }
}

TEST(LatticeTable, CountsDirections) {
  const auto fcc = lattice_reflections(*find_assembly_lattice("fcc"), 3);
  EXPECT_EQ(fcc[0].label, "(111)");
  EXPECT_NEAR(fcc[0].weight, 8 * 16, 1e-9);
  EXPECT_NEAR(fcc[1].weight, 6 * 16, 1e-9);
  EXPECT_NEAR(lattice_reflections(*find_assembly_lattice("hexagonal"), 3)[0].weight, 6, 1e-9);
  EXPECT_EQ(find_assembly_lattice("laves"), nullptr);
}

TEST(LatticeTable, NearestDistancesAreThoseOfTheCells) {
  for (const AssemblyLattice& lattice : assembly_lattices()) {
    double least = 1e9;
    for (const LatticeSite& site : lattice.sites)
      for (int i = -2; i <= 2; ++i)
        for (int j = -2; j <= 2; ++j)
          for (int k = -2; k <= 2; ++k) {
            std::array<double, 3> at{};
            const std::array<double, 3> turns{site.fractional[0] + i, site.fractional[1] + j,
                                              site.fractional[2] + k};
            for (std::size_t m = 0; m < static_cast<std::size_t>(lattice.dimensions); ++m)
              for (std::size_t c = 0; c < 3; ++c) at[c] += turns[m] * lattice.rows[m][c];
            const double r = std::hypot(at[0], at[1], at[2]);
            if (r > 1e-9) least = std::min(least, r);
          }
    EXPECT_NEAR(lattice.neighbour, least, 1e-12) << lattice.name;
  }
}

TEST(LatticeRanking, EveryLatticeComesOutOfItsOwnPeaks) {
  for (const AssemblyLattice& lattice : assembly_lattices()) {
    const std::string name(lattice.name);
    const auto list = rank(peaks_of(name, 50, 5));
    const LatticeVerdict& own = verdict(list, name);
    EXPECT_TRUE(own.possible) << name << ": " << own.reason;
    EXPECT_NEAR(own.a_A, 50, 1e-6) << name;
    EXPECT_NEAR(own.neighbour_A, 50 * lattice.neighbour, 1e-6);
    EXPECT_LT(own.chi2, 1e-6);
    if (name != "bcc") {  // up to the sixth peak simple cubic has the same ratios
      EXPECT_EQ(list.front().name, name);
    }
    for (const LatticeVerdict& other : list)
      EXPECT_TRUE(!other.possible || other.name == name || name == "sc" || name == "bcc") << other.reason;
  }
}

TEST(LatticeRanking, TheSeventhPeakTellsBodyCentredFromSimpleCubic) {
  const auto list = rank(peaks_of("bcc", 60, 7));
  EXPECT_EQ(list.front().name, "bcc");
  EXPECT_FALSE(verdict(list, "sc").possible);
  EXPECT_NE(verdict(list, "sc").reason.find("peak 7 at"), std::string::npos) << verdict(list, "sc").reason;
}

TEST(LatticeRanking, RejectsWithTheReason) {
  const double q = two_pi / 20.5;
  const std::vector<ObservedPeak> peaks{{q, 5e-5, 0.9}, {std::sqrt(3) * q, 1e-4, 0.12}, {2 * q, 2e-4, 0.07}};
  const auto list = rank(peaks);
  EXPECT_EQ(list.front().name, "hexagonal");
  EXPECT_NEAR(list.front().neighbour_A, 20.5 * 2 / std::sqrt(3), 1e-6);
  EXPECT_EQ(std::ranges::count_if(list, &LatticeVerdict::possible), 1);
  EXPECT_NE(verdict(list, "lamellar").reason.find("peak 2 at 0.5309 1/A has no place"), std::string::npos);
  EXPECT_NE(verdict(list, "sc").reason.find("reflection (110) at 0.4335 1/A is missing"), std::string::npos);
}

// A reflection that noise would hide does not speak against a lattice.
TEST(LatticeRanking, WhatCannotBeSeenIsNotMissing) {
  const double q = two_pi / 20.5;
  const std::vector<ObservedPeak> peaks{{q, 5e-5, 0.9}, {std::sqrt(3) * q, 1e-4, 0.12}};
  RankingOptions blind = options();
  blind.area_error = [](double) { return 10.0; };
  const auto list = rank(peaks, blind);
  EXPECT_TRUE(verdict(list, "sc").possible) << verdict(list, "sc").reason;
  EXPECT_EQ(list.front().name, "hexagonal");  // it has fewer places on offer
}

// a is q's weighted mean: its error with the tolerance is that of draws.
TEST(LatticeRanking, ErrorsOfTheLatticeParameter) {
  RankingOptions how = options();
  how.tolerance = 1e-6;
  std::vector<ObservedPeak> peaks = peaks_of("square", 40, 3);
  const double a = verdict(rank(peaks, how), "square").a_A;
  double variance = 0;
  for (std::size_t k = 0; k < peaks.size(); ++k) {
    auto moved = peaks;
    moved[k].q_per_A += 1e-4;
    variance += std::pow(verdict(rank(moved, how), "square").a_A - a, 2);
  }
  EXPECT_NEAR(verdict(rank(peaks, how), "square").a_error, std::sqrt(variance), 1e-3 * std::sqrt(variance));
}

TEST(LatticeRanking, OnePeakTellsNothing) { EXPECT_THROW(rank({{0.3, 1e-4, 1}}), std::invalid_argument); }

}  // namespace
}  // namespace nacre::scattering
