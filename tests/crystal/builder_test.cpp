#include "nacre/crystal/builder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "nacre/crystal/body.hpp"
#include "nacre/crystal/cluster_body.hpp"
#include "nacre/crystal/prototypes.hpp"
#include "nacre/crystal/stacking.hpp"
#include "nacre/crystal/symmetry.hpp"
#include "nacre/crystal/vectors.hpp"

namespace nacre::crystal {
namespace {

ClusterRule cds(Form form, double diameter_nm) {
  return {.structure = "zinc-blende",
          .lattice = {.species = {"Cd", "S"}, .a_nm = 0.582},
          .form = form,
          .diameter_nm = diameter_nm};
}

std::string reason(const ClusterRule& rule) {
  try {
    build(rule);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "built";
}

TEST(Prototypes, AtomsOfTheCellAndNearestDistances) {
  struct Case {
    const char* name;
    std::vector<std::string> species;
    std::size_t atoms;
    double nearest;  // over a, of species 0 to the last
  };
  const double tetrahedral = std::sqrt(3.0) / 4;
  const std::vector<Case> cases{{"zinc-blende", {"Cd", "S"}, 8, tetrahedral},
                                {"wurtzite", {"Cd", "S"}, 4, std::sqrt(3.0 / 8)},
                                {"rock-salt", {"Pb", "S"}, 8, 0.5},
                                {"spinel", {"Mg", "Al", "O"}, 56, std::sqrt(3.0) / 8},
                                {"fcc", {"Au"}, 4, std::sqrt(0.5)},
                                {"bcc", {"Fe"}, 2, std::sqrt(0.75)},
                                {"hcp", {"Co"}, 2, 1}};
  for (const Case& one : cases) {
    const UnitCell cell = prototype_cell(one.name, {.species = one.species, .a_nm = 1});
    EXPECT_EQ(cell.sites.size(), one.atoms) << one.name;
    EXPECT_NEAR(nearest_distance_nm(cell, 0, static_cast<int>(one.species.size()) - 1), one.nearest, 1e-12)
        << one.name;
  }
  const UnitCell ideal = spinel(1, 0.375, {"Mg", "Al", "O"});
  EXPECT_NEAR(nearest_distance_nm(ideal, 1, 2), 0.25, 1e-12) << "octahedral sites";
  EXPECT_EQ(std::ranges::count(ideal.sites, 1, &CellSite::species), 16);
  EXPECT_THROW(prototype_cell("perovskite", {.species = {"A"}, .a_nm = 1}), std::invalid_argument);
  EXPECT_THROW(prototype_cell("spinel", {.species = {"A"}, .a_nm = 1}), std::invalid_argument);
}

// Tetrahedra with n cations along an edge: n(n+1)(n+2)/6 cations, as many anions as the next smaller has
// cations; Cd35Se20, Cd56Se35 and Cd84Se56 are known magic sizes (Beecher et al. 2014,
// doi:10.1021/ja503590h).
TEST(Builder, TetrahedraByTheirEdge) {
  for (int n = 2; n <= 8; ++n) {
    ClusterRule rule = cds(Form::tetrahedron, 0);
    rule.edge_atoms = n;
    const Cluster cluster = build(rule);
    const auto cations = static_cast<std::size_t>(n * (n + 1) * (n + 2) / 6);
    EXPECT_EQ(cluster.atoms.count(0), cations) << n;
    EXPECT_EQ(cluster.atoms.count(1), cations - static_cast<std::size_t>(n * (n + 1) / 2)) << n;
    EXPECT_NEAR(extent_nm(cluster.atoms), (n - 1) * 0.582 / std::sqrt(2.0), 1e-9) << n;
    const NeighborList bonds = bonded(cluster.atoms, cluster.bond_nm);
    for (std::size_t i = 0; i < cluster.atoms.size(); ++i)
      EXPECT_TRUE(cluster.atoms.kind[i] == 0 || bonds.degree(i) == 4);
  }
}

// Every form holds what its volume says; polyhedra of one diameter have the volume of the sphere.
TEST(Builder, FormsHoldTheirVolume) {
  ClusterRule rule = cds(Form::sphere, 6);
  const double sphere = std::numbers::pi / 6 * 216;
  for (const Form form : {Form::sphere, Form::cube, Form::tetrahedron, Form::truncated_tetrahedron,
                          Form::octahedron, Form::truncated_octahedron}) {
    rule.form = form;
    const Cluster cluster = build(rule);
    EXPECT_NEAR(volume_nm3(cluster.body), sphere, 1e-6) << int(form);
    EXPECT_NEAR(double(cluster.atoms.size()), expected_atoms(rule), 0.12 * expected_atoms(rule)) << int(form);
  }
  rule.form = Form::ellipsoid;
  rule.diameters_nm = {4, 5, 8};
  rule.axis = {1, 1, 1};
  EXPECT_NEAR(volume_nm3(build(rule).body), std::numbers::pi / 6 * 160, 1e-9);
  rule.form = Form::rod;
  rule.diameter_nm = 4;
  rule.length_nm = 9;
  EXPECT_NEAR(volume_nm3(build(rule).body), std::numbers::pi * 36, 1e-9);
  EXPECT_NEAR(extent_nm(build(rule).atoms), std::hypot(4, 9), 0.4);
  rule.form = Form::platelet;
  rule.axis = {0, 0, 1};
  rule.thickness_nm = 1.3;
  rule.width_nm = 6;
  EXPECT_NEAR(volume_nm3(build(rule).body), 1.3 * 36, 1e-6);
  rule.structure = "wurtzite";
  rule.lattice.a_nm = 0.41;
  EXPECT_NEAR(volume_nm3(build(rule).body), 1.3 * 36 * std::sqrt(3.0) / 2, 1e-6) << "a hexagon";
}

TEST(Builder, WulffOfEqualFacesIsTheOctahedron) {
  ClusterRule rule = cds(Form::facets, 4);
  rule.structure = "fcc";
  rule.lattice.species = {"Au"};
  rule.facets = {{{1, 1, 1}, 1}, {{1, 0, 0}, 2}};  // {100} beyond the corners
  ClusterRule octahedron = rule;
  octahedron.form = Form::octahedron;
  EXPECT_EQ(build(rule).atoms.size(), build(octahedron).atoms.size());
  rule.facets = {{{1, 1, 1}, 1}, {{1, 0, 0}, 2 / std::sqrt(3.0)}};
  octahedron.form = Form::truncated_octahedron;
  EXPECT_EQ(build(rule).atoms.size(), build(octahedron).atoms.size());
  rule.facets = {{{0, 0, 1}, 1}};
  rule.structure = "hcp";
  EXPECT_EQ(reason(rule), "the facets do not enclose a particle");
}

// A crystal that was read and the prototype give the same atoms, also by their facets.
TEST(Builder, CrystalsOfFilesAreCutAlike) {
  ClusterRule rule = cds(Form::tetrahedron, 2.5);
  ClusterRule read = rule;
  UnitCell plain = zinc_blende(0.582, "Cd", "S");
  read.crystal = from_unit_cell(plain);
  EXPECT_EQ(build(read).atoms.positions_nm, build(rule).atoms.positions_nm);
  // Whatever way up the cell is drawn, faces lie where cations have three bonds.
  for (CellSite& site : plain.sites)
    for (double& x : site.fractional) x = -x;
  read.crystal = from_unit_cell(plain);
  EXPECT_EQ(build(read).atoms.size(), build(rule).atoms.size());
  rule.structure = "wurtzite";
  rule.lattice.a_nm = 0.41;
  plain = wurtzite(0.41, std::sqrt(8.0 / 3) * 0.41, 0.375, "Cd", "S");
  read.crystal = from_unit_cell(plain);
  EXPECT_EQ(build(read).atoms.size(), build(rule).atoms.size());
  for (CellSite& site : plain.sites) site.fractional[2] *= -1;
  read.crystal = from_unit_cell(plain);
  EXPECT_EQ(build(read).atoms.size(), build(rule).atoms.size());
  read.crystal->lattice.c_A *= 1.1;
  read.crystal->lattice.gamma_deg = 95;
  EXPECT_NE(reason(read).find("cubic and hexagonal"), std::string::npos);
}

// Layers ABC are zinc blende and AB wurtzite: the same numbers of neighbours at every distance.
TEST(Builder, LayersMakeThePrototypes) {
  const auto distances = [](const ClusterRule& rule) {
    const Nanocrystal atoms = build(rule).atoms;
    std::vector<double> found;
    for (std::size_t i = 0; i < atoms.size(); ++i)
      if (length(atoms.positions_nm[i]) < 1e-9)
        for (const Vector& other : atoms.positions_nm) found.push_back(length(other));
    std::ranges::sort(found);
    return found;
  };
  const auto expect_same = [&](const ClusterRule& a, const ClusterRule& b) {
    const auto first = distances(a);
    const auto second = distances(b);
    ASSERT_EQ(first.size(), second.size());
    ASSERT_GT(first.size(), 100u);
    for (std::size_t i = 0; i < first.size(); ++i) EXPECT_NEAR(first[i], second[i], 1e-9);
  };
  ClusterRule plain = cds(Form::sphere, 2.71);
  ClusterRule layered = plain;
  layered.stacking = "ABC";
  expect_same(plain, layered);
  plain.structure = layered.structure = "wurtzite";
  plain.lattice.a_nm = layered.lattice.a_nm = 0.41;
  layered.stacking = "AB";
  expect_same(plain, layered);
  // Polyhedra too: the tetrahedron of layers ABC holds as much as that of the cube.
  ClusterRule tetrahedron = cds(Form::tetrahedron, 3);
  const std::size_t atoms = build(tetrahedron).atoms.size();
  tetrahedron.stacking = "ABC";
  EXPECT_EQ(build(tetrahedron).atoms.size(), atoms);
}

TEST(Stacking, SequencesAndFaults) {
  EXPECT_EQ(hexagonality("ABABAB"), 1);
  EXPECT_EQ(hexagonality("ABCABC"), 0);
  EXPECT_EQ(faulted_sequence(false, 0, 7, 1), "ABCABCA");
  EXPECT_EQ(faulted_sequence(true, 0, 5, 1), "ABABA");
  const std::string random = faulted_sequence(false, 0.3, 20000, 7);
  EXPECT_NEAR(hexagonality(random), 0.3, 4 * std::sqrt(0.21 / 20000));
  EXPECT_EQ(random, faulted_sequence(false, 0.3, 20000, 7));
  EXPECT_NE(random, faulted_sequence(false, 0.3, 20000, 7, 1));
  ClusterRule rule = cds(Form::sphere, 3);
  rule.stacking = "ABA";
  EXPECT_NE(reason(rule).find("the sequence repeats"), std::string::npos);
  rule.stacking = "AXC";
  EXPECT_NE(reason(rule).find("letters A, B and C"), std::string::npos);
  rule.stacking = "ABCB";
  rule.structure = "rock-salt";
  EXPECT_EQ(reason(rule), "the stacking of rock-salt cannot be chosen");
}

// Whatever the faults, every inner atom has four neighbours at the same distance.
TEST(Builder, FaultsKeepTheFirstShell) {
  ClusterRule rule = cds(Form::sphere, 4);
  rule.fault_probability = 0.4;
  const Cluster cluster = build(rule);
  EXPECT_NEAR(double(cluster.atoms.size()), expected_atoms(rule), 0.05 * expected_atoms(rule));
  EXPECT_GT(cluster.stacking.size(), 10u);
  EXPECT_GT(hexagonality(cluster.stacking), 0);
  const NeighborList bonds = bonded(cluster.atoms, cluster.bond_nm);
  for (std::size_t i = 0; i < cluster.atoms.size(); ++i) {
    EXPECT_TRUE(length(cluster.atoms.positions_nm[i]) > 1.6 || bonds.degree(i) == 4);
    for (const std::int32_t j : bonds.of(i))
      EXPECT_NEAR(
          length(difference(cluster.atoms.positions_nm[i], cluster.atoms.positions_nm[std::size_t(j)])),
          0.582 * std::sqrt(3.0) / 4, 1e-9);
  }
}

TEST(Builder, CoreAndShell) {
  ClusterRule rule = cds(Form::sphere, 3);
  rule.lattice.species = {"Cd", "Se"};
  const std::size_t core_atoms = build(rule).atoms.size();
  rule.shell = {.thickness_nm = 0.6, .species = {"Cd", "S"}};
  const Cluster same = build(rule);
  EXPECT_EQ(same.atoms.species, (std::vector<std::string>{"Cd", "Se", "S"}));
  ClusterRule large = cds(Form::sphere, 4.2);
  EXPECT_EQ(same.atoms.size(), build(large).atoms.size()) << "one lattice goes through";
  rule.shell = {.thickness_nm = 0.6, .species = {"Zn", "S"}, .cell = zinc_blende(0.541, "Zn", "S")};
  const Cluster own = build(rule);
  EXPECT_EQ(own.atoms.count(0) + own.atoms.count(1), core_atoms) << "the core is whole";
  EXPECT_GT(own.overlapping, 0u);
  const NeighborList close =
      neighbors_within(own.atoms.positions_nm, 0.8 * 0.541 * std::sqrt(3.0) / 4 - 1e-9);
  EXPECT_TRUE(close.neighbor.empty());
  rule.shell->species = {"Zn"};
  rule.shell->cell.reset();
  EXPECT_EQ(reason(rule), "the shell needs as many elements as the core");
}

TEST(Builder, DanglingAtomsAndDisplacements) {
  ClusterRule rule = cds(Form::sphere, 3);
  const Cluster whole = build(rule);
  rule.least_bonds = {{"S", 2}, {"Cd", 2}};
  const Cluster clean = build(rule);
  EXPECT_EQ(clean.atoms.size() + clean.dangling, whole.atoms.size());
  EXPECT_GT(clean.dangling, 0u);
  const NeighborList bonds = bonded(clean.atoms, clean.bond_nm);
  for (std::size_t i = 0; i < clean.atoms.size(); ++i) EXPECT_GE(bonds.degree(i), 2);
  ClusterRule moved = rule;
  moved.diameter_nm = 8;
  const Nanocrystal before = build(moved).atoms;
  moved.displacement_nm = {{"Cd", 0.01}};
  const Nanocrystal after = build(moved).atoms;
  EXPECT_EQ(after.positions_nm, build(moved).atoms.positions_nm) << "of the seed alone";
  double sum = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const Vector step = difference(after.positions_nm[i], before.positions_nm[i]);
    if (before.kind[i] == 0)
      sum += dot(step, step);
    else
      EXPECT_EQ(length(step), 0);
  }
  const auto n = 3 * double(before.count(0));
  EXPECT_NEAR(sum / n, 1e-4, 4 * 1e-4 * std::sqrt(2 / n));
}

TEST(Builder, RefusesWhatCannotBe) {
  EXPECT_NE(reason(cds(Form::sphere, 0)).find("needs a diameter"), std::string::npos);
  EXPECT_NE(reason(cds(Form::rod, 3)).find("needs a length"), std::string::npos);
  ClusterRule rule = cds(Form::truncated_octahedron, 0);
  rule.edge_nm = 1;
  EXPECT_NE(reason(rule).find("sized by their edge"), std::string::npos);
  rule = cds(Form::octahedron, 0);
  rule.edge_atoms = 4;
  EXPECT_NE(reason(rule).find("only for tetrahedra"), std::string::npos);
  rule = cds(Form::sphere, 3);
  rule.centre = Centre::octahedral_hole;
  rule.stacking = "ABC";
  EXPECT_NE(reason(rule).find("no empty octahedral hole"), std::string::npos);
}

TEST(Builder, BoxesAndFormulas) {
  ClusterRule rule = cds(Form::tetrahedron, 0);
  rule.edge_atoms = 5;
  const Nanocrystal atoms = build(rule).atoms;
  EXPECT_EQ(formula(atoms), "Cd35S20");
  const Crystal box = boxed(atoms, 1);
  EXPECT_EQ(box.sites.size(), 55u);
  EXPECT_NEAR(length(difference(position_A(box.lattice, box.sites[0].fractional),
                                position_A(box.lattice, box.sites[1].fractional))),
              10 * length(difference(atoms.positions_nm[0], atoms.positions_nm[1])), 1e-9);
  const Body ball{.semi_axes_nm = {1, 1, 1}};
  EXPECT_FALSE(without_layer(ball, 1.1).contains({0, 0, 0}));
  const CutCell cut = cut_cell(rule, 0);
  EXPECT_FALSE(cut.hexagonal);
  Nanocrystal pair{.species = {"Cd"}, .positions_nm = {{0, 0, 0}, {0, 0, 2}}, .kind = {0, 0}};
  EXPECT_NEAR(radius_of_gyration_nm(pair), 1, 1e-15);
}

}  // namespace
}  // namespace nacre::crystal
