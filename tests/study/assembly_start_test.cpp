#include <gtest/gtest.h>

#include <algorithm>

#include "assembly_study.hpp"
#include "nacre/io/gsd.hpp"

namespace nacre::study {
namespace {

std::size_t large(const crystal::Particles& particles) {
  return static_cast<std::size_t>(std::ranges::count(particles.species, 0));
}

TEST(AssemblyStart, AFluidHasItsNumbersAndPacking) {
  const PlannedAssembly planned;
  const crystal::Particles particles = assembly_start(planned.plan);
  EXPECT_EQ(particles.size(), 60u);
  EXPECT_EQ(large(particles), 20u);
  EXPECT_NEAR(assembly::packing_fraction(particles), 0.2, 1e-12);
  const crystal::Particles again = assembly_start(planned.plan);
  EXPECT_EQ(again.positions, particles.positions);
}

TEST(AssemblyStart, DensityInPlaceOfPacking) {
  const PlannedAssembly planned;
  AssemblyPlan plan = planned.plan;
  plan.packing = 0;
  plan.density = 0.5;
  const crystal::Particles particles = assembly_start(plan);
  EXPECT_NEAR(static_cast<double>(particles.size()) / particles.box.volume(), 0.5, 1e-12);
}

TEST(AssemblyStart, ACrystalHasItsOwnRatioAndFitsWhatWasChecked) {
  const PlannedAssembly planned({"start.state=crystal", "start.structure=NaZn13", "particles.number=900",
                                 "start.packing=0.5", "schedule.stages=[\"hold 10\"]"});
  const crystal::Particles particles = assembly_start(planned.plan);
  EXPECT_EQ(particles.size(), 14 * large(particles));
  EXPECT_NEAR(assembly::packing_fraction(particles), 0.5, 1e-9);
  EXPECT_EQ(assembly_particles_in_container(planned.plan).size() % 14, 0u);
}

TEST(AssemblyStart, ARunHandsOverItsLastFrame) {
  const TempFolder folder;
  const PlannedAssembly planned;
  io::ParticleFrame frame{.step = 5, .particles = assembly_start(planned.plan)};
  const auto file = folder.path() / "run.gsd";
  io::GsdWriter(file).append(frame);
  const PlannedAssembly next({"start.state=run", "start.file=" + file.string()});
  const crystal::Particles particles = assembly_start(next.plan);
  EXPECT_EQ(particles.species, frame.particles.species);
  EXPECT_NEAR(particles.positions[7][1], frame.particles.positions[7][1], 1e-6);
  const std::string refused = assembly_refusal(
      {"start.state=run", "start.file=" + file.string(), "particles.species=[\"A\", \"S\"]"});
  EXPECT_EQ(refused, "[start] file has a species that the study has not | L");
}

TEST(AssemblyStart, TheScheduleIsInTheTermsOfDynamics) {
  const PlannedAssembly planned(
      {"schedule.stages=[\"quench to 2\", \"compress to density 1.0 in 30\", "
       "\"anneal to 4 in 20\", \"evaporate to packing 0.5 in 10\"]",
       "schedule.evaporation=radius"});
  const auto setup = assembly_setup(planned.plan, assembly_start(planned.plan), 1);
  const auto& stages = setup.schedule.stages;
  ASSERT_EQ(stages.size(), 3u);
  EXPECT_EQ(*stages[0].kT_end, 0.5);
  EXPECT_TRUE(stages[0].kT_at_once);
  EXPECT_EQ(stages[0].target, assembly::ContainerTarget::density);
  EXPECT_EQ(*stages[1].kT_end, 0.25);
  EXPECT_FALSE(stages[1].kT_at_once);
  EXPECT_EQ(stages[2].path, assembly::ContainerPath::radius);
  EXPECT_EQ(setup.schedule.steps(), 60u);
}

TEST(AssemblyStart, WhatCannotBeIsRefused) {
  EXPECT_NE(assembly_refusal({"particles.number=61"}).find("[particles] number: 61"), std::string::npos);
  EXPECT_NE(assembly_refusal({"particles.dispersity=[0.45, 0.1]"}).find("[particles] dispersity"),
            std::string::npos);
  EXPECT_NE(assembly_refusal({"start.state=crystal", "start.structure=AlB3"}).find("[start] structure"),
            std::string::npos);
  EXPECT_EQ(assembly_refusal({"start.packing=0.85", "schedule.stages=[\"hold 5\"]"}),
            "[start] packing is above close packing | 0.85");
}

}  // namespace
}  // namespace nacre::study
