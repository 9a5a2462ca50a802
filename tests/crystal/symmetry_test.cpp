#include "nacre/crystal/symmetry.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "nacre/crystal/lattice.hpp"
#include "nacre/crystal/space_groups.hpp"
#include "nacre/crystal/vectors.hpp"

namespace nacre::crystal {
namespace {

Crystal made(const char* group, const Lattice& lattice, std::vector<Site> sites) {
  const auto found = find_space_group(group, &lattice);
  if (!found) throw std::invalid_argument(group);
  return {.lattice = lattice,
          .species = {"Cd", "Se"},
          .sites = std::move(sites),
          .space_group = found->name,
          .operations = found->operations};
}

constexpr Lattice hexagonal{4.3, 4.3, 7.02, 90, 90, 120};

void expect_position(const Vector& found, const Vector& expected) {
  for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(found[k], expected[k], 1e-12) << k;
}

TEST(Lattice, GeometryOfCells) {
  const Lattice skewed{3, 4, 5, 80, 95, 110};
  const Matrix v = vectors_A(skewed);
  const Lattice back = lattice_of(v);
  EXPECT_NEAR(back.alpha_deg, 80, 1e-10);
  EXPECT_NEAR(back.beta_deg, 95, 1e-10);
  EXPECT_NEAR(back.gamma_deg, 110, 1e-10);
  EXPECT_NEAR(volume_A3(skewed), std::abs(dot(v[0], cross(v[1], v[2]))), 1e-10);
  const Matrix star = reciprocal_per_A(skewed);
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) {
      EXPECT_NEAR(dot(v[i], star[j]), i == j ? 1 : 0, 1e-12);
      EXPECT_NEAR(metric_A2(skewed)[i][j], dot(v[i], v[j]), 1e-12);
    }
  EXPECT_NEAR(1 / inverse_spacing_per_A(hexagonal, {1, 0, 0}), 4.3 * std::sqrt(3.0) / 2, 1e-12);
  EXPECT_THROW(check(Lattice{3, 3, 3, 60, 60, 130}), std::invalid_argument);
  EXPECT_THROW(check(Lattice{0, 3, 3}), std::invalid_argument);
}

// The displacement along any direction is the same, in any cell.
TEST(Lattice, IsotropicTensorsAreIsotropic) {
  for (const Lattice& lattice : {hexagonal, Lattice{3, 4, 5, 80, 95, 110}}) {
    const Displacement u = isotropic(lattice, 0.02);
    EXPECT_NEAR(equivalent_isotropic_A2(lattice, u), 0.02, 1e-14);
    const Matrix cartesian = cartesian_A2(lattice, u);
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(cartesian[i][j], i == j ? 0.02 : 0, 1e-14);
  }
  EXPECT_NEAR(isotropic(hexagonal, 0.02)[3], 0.01, 1e-15) << "U12 = U11 / 2, as in the CIF dictionary";
}

TEST(Symmetry, WurtziteFromTwoSites) {
  Crystal crystal = made("P 63 m c", hexagonal,
                         {{.label = "Cd", .species = 0, .fractional = {0.3333, 0.6667, 0}},
                          {.label = "Se", .species = 1, .fractional = {0.3333, 0.6667, 0.385}}});
  const auto atoms = expanded(crystal);
  ASSERT_EQ(atoms.size(), 4u);
  expect_position(atoms[0].fractional, {1.0 / 3, 2.0 / 3, 0});  // exactly, though the site is rounded
  expect_position(atoms[1].fractional, {2.0 / 3, 1.0 / 3, 0.5});
  expect_position(atoms[3].fractional, {2.0 / 3, 1.0 / 3, 0.885});
  EXPECT_EQ(atoms[3].site, 1);
  EXPECT_EQ(site_symmetry(crystal, crystal.sites[0]).operations.size(), 6u) << "3m";
  const SiteFreedom freedom = site_freedom(crystal, crystal.sites[1]);
  EXPECT_EQ(freedom.shift_names, std::vector<std::string>{"z"});
  expect_position(freedom.shifts[0], {0, 0, 1});
  EXPECT_EQ(freedom.displacement_names, (std::vector<std::string>{"U11", "U33"}));
  const Displacement in_plane = freedom.displacements[0];
  EXPECT_NEAR(in_plane[1], 1, 1e-12);
  EXPECT_NEAR(in_plane[3], 0.5, 1e-12);
  EXPECT_NEAR(in_plane[2], 0, 1e-12);
}

// Multiplicities and freedom of sites as the International Tables A list them.
TEST(Symmetry, SitesOfTheTables) {
  struct Case {
    const char* group;
    Lattice lattice;
    Vector x;
    std::size_t atoms;
    std::vector<std::string> shifts;
    std::vector<std::string> displacements;
  };
  const Lattice cubic{6, 6, 6};
  const std::vector<Case> cases{
      {"F -4 3 m", cubic, {0.25, 0.25, 0.25}, 4, {}, {"U11"}},
      {"F -4 3 m", cubic, {0.1, 0.1, 0.1}, 16, {"x"}, {"U11", "U12"}},
      {"F m -3 m", cubic, {0.1, 0.2, 0.33}, 192, {"x", "y", "z"}, {"U11", "U22", "U33", "U12", "U13", "U23"}},
      {"F d -3 m:2", {8, 8, 8}, {0.2625, 0.2625, 0.2625}, 32, {"x"}, {"U11", "U12"}},
      {"F d -3 m:1", {8, 8, 8}, {0.625, 0.625, 0.625}, 16, {}, {"U11", "U12"}},
      {"P 63/m m c", hexagonal, {0.2, 0.4, 0.25}, 6, {"x"}, {"U11", "U22", "U33"}},
      {"P 1 21/c 1", {5, 6, 7, 90, 100, 90}, {0, 0, 0}, 2, {}, {"U11", "U22", "U33", "U12", "U13", "U23"}},
      {"P 1 2 1", {5, 6, 7, 90, 100, 90}, {0, 0.3, 0}, 1, {"y"}, {"U11", "U22", "U33", "U13"}},
      {"P 1",
       {3, 4, 5, 80, 95, 110},
       {0.1, 0.2, 0.3},
       1,
       {"x", "y", "z"},
       {"U11", "U22", "U33", "U12", "U13", "U23"}},
  };
  for (const Case& one : cases) {
    const Crystal crystal = made(one.group, one.lattice, {{.label = "Cd", .fractional = one.x}});
    EXPECT_EQ(expanded(crystal).size(), one.atoms) << one.group;
    const SiteFreedom freedom = site_freedom(crystal, crystal.sites[0]);
    EXPECT_EQ(freedom.shift_names, one.shifts) << one.group;
    EXPECT_EQ(freedom.displacement_names, one.displacements) << one.group;
  }
}

// A site moved and displaced within its freedom keeps its multiplicity, and every image has its tensor:
// tensors of images are those that the operations make, here compared in cartesian axes.
TEST(Symmetry, WhatIsFreeKeepsTheSite) {
  Crystal crystal = made("P 63/m m c", hexagonal, {{.label = "Cd", .fractional = {0.2, 0.4, 0.25}}});
  const SiteFreedom freedom = site_freedom(crystal, crystal.sites[0]);
  Site& site = crystal.sites[0];
  site.u_A2 = isotropic(crystal.lattice, 0.01);
  for (std::size_t k = 0; k < 3; ++k) site.fractional[k] += 0.03 * freedom.shifts[0][k];
  for (std::size_t d = 0; d < freedom.displacements.size(); ++d)
    for (std::size_t m = 0; m < 6; ++m) site.u_A2[m] += 0.002 * double(d + 1) * freedom.displacements[d][m];
  const auto atoms = expanded(crystal);
  EXPECT_EQ(atoms.size(), 6u);
  const double trace = equivalent_isotropic_A2(crystal.lattice, site.u_A2);
  for (std::size_t m = 0; m < 6; ++m) EXPECT_NEAR(atoms[0].u_A2[m], site.u_A2[m], 1e-12);
  for (const CellAtom& atom : atoms) {
    EXPECT_NEAR(equivalent_isotropic_A2(crystal.lattice, atom.u_A2), trace, 1e-12);
    const Displacement image =
        rotated(crystal.operations[std::size_t(atom.operation)], crystal.lattice, site.u_A2);
    for (std::size_t m = 0; m < 6; ++m) EXPECT_NEAR(atom.u_A2[m], image[m], 1e-12);
  }
}

TEST(Symmetry, SitesOfOnePositionStayApart) {
  const Crystal mixed = made(
      "F m -3 m", {5, 5, 5},
      {{.label = "Cd", .species = 0, .occupancy = 0.4}, {.label = "Se", .species = 1, .occupancy = 0.6}});
  const auto atoms = expanded(mixed);
  ASSERT_EQ(atoms.size(), 8u);
  EXPECT_EQ(atoms[4].occupancy, 0.6);
}

TEST(Symmetry, LatticeParametersThatAreFree) {
  struct Case {
    const char* group;
    Lattice lattice;
    std::vector<std::string> names;
  };
  const std::vector<Case> cases{
      {"P -1", {3, 4, 5, 80, 95, 110}, {"a", "b", "c", "alpha", "beta", "gamma"}},
      {"P 1 2/m 1", {3, 4, 5, 90, 95, 90}, {"a", "b", "c", "beta"}},
      {"P 1 1 2/m", {3, 4, 5, 90, 90, 95}, {"a", "b", "c", "gamma"}},
      {"P m m m", {3, 4, 5}, {"a", "b", "c"}},
      {"I 4/m m m", {3, 3, 5}, {"a", "c"}},
      {"P 63 m c", hexagonal, {"a", "c"}},
      {"R -3 c:H", hexagonal, {"a", "c"}},
      {"R -3 c:R", {5, 5, 5, 55, 55, 55}, {"a", "alpha"}},
      {"F d -3 m:2", {8, 8, 8}, {"a"}},
  };
  for (const Case& one : cases) {
    Crystal crystal = made(one.group, one.lattice, {});
    EXPECT_EQ(lattice_freedom(crystal).names, one.names) << one.group;
    EXPECT_TRUE(fits_symmetry(crystal)) << one.group;
    crystal.lattice.a_A *= 1.02;
    EXPECT_EQ(fits_symmetry(crystal), std::ranges::count(one.names, "b") == 1) << one.group;
  }
  EXPECT_EQ(lattice_freedom(made("P 63 m c", hexagonal, {})).basis[0],
            (std::array<double, 6>{1, 1, 0, 0, 0, 0}));
}

// The prototypes and the space groups make the same crystals.
TEST(Symmetry, UnitCellsThereAndBack) {
  const Crystal crystal =
      made("F -4 3 m", {6.05, 6.05, 6.05},
           {{.label = "Cd", .species = 0}, {.label = "Se", .species = 1, .fractional = {0.25, 0.25, 0.25}}});
  const UnitCell cell = to_unit_cell(crystal);
  const UnitCell prototype = zinc_blende(0.605, "Cd", "Se");
  const auto places = [](const UnitCell& from) {
    std::multiset<std::string> found;
    for (const CellSite& site : from.sites) {
      std::string text = std::to_string(site.species);
      for (const double x : site.fractional) text += " " + std::to_string(std::lround(1000 * x));
      found.insert(text);
    }
    return found;
  };
  EXPECT_EQ(places(cell), places(prototype));
  const Crystal plain = from_unit_cell(wurtzite(0.43, 0.702, 0.375, "Cd", "Se"));
  EXPECT_EQ(plain.lattice.gamma_deg, 120);
  EXPECT_NEAR(plain.lattice.a_A, 4.3, 1e-12);
  EXPECT_EQ(plain.sites[2].label, "Se1");
  EXPECT_NEAR(to_unit_cell(plain).volume_nm3(), wurtzite(0.43, 0.702, 0.375, "Cd", "Se").volume_nm3(), 1e-15);
  Crystal part = plain;
  part.sites[0].occupancy = 0.5;
  EXPECT_THROW(to_unit_cell(part), std::invalid_argument);
}

TEST(SpaceGroups, NamesNumbersAndOperations) {
  EXPECT_EQ(find_space_group("P63mc")->number, 186);
  EXPECT_EQ(find_space_group("P 6_3 m c")->name, "P 63 m c");
  EXPECT_EQ(find_space_group("186")->operations.size(), 12u);
  ASSERT_TRUE(find_space_group("F m3m")) << "as written before the bar";
  EXPECT_EQ(find_space_group("F m3m")->operations.size(), 192u);
  EXPECT_TRUE(find_space_group("F d -3 m")->two_origins);
  EXPECT_FALSE(find_space_group("F d -3 m:2")->two_origins);
  const Lattice rhombohedral{5, 5, 5, 55, 55, 55};
  EXPECT_EQ(find_space_group("R -3 c", &rhombohedral)->name, "R -3 c:R");
  EXPECT_FALSE(find_space_group("P 63 q"));
  EXPECT_FALSE(find_space_group("999"));
  for (const char* name : {"P 1", "P 63 m c", "F -4 3 m", "F d -3 m:2", "R -3 c:H", "C 1 2/c 1"}) {
    const auto group = find_space_group(name);
    std::vector<SymmetryOperation> read;
    for (const auto& operation : group->operations) read.push_back(read_operation(operation_text(operation)));
    const auto again = space_group_of(read);
    ASSERT_TRUE(again) << name;
    EXPECT_EQ(again->name, group->name);
  }
}

TEST(SpaceGroups, TextsOfOperations) {
  EXPECT_EQ(operation_text(read_operation(" +X, 1/2 - y,-z+.3333 ")), "x,-y+1/2,-z+1/3");
  EXPECT_EQ(operation_text(read_operation("x-y,1*x,z+0.5")), "x-y,x,z+1/2");
  EXPECT_EQ(operation_text(read_operation("-1/4+x,y,z")), "x+3/4,y,z");
  for (const char* text : {"", "x,y", "x,y,z,x", "x,y,q", "x,y,", "x,y,2z", "x y,y,z", "x,x,z", "x,y,z+1/0",
                           "x,y,1e9", "9x,y,z", "x,y,+"})
    EXPECT_THROW(read_operation(text), std::invalid_argument) << text;
}

}  // namespace
}  // namespace nacre::crystal
