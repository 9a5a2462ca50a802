#include "nacre/assembly/initial_crystal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "assembly/refusal.hpp"
#include "nacre/assembly/push_off.hpp"

namespace nacre::assembly {
namespace {

Composition one(std::size_t number) { return {.number = number, .species = {{.name = "L"}}, .ratio = {1}}; }

Composition two(std::size_t number, std::vector<double> ratio, double dispersity = 0) {
  return {.number = number,
          .species = {{.name = "L", .mean = 1, .dispersity = dispersity},
                      {.name = "S", .mean = 0.55, .dispersity = dispersity}},
          .ratio = std::move(ratio)};
}

CrystalStart start(const char* name, Composition composition, double packing = 0.56) {
  return {
      .cell = crystal::superlattice_cell(name), .composition = std::move(composition), .packing = packing};
}

std::size_t number_of(const crystal::Particles& particles, int species) {
  return static_cast<std::size_t>(std::count(particles.species.begin(), particles.species.end(), species));
}

std::size_t in_crystal(const InitialCrystal& made) {
  return std::accumulate(made.in_crystal.begin(), made.in_crystal.end(), std::size_t{0});
}

// The shortest distance between particles of two species over the mean of their diameters, by all pairs.
double closest(const crystal::Particles& particles, int a, int b) {
  double least = 1e9;
  for (std::size_t i = 0; i < particles.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      if (std::minmax<int>(particles.species[i], particles.species[j]) != std::minmax(a, b)) continue;
      const crystal::Vector &p = particles.positions[i], &q = particles.positions[j];
      const crystal::Vector d = particles.box.nearest_image({p[0] - q[0], p[1] - q[1], p[2] - q[2]});
      least = std::min(
          least, std::hypot(d[0], d[1], d[2]) / ((particles.diameters[i] + particles.diameters[j]) / 2));
    }
  return least;
}

TEST(CellsForNumber, TakeTheNearestInABoxNearACube) {
  const CrystalBox fcc = cells_for_number(crystal::superlattice_cell("FCC"), 4000);
  EXPECT_EQ(fcc.cells, (std::array<int, 3>{10, 10, 10}));
  EXPECT_EQ(fcc.particles, 4000u);
  const CrystalBox alb2 = cells_for_number(crystal::superlattice_cell("AlB2"), 3000);
  EXPECT_EQ(alb2.particles, 3000u);
  const CrystalBox nazn13 = cells_for_number(crystal::superlattice_cell("NaZn13"), 3000);
  EXPECT_EQ(nazn13.particles, 112u * 27);
  EXPECT_EQ(nazn13.cells, (std::array<int, 3>{3, 3, 3}));
  EXPECT_EQ(cells_for_number(crystal::superlattice_cell("NaZn13"), 5).particles, 112u);
}

TEST(CrystalBox, FillsThePeriodicBoxToThePackingAskedFor) {
  for (const auto& [name, ratio] : {std::pair{"AlB2", 2.0}, {"NaZn13", 13.0}, {"CsCl", 1.0}}) {
    const InitialCrystal made = crystal_box(start(name, two(2000, {1, ratio}, 0.04), 0.55), 1);
    EXPECT_NEAR(packing_fraction(made.particles), 0.55, 1e-12) << name;
    EXPECT_EQ(number_of(made.particles, 1), static_cast<std::size_t>(ratio) * number_of(made.particles, 0))
        << name;
    EXPECT_EQ(in_crystal(made), made.particles.size());
    EXPECT_EQ(made.particles.box.periodic, (std::array<bool, 3>{true, true, true}));
  }
}

TEST(CrystalBox, HasTheDistancesOfTheStructure) {
  const InitialCrystal fcc = crystal_box(start("FCC", one(500), 0.5), 1);
  EXPECT_NEAR(closest(fcc.particles, 0, 0), std::cbrt(0.74048049 / 0.5), 1e-8);
  const InitialCrystal alb2 = crystal_box(start("AlB2", two(600, {1, 2}), 0.6), 1);
  const double touching =
      std::cbrt(crystal::highest_packing(crystal::superlattice_cell("AlB2"), std::vector{1, 0.55}) / 0.6);
  EXPECT_NEAR(closest(alb2.particles, 0, 0), touching, 1e-9);
  EXPECT_NEAR(closest(alb2.particles, 0, 1), touching, 1e-9);
  EXPECT_NEAR(closest(alb2.particles, 1, 1), touching / std::sqrt(3.0) / 0.55, 1e-9);
}

TEST(CrystalBox, CountsEffectiveSizes) {
  CrystalStart begin = start("AlB2", two(600, {1, 2}), 0.56);
  begin.effective = {1.011, 1.02};
  const InitialCrystal made = crystal_box(begin, 1);
  EXPECT_NEAR(packing_fraction(made.particles, begin.effective), 0.56, 1e-12);
}

TEST(CrystalBox, PushesSizesApartThatWouldOverlapAndStaysACrystal) {
  const CrystalStart begin = start("NaZn13", two(900, {1, 13}, 0.05), 0.6);
  const InitialCrystal made = crystal_box(begin, 1);
  CrystalStart equal = begin;
  for (SpeciesSizes& species : equal.composition.species) species.dispersity = 0;
  const InitialCrystal perfect = crystal_box(equal, 1);
  EXPECT_GE(deepest_overlap(made.particles).closeness, 0.97);
  EXPECT_GT(deepest_overlap(perfect.particles).closeness, 0.9999);
  double farthest = 0;
  const double scale = made.particles.box.lengths[0] / perfect.particles.box.lengths[0];
  for (std::size_t i = 0; i < made.particles.size(); ++i) {
    crystal::Vector d{};
    for (int k = 0; k < 3; ++k)
      d[k] = made.particles.positions[i][k] - scale * perfect.particles.positions[i][k];
    d = made.particles.box.nearest_image(d);
    farthest = std::max(farthest, std::hypot(d[0], d[1], d[2]));
  }
  EXPECT_GT(farthest, 0);
  EXPECT_LT(farthest, 0.1);
}

TEST(CarvedCrystal, IsARoundPieceOfTheRightCompositionInItsDroplet) {
  const InitialCrystal made =
      carved_crystal(start("AlB2", two(900, {1, 2}), 0.45), ContainerShape::droplet, 1);
  EXPECT_EQ(number_of(made.particles, 0), 300u);
  EXPECT_EQ(number_of(made.particles, 1), 600u);
  EXPECT_NEAR(packing_fraction(made.particles), 0.45, 1e-12);
  EXPECT_GE(deepest_overlap(made.particles).closeness, 1);
  // 0.9 of the highest packing: everything is farther apart by its cube root.
  EXPECT_NEAR(closest(made.particles, 0, 1), std::cbrt(1 / 0.9), 1e-9);
  double farthest = 0;
  for (const crystal::Vector& at : made.particles.positions)
    farthest = std::max(farthest, std::hypot(at[0], at[1], at[2]));
  const double sphere = std::cbrt(particle_volume(made.particles) / (0.9 * 0.7792) * 3 / (4 * 3.14159265));
  EXPECT_NEAR(farthest, sphere, 0.05 * sphere);
}

TEST(CarvedCrystal, SaysWhenItDoesNotFit) {
  EXPECT_NE(refusal([] {
              carved_crystal(start("AlB2", two(900, {1, 2}), 0.69), ContainerShape::droplet, 1);
            }).find("does not fit a container"),
            std::string::npos);
}

TEST(SlabInFluid, HoldsItsPlanesKeepsCompositionAndPacking) {
  const InitialCrystal made = slab_in_fluid(start("AlB2", two(3000, {1, 2}), 0.54), 0.3, 1, 1.5);
  EXPECT_EQ(number_of(made.particles, 0), 1000u);
  EXPECT_EQ(number_of(made.particles, 1), 2000u);
  EXPECT_NEAR(packing_fraction(made.particles), 0.54, 1e-12);
  EXPECT_NEAR(static_cast<double>(in_crystal(made)), 900, 150);  // within half a plane of large and small
  EXPECT_GE(deepest_overlap(made.particles).closeness, 0.97);
  const crystal::Vector& edges = made.particles.box.lengths;
  EXPECT_NEAR(2 * edges[2] / (edges[0] + edges[1]), 1.5, 0.2);  // whole cells along x and y
  double thickness = 0, outside = 1e9;
  for (std::size_t i = 0; i < made.particles.size(); ++i) {
    const double z = std::abs(made.particles.positions[i][2]);
    if (made.in_crystal[i])
      thickness = std::max(thickness, z);
    else
      outside = std::min(outside, z);
  }
  EXPECT_GT(outside, thickness - 0.55) << "fluid does not get into the crystal";
}

TEST(SlabInFluid, IsTheCrystalsOwnLattice) {
  const InitialCrystal made = slab_in_fluid(start("AlB2", two(3000, {1, 2}), 0.54), 0.3, 1, 1.5);
  crystal::Particles slab = made.particles;
  slab.positions.clear();
  slab.diameters.clear();
  slab.species.clear();
  for (std::size_t i = 0; i < made.particles.size(); ++i) {
    if (!made.in_crystal[i]) continue;
    slab.positions.push_back(made.particles.positions[i]);
    slab.diameters.push_back(made.particles.diameters[i]);
    slab.species.push_back(made.particles.species[i]);
  }
  const double touching = std::cbrt(1 / 0.9);  // without strain
  EXPECT_NEAR(closest(slab, 0, 0), touching, 1e-4) << "across the periodic edges too";
  EXPECT_NEAR(closest(slab, 0, 1), touching, 1e-4);
}

TEST(SlabInFluid, TakesACrystalOfItsOwnPackingAndOfFewerSpecies) {
  CrystalStart begin = start("FCC", two(2800, {1, 1}), 0.52);
  begin.crystal_packing = 0.6;
  const InitialCrystal made = slab_in_fluid(begin, 0.2, 1);
  EXPECT_EQ(number_of(made.particles, 0), 1400u);
  for (std::size_t i = 0; i < made.particles.size(); ++i)
    EXPECT_TRUE(made.particles.species[i] == 0 || !made.in_crystal[i]);
}

TEST(SeedInFluid, SitsInTheMiddleOfBoxAndDroplet) {
  for (const ContainerShape shape : {ContainerShape::periodic, ContainerShape::droplet}) {
    const InitialCrystal made = seed_in_fluid(start("NaZn13", two(2800, {1, 13}), 0.52), 0.15, shape, 1);
    EXPECT_EQ(number_of(made.particles, 0), 200u);
    EXPECT_NEAR(packing_fraction(made.particles), 0.52, 1e-12);
    EXPECT_NEAR(static_cast<double>(in_crystal(made)), 420, 60);
    EXPECT_GE(deepest_overlap(made.particles).closeness, 0.97);
    double seed = 0;
    for (std::size_t i = 0; i < made.particles.size(); ++i) {
      const crystal::Vector& at = made.particles.positions[i];
      if (made.in_crystal[i]) seed = std::max(seed, std::hypot(at[0], at[1], at[2]));
    }
    EXPECT_LT(seed, 0.7 * made.particles.box.lengths[0] / 2);
  }
}

TEST(InitialCrystals, DependOnTheSeedAlone) {
  const auto positions = [](std::uint64_t seed) {
    return slab_in_fluid(start("AlB2", two(600, {1, 2}, 0.04), 0.5), 0.25, seed, 2).particles.positions;
  };
  EXPECT_EQ(positions(1), positions(1));
  EXPECT_NE(positions(1), positions(2));
}

std::string slab_refusal(const CrystalStart& begin, double fraction) {
  return refusal([&] { slab_in_fluid(begin, fraction, 1); });
}

std::string box_refusal(const CrystalStart& begin) {
  return refusal([&] { crystal_box(begin, 1); });
}

TEST(InitialCrystals, RefuseWhatDoesNotGoTogether) {
  EXPECT_EQ(box_refusal(start("AlB2", one(600))), "the crystal has 2 species, found 1 of particles");
  EXPECT_EQ(box_refusal(start("FCC", two(600, {1, 1}))), "the crystal has 1 species, found 2 of particles");
  EXPECT_EQ(box_refusal(start("AlB2", two(600, {1, 2}), 1.5)),
            "found a packing fraction of 1.5, expected one above 0 and below 1");
  EXPECT_EQ(slab_refusal(start("AlB2", two(600, {1, 2})), 1.5),
            "found a fraction of 1.5 in the crystal, expected one above 0 and below 1");
  EXPECT_EQ(
      slab_refusal(start("AlB2", two(600, {1, 1})), 0.9),
      "the crystal takes 448 particles of species S, found 300; make it smaller, or change the number ratio");
  EXPECT_EQ(box_refusal(start("FCC", one(108), 0.9)),
            "the crystal is too dense: particles are left at 0.937 of their contact, expected 0.97; lower "
            "its packing "
            "fraction");
  CrystalStart strained = start("FCC", one(500));
  strained.crystal_packing = strained.packing;
  EXPECT_EQ(slab_refusal(strained, 0.99), "the slab fills the box; make it thinner or the box longer");
}

}  // namespace
}  // namespace nacre::assembly
