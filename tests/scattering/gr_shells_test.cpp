#include "nacre/scattering/gr_shells.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nacre::scattering {
namespace {

using crystal::CellAtom;
using Cell = std::vector<CellAtom>;

Cell zinc_blende() {
  Cell cell;
  for (const crystal::Vector f : {crystal::Vector{0, 0, 0}, crystal::Vector{0.5, 0.5, 0},
                                  crystal::Vector{0.5, 0, 0.5}, crystal::Vector{0, 0.5, 0.5}}) {
    cell.push_back({.species = 0, .fractional = f});
    cell.push_back({.species = 1, .fractional = {f[0] + 0.25, f[1] + 0.25, f[2] + 0.25}});
  }
  return cell;
}

TEST(PdfShells, OfZincBlende) {
  const double a = 5.82;
  const auto shells = shells_of({a, a, a}, zinc_blende(), 6, 0.01);
  struct Expected {
    int first, second, number;
    double distance, neighbours;
  };
  const double s2 = a / std::sqrt(2.0), s3 = a * std::sqrt(3.0) / 4, s11 = a * std::sqrt(11.0) / 4;
  const Expected expected[] = {{0, 1, 1, s3, 4},   {0, 0, 1, s2, 12}, {1, 1, 1, s2, 12},
                               {0, 1, 2, s11, 12}, {0, 0, 2, a, 6},   {1, 1, 2, a, 6}};
  ASSERT_EQ(shells.size(), 6u);
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(shells[i].species_a, expected[i].first) << i;
    EXPECT_EQ(shells[i].species_b, expected[i].second) << i;
    EXPECT_EQ(shells[i].number, expected[i].number) << i;
    EXPECT_NEAR(shells[i].distance_A, expected[i].distance, 1e-12);
    EXPECT_NEAR(shells[i].neighbours, expected[i].neighbours, 1e-12);
  }
  const double density = 4 / (a * a * a);
  EXPECT_NEAR(shells[0].pairs_per_A3, 2 * 4 * density, 1e-12);
  EXPECT_NEAR(shells[1].pairs_per_A3, 12 * density, 1e-12);
}

// A cell of two lengths that differ by less than the peak can tell is one shell at their mean; a
// half-occupied site counts half. In an oblique cell of one atom the nearest neighbours are along b - a.
TEST(PdfShells, MergesWeighsAndTakesObliqueCells) {
  const auto merged = shells_of({4, 4.02, 10}, Cell{{.fractional = {0, 0, 0}}}, 5, 0.05);
  ASSERT_EQ(merged.size(), 1u);
  EXPECT_NEAR(merged[0].distance_A, 4.01, 1e-12);
  EXPECT_NEAR(merged[0].neighbours, 4, 1e-12);
  const auto half = shells_of(
      {4, 9, 9}, Cell{{.species = 0}, {.species = 1, .fractional = {0.5, 0, 0}, .occupancy = 0.5}}, 3, 0.05);
  ASSERT_EQ(half.size(), 1u);
  EXPECT_NEAR(half[0].neighbours, 1, 1e-12);
  const auto oblique = shells_of({3, 3, 20, 90, 90, 30}, Cell{{}}, 2, 0.05);
  ASSERT_EQ(oblique.size(), 1u);
  EXPECT_NEAR(oblique[0].distance_A, 6 * std::sin(15 * std::acos(-1.0) / 180), 1e-9);
}

TEST(PdfShells, PeaksGetTheNearestShells) {
  const double a = 5.82;
  const auto shells = shells_of({a, a, a}, zinc_blende(), 5, 0.01);  // Cd-S, Cd-Cd, S-S, Cd-S
  std::vector<PdfPeak> peaks(4);
  peaks[0].r_A = 2.52 * 1.01, peaks[1].r_A = 4.1154 * 1.01, peaks[2].r_A = 4.8258 * 1.01, peaks[3].r_A = 8;
  for (PdfPeak& peak : peaks) peak.r_error_A = 0.01;
  const auto found = assign_shells(peaks, shells, {{48 * 48, 48 * 16}, {48 * 16, 16 * 16}}, 0.2);
  ASSERT_EQ(found[1].shells.size(), 2u);
  EXPECT_EQ(shells[static_cast<std::size_t>(found[1].shells[0].shell)].species_a, 0);
  EXPECT_NEAR(found[1].shells[0].share, 48.0 * 48 / (48 * 48 + 16 * 16), 1e-9);
  EXPECT_NEAR(found[1].distance_A, a / std::sqrt(2.0), 1e-9);
  EXPECT_TRUE(found[3].shells.empty());
  const auto stretch = stretch_of(peaks, found);
  ASSERT_TRUE(stretch);
  EXPECT_NEAR(stretch->factor, 1.01, 2e-4);
  EXPECT_FALSE(stretch_of({}, {}));
}

}  // namespace
}  // namespace nacre::scattering
