#include "nacre/ligands/surface_sites.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace nacre::ligands {
namespace {

// The published particle: cation in the middle, anions with one bond taken off, shell of 3.0 A.
ParticleRecipe cadmium_selenide() {
  return {.cell = crystal::zinc_blende(0.621, "Cd", "Se"),
          .unit_shape = crystal::sphere(0.5),
          .dangling = {.least_bonds = {0, 2}}};
}

ParticleRecipe wurtzite_sphere() {
  ParticleRecipe recipe = cadmium_selenide();
  recipe.cell = crystal::wurtzite(0.43, 0.70, 0.375, "Cd", "Se");
  return recipe;
}

TEST(SphericalModel, PublishedNumber) {
  const double density = cations_per_nm3(5.816, 191.37);
  EXPECT_NEAR(density, 18.302, 5e-4);
  EXPECT_NEAR(spherical_cations(3.0, density), 258.74, 0.01);
  EXPECT_NEAR(spherical_sites(3.0, 0.3025, density), 127.1, 0.05);
}

TEST(SphericalModel, AShellAsThickAsTheSphereHoldsAll) {
  EXPECT_EQ(spherical_sites(0.5, 0.3, 18), spherical_cations(0.5, 18));
  EXPECT_NEAR(spherical_sites(50, 0.3, 18) / (std::numbers::pi * 2500 * 0.3 * 18), 1, 0.013)
      << "a thin shell is area times thickness";
}

TEST(PyramidalModel, PublishedNumber) {
  EXPECT_NEAR(pyramid_edge_cations(3.0, 0.605 / std::numbers::sqrt2), 3.0 * std::sqrt(3.0) / 0.605 + 1,
              1e-12);
  EXPECT_NEAR(pyramidal_sites(3.0, 0.605 / std::numbers::sqrt2), 130.35, 0.005);
}

// S8 and S9: four faces of lines with 1, 2, ... N - 2 cations.
TEST(PyramidalModel, ClosedFormIsTheSumOverLines) {
  const double spacing = 0.4;
  for (int n = 2; n < 12; ++n) {
    int face = 0;
    for (int q = 1; q <= n - 2; ++q) face += q;
    const double height = (n - 1) * spacing / std::sqrt(1.5);
    EXPECT_NEAR(pyramid_edge_cations(height, spacing), n, 1e-9);
    EXPECT_NEAR(pyramidal_sites(height + 1e-12, spacing), 4 * face, 1e-6) << n;
  }
  EXPECT_EQ(pyramidal_sites(0.1, spacing), 0);
}

struct Published {
  double diameter_nm, cations, ratio, surface_cations, surface_anions;
};

TEST(AtomisticModel, TableS1) {
  const Published rows[] = {{2.8, 201, 1.14, 114, 96}, {3.0, 225, 0.94, 90, 100}, {3.2, 321, 1.16, 180, 124}};
  for (const Published& row : rows) {
    const SurfaceCounts counts = count_surface(cadmium_selenide(), row.diameter_nm);
    EXPECT_EQ(counts.cations, row.cations);
    EXPECT_NEAR(counts.cation_anion_ratio(), row.ratio, 0.005);
    EXPECT_EQ(counts.surface_cations, row.surface_cations);
    EXPECT_EQ(counts.surface_anions, row.surface_anions);
  }
}

TEST(AtomisticModel, ShellIsMeasuredFromTheRadiusNotFromTheOutermostAtom) {
  // The outermost atom of the 3.0 nm particle is at 1.481 nm: from there 136 anions would count, not 100.
  ParticleRecipe recipe = cadmium_selenide();
  recipe.shell_nm += 1.5 - 1.481;
  EXPECT_EQ(count_surface(recipe, 3.0).surface_anions, 136);
}

TEST(AtomisticModel, SinglyBondedAnionsGo) {
  ParticleRecipe recipe = cadmium_selenide();
  recipe.dangling = {.least_bonds = {0, 0}};
  EXPECT_EQ(count_surface(recipe, 2.8).anions, 180);
  EXPECT_EQ(count_surface(cadmium_selenide(), 2.8).anions, 176);
}

TEST(AtomisticModel, ABigSphereHasTheCountsOfTheSphericalModel) {
  const double density = 4 / std::pow(0.621, 3);
  const SurfaceCounts counts = count_surface(cadmium_selenide(), 12);
  EXPECT_NEAR(counts.cations / spherical_cations(12, density), 1, 0.01);
  EXPECT_NEAR(counts.surface_cations / spherical_sites(12, 0.3, density), 1, 0.05);
  EXPECT_NEAR(expected_atoms(cadmium_selenide(), 12), 2 * spherical_cations(12, density), 1e-6);
}

TEST(AtomisticModel, AllIsSurfaceUnderAThickShell) {
  ParticleRecipe recipe = cadmium_selenide();
  recipe.shell_nm = 5;
  const SurfaceCounts counts = count_surface(recipe, 3.0);
  EXPECT_EQ(counts.surface_cations, counts.cations);
  EXPECT_EQ(counts.surface_anions, counts.anions);
}

TEST(AtomisticModel, UnsaturatedAtomsLackBonds) {
  ParticleRecipe recipe = cadmium_selenide();
  recipe.surface = SurfaceRule::unsaturated;
  const SurfaceSites surface = build_surface(recipe, 2.8);
  EXPECT_EQ(surface.sites(), 94u);
  for (std::size_t i = 0; i < surface.sites(); ++i) EXPECT_GE(surface.missing_bonds(i, 4), 1);
}

// Faces of a tetrahedron about a cation: those of (111), not of (-1-1-1), lack one bond.
TEST(AtomisticModel, FacesOfATetrahedronLackOneBond) {
  ParticleRecipe recipe = cadmium_selenide();
  const crystal::FaceFamily family[] = {{{1, 1, 1}, 1}};
  recipe.unit_shape = crystal::polyhedron(recipe.cell, family, crystal::PointGroup::tetrahedral);
  recipe.dangling = {.least_bonds = {0, 0}};
  recipe.surface = SurfaceRule::unsaturated;
  const double layer = 0.621 / std::sqrt(3.0);
  const SurfaceSites surface = build_surface(recipe, layer + 1e-6);  // 5 cations along an edge
  ASSERT_EQ(surface.particle.count(0), 35u);
  int missing[5] = {};
  for (std::size_t i = 0; i < surface.sites(); ++i) ++missing[surface.missing_bonds(i, 4)];
  EXPECT_EQ(missing[3], 4) << "corners";
  EXPECT_EQ(missing[2], 6 * 3) << "edges";
  EXPECT_EQ(missing[1], 4 * 3) << "faces";
}

TEST(SiteGraph, CutoffLiesBetweenTheShellsOfCations) {
  EXPECT_NEAR(site_cutoff_nm(cadmium_selenide().cell), 0.8536 * 0.621, 1e-4);
  // Wurtzite: six cations at a, six at sqrt(a^2 / 3 + c^2 / 4), then sqrt(2) a and more.
  const double cutoff = site_cutoff_nm(wurtzite_sphere().cell);
  EXPECT_GT(cutoff, 0.43);
  EXPECT_LT(cutoff, std::sqrt(2.0) * 0.43);
}

TEST(SiteGraph, IsMutualAndAtMostTwelveFold) {
  for (const ParticleRecipe& recipe : {cadmium_selenide(), wurtzite_sphere()})
    for (const double diameter : {1.5, 3.0, 4.1}) {
      const SurfaceSites surface = build_surface(recipe, diameter);
      ASSERT_EQ(surface.neighbors.size(), surface.sites());
      std::set<std::pair<std::size_t, std::size_t>> pairs;
      for (std::size_t i = 0; i < surface.sites(); ++i) {
        EXPECT_LE(surface.neighbors.degree(i), 12);
        for (const std::int32_t j : surface.neighbors.of(i)) pairs.insert({i, static_cast<std::size_t>(j)});
      }
      for (const auto& [i, j] : pairs) {
        EXPECT_NE(i, j);
        EXPECT_TRUE(pairs.contains({j, i}));
      }
    }
}

TEST(SiteGraph, WholeCrystalOfCationsIsTwelveFoldInside) {
  for (ParticleRecipe recipe : {cadmium_selenide(), wurtzite_sphere()}) {
    recipe.shell_nm = 5;
    recipe.centre = crystal::centre_of(recipe.cell, crystal::Centre::cation);
    const SurfaceSites all = build_surface(recipe, 2.0);
    const auto positions = all.site_positions_nm();
    const auto middle = std::ranges::find_if(
        positions, [](const auto& p) { return std::abs(p[0]) + std::abs(p[1]) + std::abs(p[2]) < 1e-9; });
    ASSERT_NE(middle, positions.end());
    EXPECT_EQ(all.neighbors.degree(static_cast<std::size_t>(middle - positions.begin())), 12);
  }
}

TEST(SiteGraph, PartsAndIsolatedSites) {
  const SurfaceSites whole = build_surface(cadmium_selenide(), 2.8);
  EXPECT_EQ(whole.parts(), 1);
  EXPECT_EQ(whole.isolated(), 0u);
  const SurfaceSites split = build_surface(cadmium_selenide(), 3.0);
  EXPECT_EQ(split.parts(), 9) << "a belt of 66, and three cations on each of eight (111) faces";
  EXPECT_NEAR(split.mean_coordination(), 240.0 / 90, 1e-12);
  ParticleRecipe wide = cadmium_selenide();
  wide.neighbor_distance_nm = 0.68;  // the second shell of cations, at a, too
  const SurfaceSites joined = build_surface(wide, 3.0);
  EXPECT_EQ(joined.sites(), split.sites());
  EXPECT_EQ(joined.parts(), 1);
  EXPECT_NEAR(joined.mean_coordination(), 384.0 / 90, 1e-12);
  ParticleRecipe thin = cadmium_selenide();
  thin.shell_nm = 0.01;
  const SurfaceSites few = build_surface(thin, 1.25);
  EXPECT_EQ(few.isolated(), 6u) << "the six cations at a are farther than the nearest ones";
  EXPECT_EQ(few.neighbors.size(), few.sites()) << "they stay sites";
}

TEST(SiteGraph, MakesALattice) {
  const SurfaceSites surface = build_surface(cadmium_selenide(), 2.8);
  const Lattice lattice(site_graph(surface));
  EXPECT_EQ(lattice.sites(), 114);
  EXPECT_EQ(static_cast<std::size_t>(2 * lattice.pairs()), surface.neighbors.neighbor.size());
  EXPECT_EQ(lattice.positions_nm(), surface.site_positions_nm());
}

TEST(Distribution, KeepsMeanAndStandardDeviation) {
  for (const bool lognormal : {false, true}) {
    const auto diameters = weighted_diameters({3.0, 0.2, lognormal}, 400);
    std::vector<double> values;
    double total = 0;
    for (const auto& diameter : diameters) {
      values.push_back(diameter.diameter_nm);
      total += diameter.weight;
    }
    EXPECT_NEAR(total, 1, 1e-12);
    const Spread found = spread(diameters, values);
    EXPECT_NEAR(found.mean, 3.0, 1e-4);
    EXPECT_NEAR(found.standard_deviation, 0.2,
                2e-4);  // 4 standard deviations leave out 0.05 % of the variance
  }
}

TEST(Distribution, LognormalIsSkewedAndPositive) {
  const auto skewed = weighted_diameters({3.0, 2.0, true}, 100);
  EXPECT_EQ(skewed.size(), 100u);
  EXPECT_GT(skewed.front().diameter_nm, 0);
  const double middle = std::sqrt(skewed[49].diameter_nm * skewed[50].diameter_nm);
  EXPECT_NEAR(middle, 3.0 / std::sqrt(1 + 4.0 / 9), 1e-3) << "the median";
  EXPECT_LT(weighted_diameters({3.0, 2.0, false}, 100).size(), 100u) << "negative diameters are left out";
}

// The mean of d^2 over a normal distribution is mean^2 + sigma^2.
TEST(Distribution, MeanOfAFunctionIsNotTheFunctionOfTheMean) {
  const auto diameters = weighted_diameters({3.0, 0.5, false}, 400);
  std::vector<double> squares;
  for (const auto& diameter : diameters) squares.push_back(diameter.diameter_nm * diameter.diameter_nm);
  EXPECT_NEAR(spread(diameters, squares).mean, 9.25, 1e-3);
}

}  // namespace
}  // namespace nacre::ligands
