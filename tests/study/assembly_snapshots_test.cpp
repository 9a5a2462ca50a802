#include "nacre/study/assembly_snapshots.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "study/assembly_sample.hpp"

namespace nacre::study {
namespace {

TEST(AssemblySnapshots, SmallParticlesAreOfTheCrystalThatMostOfTheirLargeNeighboursAreIn) {
  const AssemblySnapshot half = test::snapshot("half", 6, 0);
  const std::vector<std::uint8_t> shown = shown_environments(half, 0);
  std::size_t crystal = 0, fluid = 0;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (half.particles.species[i] == 0) {
      EXPECT_EQ(shown[i], half.environment[i]);
      continue;
    }
    const double x = half.particles.positions[i][0];
    if (x > -3 && x < -1.2) {
      EXPECT_EQ(shown[i], 4) << x;
    }
    if (x > 1.2 && x < 2.4) {
      EXPECT_EQ(shown[i], 0) << x;
    }
    ++(shown[i] == 4 ? crystal : fluid);
  }
  EXPECT_GT(crystal, 60u);
  EXPECT_GT(fluid, 60u);
}

TEST(AssemblySnapshots, OfOneCaseShowAllMomentsAndTheLastCutInHalf) {
  const std::vector<ParticleGallery> galleries = assembly_snapshots({test::sample_case()});
  ASSERT_EQ(galleries.size(), 1u);
  const ParticleGallery& gallery = galleries[0];
  EXPECT_EQ(gallery.unit, "σ");
  ASSERT_EQ(gallery.pictures.size(), 4u);
  EXPECT_EQ(gallery.pictures[2].kept, 1);
  EXPECT_EQ(gallery.pictures[3].kept, 0.5);
  EXPECT_EQ(gallery.pictures[3].positions_nm, gallery.pictures[2].positions_nm);
  EXPECT_NEAR(gallery.pictures[0].box_nm[0], 8.8, 1e-9);
  ASSERT_EQ(gallery.kinds.size(), 4u);  // L and S, each fluid and in AlB2
  EXPECT_EQ(gallery.kinds[0].label, "L, fluid-like");
  EXPECT_LT(gallery.kinds[0].color, 0);
  EXPECT_LT(gallery.kinds[0].radius_nm, 0.2);
  const auto large = std::ranges::find(gallery.kinds, "L, AlB2", &SphereKind::label);
  ASSERT_NE(large, gallery.kinds.end());
  EXPECT_EQ(large->radius_nm, 0.5);
  EXPECT_GE(large->color, 0);
}

TEST(AssemblySnapshots, OfSeveralCasesShowTheirEnds) {
  std::vector<AssemblyCase> cases(8, test::sample_case(4));
  for (std::size_t i = 0; i < cases.size(); ++i) cases[i].label = "seed " + std::to_string(i + 1);
  cases[1].snapshots.clear();
  const std::vector<ParticleGallery> galleries = assembly_snapshots(cases);
  ASSERT_EQ(galleries.size(), 1u);
  ASSERT_EQ(galleries[0].pictures.size(), 6u);
  EXPECT_EQ(galleries[0].pictures[1].title.substr(0, 13), "seed 3, final");
  EXPECT_TRUE(assembly_snapshots({AssemblyCase{}}).empty());
}

TEST(AssemblySnapshots, OfADropletShowItsWall) {
  AssemblyCase one = test::sample_case(4);
  for (AssemblySnapshot& snapshot : one.snapshots) {
    snapshot.particles.droplet_radius = 5;
    snapshot.particles.box.periodic = {false, false, false};
  }
  const ParticleGallery gallery = assembly_snapshots({one}).at(0);
  EXPECT_EQ(gallery.pictures[0].droplet_radius_nm, 5);
  EXPECT_EQ(gallery.pictures[0].box_nm[0], 0);
}

}  // namespace
}  // namespace nacre::study
