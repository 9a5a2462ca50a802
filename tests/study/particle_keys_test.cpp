#include "nacre/study/particle_keys.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "nacre/core/error.hpp"
#include "temp_folder.hpp"

namespace nacre::study {
namespace {

Study particle_study(const std::string& particle) {
  const TempFolder folder;
  return read_study(folder.write("study.toml", "kind = \"surface-sites\"\n[particle]\n" + particle));
}

Particle read(const std::string& particle) { return read_particle(particle_study(particle).cases.front()); }

// The message without the place.
std::string refusal(const std::string& particle) {
  try {
    const Study study = particle_study(particle);
    particle_surface(study.cases.front(), read_particle(study.cases.front()));
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::usage);
    return error.parts().message + "|" + error.parts().found + "|" + error.parts().expected;
  }
  return "no error";
}

TEST(ParticleKeys, TablesJoinInOrder) {
  constexpr std::array<Key, 1> first{{{.section = "shell", .name = "lattice", .description = "of sites"}}};
  constexpr auto all = join_keys(first, particle_keys(false), first);
  static_assert(all.size() == particle_keys(false).size() + 2);
  EXPECT_EQ(all.front().name, "lattice");
  EXPECT_EQ(all[1].name, "diameter");
  EXPECT_EQ(all.back().name, "lattice");
  EXPECT_FALSE(all[1].required);
  EXPECT_TRUE(particle_keys(true).front().required);
}

TEST(ParticleKeys, DefaultsAreThePublishedParticle) {
  const Study study = particle_study("diameter = 3.0\n");
  const Particle particle = read_particle(study.cases.front());
  EXPECT_EQ(particle.formula(), "CdSe");
  EXPECT_NEAR(particle.molar_mass_g_mol, 191.38, 0.005);
  EXPECT_EQ(particle.diameter_nm, 3.0);
  EXPECT_EQ(particle.recipe.full_coordination, 4);
  const auto surface = particle_surface(study.cases.front(), particle);
  EXPECT_EQ(surface.particle.count(0), 225u);
  EXPECT_EQ(surface.sites(), 90u);
}

TEST(ParticleKeys, EveryKeyReachesTheRecipe) {
  const Particle particle = read(
      "diameter = \"25 A\"\nstructure = \"rock-salt\"\ncation = \"Pb\"\nanion = \"S\"\na = 0.5936\n"
      "centre = \"anion\"\nremove_dangling = \"both\"\nsurface = \"unsaturated\"\nshell = \"2 A\"\n");
  EXPECT_NEAR(particle.diameter_nm, 2.5, 1e-12);
  EXPECT_EQ(particle.formula(), "PbS");
  EXPECT_NEAR(crystal::nearest_distance_nm(particle.recipe.cell, 0, 1), 0.2968, 1e-12);
  EXPECT_EQ(particle.recipe.full_coordination, 6);
  EXPECT_EQ(particle.recipe.centre, crystal::centre_of(particle.recipe.cell, crystal::Centre::anion));
  EXPECT_EQ(particle.recipe.dangling.least_bonds, (std::vector<int>{2, 2}));
  EXPECT_EQ(particle.recipe.surface, ligands::SurfaceRule::unsaturated);
  EXPECT_NEAR(particle.recipe.shell_nm, 0.2, 1e-12);
}

TEST(ParticleKeys, WurtziteIsIdealUnlessToldOtherwise) {
  const std::string cell = "diameter = 3\nstructure = \"wurtzite\"\na = 0.43\n";
  EXPECT_NEAR(read(cell).recipe.cell.vectors_nm[2][2], std::sqrt(8.0 / 3) * 0.43, 1e-12);
  const Particle real = read(cell + "c = \"7.01 A\"\nu = 0.376\n");
  EXPECT_NEAR(real.recipe.cell.vectors_nm[2][2], 0.701, 1e-12);
  // A large u makes the three slanted bonds the shortest: sqrt(a^2/3 + (1/2 - u)^2 c^2).
  EXPECT_NEAR(crystal::nearest_distance_nm(real.recipe.cell, 0, 1),
              std::hypot(0.43 / std::sqrt(3.0), 0.124 * 0.701), 1e-12);
}

TEST(ParticleKeys, PolyhedraHaveTheVolumeOfTheSphere) {
  for (const char* shape : {"sphere", "tetrahedron", "octahedron", "truncated-octahedron", "cube"}) {
    const Particle particle = read("diameter = 3\nshape = \"" + std::string(shape) + "\"\n");
    EXPECT_NEAR(crystal::volume_nm3(particle.recipe.unit_shape), std::numbers::pi / 6, 1e-9) << shape;
  }
  const Particle prism = read(
      "diameter = 3\nstructure = \"wurtzite\"\na = 0.43\nshape = \"hexagonal-prism\"\nfacet_ratio = 2\n");
  EXPECT_NEAR(crystal::volume_nm3(prism.recipe.unit_shape), std::numbers::pi / 6, 1e-9);
  EXPECT_EQ(prism.recipe.unit_shape.faces.size(), 8u);
  EXPECT_NEAR(prism.recipe.unit_shape.faces.back().distance_nm,
              2 * prism.recipe.unit_shape.faces.front().distance_nm, 1e-12);
}

TEST(ParticleKeys, RefusesWhatItCannotBuild) {
  EXPECT_EQ(refusal("diameter = 3\ncation = \"Cx\"\n"),
            "there is no element of this symbol|Cx|a symbol such as \"Cd\", \"Zn\" or \"Pb\"");
  EXPECT_EQ(
      refusal("diameter = 3\ncation = \"In\"\nanion = \"P\"\n"),
      "the lattice parameter of zinc-blende InP is not known||[particle] a, since its default is that of "
      "zinc-blende CdSe");
  EXPECT_EQ(refusal("diameter = 3\nstructure = \"wurtzite\"\n"),
            "the lattice parameter of wurtzite CdSe is not known||[particle] a, since its default is that of "
            "zinc-blende CdSe");
  EXPECT_EQ(refusal("diameter = 3\nshape = \"hexagonal-prism\"\n"),
            "this shape is not cut from zinc-blende|hexagonal-prism|sphere, tetrahedron, octahedron, "
            "truncated-octahedron or cube");
  EXPECT_EQ(refusal("diameter = 3\nstructure = \"wurtzite\"\na = 0.43\nshape = \"cube\"\n"),
            "this shape is not cut from wurtzite|cube|sphere or hexagonal-prism");
  EXPECT_EQ(refusal("diameter = 3\nstructure = \"rock-salt\"\na = 0.6\ncentre = \"octahedral-hole\"\n"),
            "this crystal has no empty octahedral hole|octahedral-hole|another centre");
}

TEST(ParticleKeys, RefusesOneElementAndAShellToTheMiddle) {
  EXPECT_EQ(refusal("diameter = 3\nanion = \"Cd\"\n"),
            "cation and anion are the same element|Cd|a compound of two elements");
  EXPECT_EQ(
      refusal("diameter = 2\nshell = 1\n"),
      "the shell reaches the middle of the particle|1 nm|less than 1 nm, from the middle to the nearest "
      "surface");
  EXPECT_EQ(refusal("diameter = 2\nshell = 0.99\n"), "no error");
  EXPECT_EQ(refusal("diameter = 2\nshell = 1\nsurface = \"unsaturated\"\n"), "no error");
  // A cube of the volume of the sphere: its faces are (pi / 6)^(1/3) / 2 = 0.403 diameters away.
  EXPECT_EQ(refusal("diameter = 2\nshape = \"cube\"\nshell = 0.8\n"), "no error");
  EXPECT_EQ(refusal("diameter = 2\nshape = \"cube\"\nshell = 0.81\n").substr(0, 44),
            "the shell reaches the middle of the particle");
}

TEST(ParticleKeys, RefusesSizesWithANumber) {
  EXPECT_EQ(refusal("diameter = 60\n"), "the particle is too large|about 3800000 atoms|at most 500000 atoms");
  EXPECT_EQ(refusal("diameter = 0.3\n"),
            "there is not enough left of the particle|atoms: 1, surface cations: 1|at least 5 atoms and one "
            "surface cation: a larger diameter");
}

TEST(ParticleKeys, GivenInStudyOrOnTheCommandLineIsNoDefault) {
  const Study given = particle_study("diameter = 3\na = \"6.21 A\"\n");
  EXPECT_FALSE(is_default(given.cases.front(), "particle.a"));
  EXPECT_TRUE(is_default(given.cases.front(), "particle.shell"));
  const TempFolder folder;
  const Study set = read_study(
      folder.write("study.toml", "kind = \"surface-sites\"\n[particle]\ndiameter = 3\n"), {"particle.a=0.6"});
  EXPECT_FALSE(is_default(set.cases.front(), "particle.a"));
}

TEST(ParticleKeys, WarnsOfSitesApart) {
  const auto warning = [](const std::string& particle) {
    const Study study = particle_study(particle);
    return surface_warning(particle_surface(study.cases.front(), read_particle(study.cases.front())));
  };
  EXPECT_EQ(warning("diameter = 2.8\n"), "");
  EXPECT_EQ(warning("diameter = 3.0\n"),
            "the sites fall into 9 parts that do not touch: ligands of different parts are not neighbours; a "
            "larger "
            "[particle] neighbor_distance joins them");
  EXPECT_EQ(warning("diameter = 3.0\nneighbor_distance = \"6.8 A\"\n"), "");
  EXPECT_EQ(warning("diameter = 1.25\nshell = 0.01\n"),
            "6 of 6 sites have no neighbour: their ligands take no part in mixing");
}

}  // namespace
}  // namespace nacre::study
