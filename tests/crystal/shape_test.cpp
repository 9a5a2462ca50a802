#include "nacre/crystal/shape.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <tuple>

#include "nacre/crystal/vectors.hpp"

namespace nacre::crystal {
namespace {

const UnitCell cubic = zinc_blende(0.6, "Cd", "Se");
const UnitCell hexagonal = wurtzite(0.43, 0.70, 0.375, "Cd", "Se");

Shape body(std::vector<FaceFamily> families, PointGroup group = PointGroup::cubic) {
  return polyhedron(cubic, families, group);
}

TEST(Shape, FamiliesHaveTheSizeOfTheirOrbits) {
  const std::tuple<std::array<int, 3>, PointGroup, std::size_t> orbits[] = {
      {{1, 0, 0}, PointGroup::cubic, 6},        {{1, 1, 0}, PointGroup::cubic, 12},
      {{1, 1, 1}, PointGroup::cubic, 8},        {{2, 1, 0}, PointGroup::cubic, 24},
      {{3, 2, 1}, PointGroup::cubic, 48},       {{1, 1, 1}, PointGroup::tetrahedral, 4},
      {{1, 0, 0}, PointGroup::tetrahedral, 6},  {{2, 1, 1}, PointGroup::tetrahedral, 12},
      {{3, 2, 1}, PointGroup::tetrahedral, 24}, {{0, 0, 1}, PointGroup::hexagonal, 2},
      {{1, 0, 0}, PointGroup::hexagonal, 6},    {{1, 1, 0}, PointGroup::hexagonal, 6},
      {{1, 0, 1}, PointGroup::hexagonal, 12},   {{2, 1, 1}, PointGroup::hexagonal, 24},
      {{0, 0, 1}, PointGroup::polar, 1},        {{1, 0, 1}, PointGroup::polar, 6},
      {{2, 1, 0}, PointGroup::polar, 12}};
  for (const auto& [hkl, group, size] : orbits) EXPECT_EQ(equivalent_faces(hkl, group).size(), size);
}

TEST(Shape, BothTetrahedraMakeTheOctahedron) {
  auto both = equivalent_faces({1, 1, 1}, PointGroup::tetrahedral);
  for (const auto& face : equivalent_faces({-1, -1, -1}, PointGroup::tetrahedral)) both.push_back(face);
  std::ranges::sort(both);
  EXPECT_EQ(both, equivalent_faces({1, 1, 1}, PointGroup::cubic));
}

TEST(Shape, VolumesOfSolidsByTheirInnerRadius) {
  EXPECT_NEAR(volume_nm3(sphere(2)), 32 * std::numbers::pi / 3, 1e-12);
  EXPECT_NEAR(volume_nm3(body({{{1, 0, 0}, 1.5}})), 27, 1e-9);
  EXPECT_NEAR(volume_nm3(body({{{1, 1, 1}, 1}})), 4 * std::sqrt(3.0), 1e-9);
  EXPECT_NEAR(volume_nm3(body({{{1, 1, 1}, 1}}, PointGroup::tetrahedral)), 8 * std::sqrt(3.0), 1e-9);
  EXPECT_NEAR(volume_nm3(body({{{1, 1, 0}, 1}})), 4 * std::numbers::sqrt2, 1e-9);  // rhombic dodecahedron
}

TEST(Shape, AreasOfSolidsByTheirInnerRadius) {
  EXPECT_NEAR(surface_area_nm2(sphere(2)), 16 * std::numbers::pi, 1e-12);
  EXPECT_NEAR(surface_area_nm2(body({{{1, 0, 0}, 1.5}})), 54, 1e-9);
  EXPECT_NEAR(surface_area_nm2(body({{{1, 1, 1}, 1}}, PointGroup::tetrahedral)), 24 * std::sqrt(3.0), 1e-9);
  // The volume of a body whose faces are all 1 from the middle is a third of its area.
  const Shape both = body({{{1, 1, 1}, 1}, {{1, 0, 0}, 1}, {{1, 1, 0}, 1}});
  EXPECT_NEAR(surface_area_nm2(both), 3 * volume_nm3(both), 1e-9);
}

// An octahedron |x| + |y| + |z| <= s has volume 4/3 s^3; each corner cut at t < s takes 2/3 (s - t)^3.
TEST(Shape, TruncatedOctahedronLosesSixPyramids) {
  const double s = std::sqrt(3.0);
  for (const double t : {0.9, 1.0, 1.1547, 1.5, 1.7}) {
    const double expected = 4.0 / 3 * s * s * s - 4 * std::pow(s - t, 3);
    EXPECT_NEAR(volume_nm3(body({{{1, 1, 1}, 1}, {{1, 0, 0}, t}})), expected, 1e-9) << t;
  }
}

TEST(Shape, AFaceBeyondTheCornersChangesNothing) {
  const Shape octahedron = body({{{1, 1, 1}, 1}});
  const Shape same = body({{{1, 1, 1}, 1}, {{1, 0, 0}, 5}});
  EXPECT_NEAR(volume_nm3(same), volume_nm3(octahedron), 1e-9);
  EXPECT_EQ(corners_nm(same).size(), 6u);
}

TEST(Shape, CornersOfKnownBodies) {
  EXPECT_EQ(corners_nm(body({{{1, 0, 0}, 1}})).size(), 8u);
  EXPECT_EQ(corners_nm(body({{{1, 1, 1}, 1}}, PointGroup::tetrahedral)).size(), 4u);
  EXPECT_EQ(corners_nm(body({{{1, 1, 1}, 1}, {{1, 0, 0}, 1.1547}})).size(), 24u);
  EXPECT_NEAR(outer_radius_nm(body({{{1, 0, 0}, 1}})), std::sqrt(3.0), 1e-9);
  EXPECT_NEAR(outer_radius_nm(body({{{1, 1, 1}, 1}}, PointGroup::tetrahedral)), 3, 1e-9);
}

TEST(Shape, HexagonalPrism) {
  const FaceFamily families[] = {{{1, 0, 0}, 1}, {{0, 0, 1}, 2}};
  const Shape prism = polyhedron(hexagonal, families, PointGroup::hexagonal);
  EXPECT_EQ(corners_nm(prism).size(), 12u);
  EXPECT_NEAR(volume_nm3(prism), 2 * std::sqrt(3.0) * 4, 1e-9);  // hexagon of inner radius 1, height 4
}

TEST(Shape, FacesThatDoNotCloseHaveNoVolume) {
  const FaceFamily sides[] = {{{1, 0, 0}, 1}};
  EXPECT_TRUE(std::isinf(volume_nm3(polyhedron(hexagonal, sides, PointGroup::hexagonal))));
  const FaceFamily one_end[] = {{{1, 0, 0}, 1}, {{0, 0, 1}, 1}};
  const Shape open = polyhedron(hexagonal, one_end, PointGroup::polar);
  EXPECT_TRUE(std::isinf(volume_nm3(open)));
  EXPECT_TRUE(std::isinf(outer_radius_nm(open)));
  EXPECT_TRUE(std::isinf(surface_area_nm2(open)));
}

TEST(Shape, TheSurfaceBelongsToIt) {
  EXPECT_TRUE(sphere(1).contains({1, 0, 0}));
  EXPECT_FALSE(sphere(1).contains({1 + 1e-6, 0, 0}));
  EXPECT_TRUE(body({{{1, 0, 0}, 1}}).contains({1, 1, -1}));
  EXPECT_FALSE(body({{{1, 0, 0}, 1}}).contains({1, 1 + 1e-6, 0}));
}

TEST(Shape, EnlargedAndWithoutLayer) {
  const Shape cube = body({{{1, 0, 0}, 1}});
  EXPECT_NEAR(volume_nm3(enlarged(cube, 3)), 27 * 8, 1e-8);
  EXPECT_NEAR(volume_nm3(without_layer(cube, 0.25)), std::pow(1.5, 3), 1e-9);
  EXPECT_TRUE(without_layer(sphere(1), 0.4).contains({0.6, 0, 0}));
  EXPECT_FALSE(without_layer(sphere(1), 0.4).contains({0.61, 0, 0}));
  EXPECT_FALSE(without_layer(sphere(1), 1.5).contains({0, 0, 0})) << "nothing is left";
  EXPECT_FALSE(without_layer(cube, 1.5).contains({0, 0, 0}));
}

TEST(Shape, RefusesWhatIsNoShape) {
  EXPECT_THROW(sphere(0), std::invalid_argument);
  EXPECT_THROW(sphere(-1), std::invalid_argument);
  EXPECT_THROW(body({{{0, 0, 0}, 1}}), std::invalid_argument);
  EXPECT_THROW(body({{{1, 1, 1}, 0}}), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::crystal
