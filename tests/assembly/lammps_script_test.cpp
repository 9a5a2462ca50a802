#include "nacre/assembly/lammps_script.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace nacre::assembly {
namespace {

LammpsRun two_stages() {
  LammpsRun run;
  run.start.box.lengths = {10, 10, 20};
  run.start.positions = {{1, 2, 3}, {-1, 0, 0}};
  run.start.diameters = {1, 0.55};
  run.start.species = {0, 1};
  run.start.species_names = {"L", "S"};
  run.interactions = {.species = 2, .pairs = std::vector<PairPotential>(4)};
  run.dynamics = {.kT = 0.4, .time_step = 0.002, .friction = 0.2};
  run.schedule.stages = {
      {.steps = 100, .label = "hold"},
      {.steps = 1000, .target = ContainerTarget::length, .target_value = 8, .kT_end = 0.5}};
  run.frame_steps = {0, 50, 100, 600, 1100};
  run.thermo_steps = {0, 10, 50, 100, 600, 1100};
  return run;
}

std::string file(const LammpsScript& script, const std::string& name) {
  const auto found = std::ranges::find(script.files, name, &LammpsFile::name);
  return found == script.files.end() ? "none" : found->text;
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != text.npos; }

TEST(LammpsScript, StepsAreSharedOutAmongTheStages) {
  const LammpsScript script = lammps_script(two_stages());
  EXPECT_EQ(file(script, "frames1.steps"), "50\n100\n4000000000000000\n4000000000000001\n");
  EXPECT_EQ(file(script, "frames2.steps"), "600\n1100\n4000000000000000\n4000000000000001\n");
  EXPECT_EQ(file(script, "thermo1.steps"), "10\n50\n100\n4000000000000000\n4000000000000001\n");
}

TEST(LammpsScript, LangevinHasDampingTimeAndRamp) {
  const std::string text = file(lammps_script(two_stages()), "in.lammps");
  EXPECT_TRUE(has(text, "timestep 0.002\n"));
  EXPECT_TRUE(has(text, "fix motion all nve\nfix bath all langevin 0.4 0.4 5 1000004 tally yes\nrun 100\n"));
  EXPECT_TRUE(has(text, "fix bath all langevin 0.4 0.5 5 1000104 tally yes\nrun 1000\n")) << text;
}

// Packing is linear in time: the edge's power -3 goes from 1 to (8/10)^-3 in 1000 steps from step 100 on.
TEST(LammpsScript, ABoxFollowsItsPath) {
  const std::string text = file(lammps_script(two_stages()), "in.lammps");
  EXPECT_TRUE(has(text, "variable size_factor equal 1*(1+0.00095312499999999")) << text;
  EXPECT_TRUE(has(text, "*(step-100))^(-0.3333333333333333)\n")) << text;
  EXPECT_TRUE(has(text, "variable change_z equal 20*v_size_factor-v_edge_z_now\n"));
  EXPECT_TRUE(has(text, "fix deform all deform 10 x variable v_change_x v_rate_x")) << text;
}

TEST(LammpsScript, OtherEnsemblesHaveTheirFixes) {
  LammpsRun run = two_stages();
  run.dynamics.ensemble = Ensemble::nve;
  EXPECT_FALSE(has(file(lammps_script(run), "in.lammps"), "langevin"));
  run.dynamics.ensemble = Ensemble::nvt;
  EXPECT_TRUE(has(file(lammps_script(run), "in.lammps"), "fix motion all nvt temp 0.4 0.5 0.5 tchain 3\n"));
  run.dynamics.ensemble = Ensemble::npt;
  EXPECT_TRUE(
      has(file(lammps_script(run), "in.lammps"), "fix motion all nph iso 1 1 2\nfix bath all langevin"));
}

TEST(LammpsScript, StagesThatAreTooLongAreRefused) {
  LammpsRun run = two_stages();
  run.schedule.stages[0].steps = 3000000000;
  EXPECT_THROW(lammps_script(run), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::assembly
