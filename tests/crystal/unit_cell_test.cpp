#include "nacre/crystal/unit_cell.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "nacre/crystal/vectors.hpp"

namespace nacre::crystal {
namespace {

constexpr double a = 0.6;

double ideal_c(double a_nm) { return std::sqrt(8.0 / 3) * a_nm; }

TEST(Vectors, CrossIsRightHandedAndNormalToBoth) {
  EXPECT_EQ(cross({1, 0, 0}, {0, 1, 0}), (Vector{0, 0, 1}));
  EXPECT_EQ(dot({1, 2, 3}, {4, 5, 6}), 32);
  EXPECT_EQ(length({2, 3, 6}), 7);
  EXPECT_EQ(difference(scaled({1, 2, 3}, 2), {1, 1, 1}), (Vector{1, 3, 5}));
}

TEST(UnitCell, NearestDistancesOfZincBlende) {
  const UnitCell cell = zinc_blende(a, "Cd", "Se");
  EXPECT_EQ(cell.sites.size(), 8u);
  EXPECT_NEAR(nearest_distance_nm(cell, 0, 1), a * std::sqrt(3.0) / 4, 1e-12);
  EXPECT_NEAR(nearest_distance_nm(cell, 0, 0), a / std::numbers::sqrt2, 1e-12);
  EXPECT_NEAR(nearest_distance_nm(cell, 1, 1), a / std::numbers::sqrt2, 1e-12);
}

TEST(UnitCell, NearestDistancesOfRockSalt) {
  const UnitCell cell = rock_salt(a, "Pb", "S");
  EXPECT_NEAR(nearest_distance_nm(cell, 0, 1), a / 2, 1e-12);
  EXPECT_NEAR(nearest_distance_nm(cell, 0, 0), a / std::numbers::sqrt2, 1e-12);
}

TEST(UnitCell, IdealWurtziteHasTheBondsOfZincBlende) {
  const UnitCell cell =
      wurtzite(a / std::numbers::sqrt2, ideal_c(a / std::numbers::sqrt2), 0.375, "Cd", "Se");
  EXPECT_EQ(cell.sites.size(), 4u);
  EXPECT_NEAR(nearest_distance_nm(cell, 0, 1), a * std::sqrt(3.0) / 4, 1e-12);
  EXPECT_NEAR(nearest_distance_nm(cell, 0, 0), a / std::numbers::sqrt2, 1e-12);
  EXPECT_NEAR(cell.volume_nm3() / 2, zinc_blende(a, "Cd", "Se").volume_nm3() / 4, 1e-12);
}

TEST(UnitCell, WurtziteBondAlongTheAxisIsU) {
  // A short u leaves the bond along c the shortest.
  EXPECT_NEAR(nearest_distance_nm(wurtzite(0.43, 0.70, 0.36, "Cd", "Se"), 0, 1), 0.36 * 0.70, 1e-12);
}

TEST(UnitCell, ReciprocalVectorsAreDual) {
  for (const UnitCell& cell : {zinc_blende(a, "A", "B"), wurtzite(0.43, 0.70, 0.375, "A", "B")}) {
    const auto reciprocal = cell.reciprocal_per_nm();
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j)
        EXPECT_NEAR(dot(reciprocal[i], cell.vectors_nm[j]), i == j ? 1 : 0, 1e-12);
  }
}

// The nearest atom to a hole: a tetrahedral one is as far from cations as a bond is long, an octahedral one
// half a face diagonal's neighbour away.
double nearest_cation(const UnitCell& cell, const Vector& hole) {
  UnitCell probe = cell;
  probe.species.push_back("hole");
  probe.sites.push_back({2, hole});
  return nearest_distance_nm(probe, 2, 0);
}

TEST(UnitCell, HolesLieBetweenTheCationsAndHoldNoAnion) {
  const double bond = a * std::sqrt(3.0) / 4;
  const double side = a / std::numbers::sqrt2;
  for (const UnitCell& cell : {zinc_blende(a, "A", "B"), wurtzite(side, ideal_c(side), 0.375, "A", "B")}) {
    EXPECT_NEAR(nearest_cation(cell, *cell.tetrahedral_hole), bond, 1e-12);
    EXPECT_NEAR(nearest_cation(cell, *cell.octahedral_hole), a / 2, 1e-12);
    UnitCell probe = cell;
    probe.species.push_back("hole");
    probe.sites.push_back({2, *cell.tetrahedral_hole});
    probe.sites.push_back({2, *cell.octahedral_hole});
    // In wurtzite the empty tetrahedra share a face with the full ones, c/4 away.
    EXPECT_NEAR(nearest_distance_nm(probe, 2, 1), cell.sites.size() == 4 ? ideal_c(side) / 4 : bond, 1e-12);
  }
  EXPECT_FALSE(rock_salt(a, "A", "B").octahedral_hole) << "the anions fill them";
  EXPECT_NEAR(nearest_cation(rock_salt(a, "A", "B"), *rock_salt(a, "A", "B").tetrahedral_hole), bond, 1e-12);
}

TEST(UnitCell, RefusesLengthsThatAreNone) {
  EXPECT_THROW(zinc_blende(0, "A", "B"), std::invalid_argument);
  EXPECT_THROW(rock_salt(-1, "A", "B"), std::invalid_argument);
  EXPECT_THROW(wurtzite(0.4, NAN, 0.375, "A", "B"), std::invalid_argument);
  EXPECT_THROW(nearest_distance_nm(zinc_blende(a, "A", "B"), 0, 2), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::crystal
