#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "assembly_study.hpp"
#include "nacre/io/gsd.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/study/assembly_run.hpp"

namespace nacre::study {
namespace {

TEST(AssemblyLammps, GathersWhatTheNativeEngineDoes) {
  if (std::system("command -v lmp > /dev/null 2>&1") != 0) GTEST_SKIP() << "lmp is not installed";
  const PlannedAssembly planned({"simulation.engine=lammps", "simulation.ranks=1"});
  const TempFolder folder;
  io::Checkpoint checkpoint(folder.path() / "checkpoint.h5", "test", false);
  const RunControl control;
  Workspace workspace{control, checkpoint, folder.path()};
  const AssemblyCase one = run_by_lammps(planned.plan, workspace, 1);
  EXPECT_EQ(one.steps, 100);
  EXPECT_EQ(one.thermo.size(), 11u);
  EXPECT_EQ(one.order.size(), 6u);
  EXPECT_EQ(one.snapshots.size(), 2u);
  EXPECT_EQ(one.gr.size(), 4u);
  EXPECT_NEAR(one.thermo.back().packing, 0.202, 1e-9);
  EXPECT_EQ(io::GsdReader(folder.path() / "files/run.gsd").size(), 5u);
  EXPECT_NEAR(one.thermo.front().potential, run_native(planned.plan, workspace, 1).thermo.front().potential,
              1e-9)
      << "the checkpoint hands the finished case back";
}

AssemblyCase run_case(const TempFolder& folder, const AssemblyPlan& plan) {
  const RunControl control;
  io::Checkpoint checkpoint(folder.path() / "checkpoint.h5", "test", true);
  Workspace workspace{control, checkpoint, folder.path()};
  return plan.lammps ? run_by_lammps(plan, workspace, 1) : run_native(plan, workspace, 1);
}

bool no_lammps() { return std::system("command -v lmp > /dev/null") != 0; }

// The same start, rows at the same steps, the same forces: nve goes the same way for a hundred steps.
TEST(SlowAssemblyLammps, MovesTheParticlesAsTheNativeEngineDoes) {
  if (no_lammps()) GTEST_SKIP() << "no lmp (apt install lammps)";
  const std::string nve = "simulation.ensemble=nve", hold = "schedule.stages=[\"hold 100\"]";
  const PlannedAssembly native({nve, hold});
  const PlannedAssembly other({nve, hold, "simulation.engine=lammps", "simulation.ranks=1"});
  const TempFolder native_folder, folder;
  const AssemblyCase expected = run_case(native_folder, native.plan), found = run_case(folder, other.plan);
  ASSERT_EQ(found.thermo.size(), expected.thermo.size());
  for (std::size_t i = 0; i < found.thermo.size(); ++i) {
    EXPECT_EQ(found.thermo[i].step, expected.thermo[i].step);
    EXPECT_NEAR(found.thermo[i].packing, expected.thermo[i].packing, 1e-12);
    EXPECT_NEAR(found.thermo[i].kinetic, expected.thermo[i].kinetic, 1e-7);
    EXPECT_NEAR(found.thermo[i].potential, expected.thermo[i].potential, 1e-7);
    EXPECT_NEAR(found.thermo[i].pressure, expected.thermo[i].pressure, 1e-6);
    EXPECT_NEAR(found.thermo[i].temperature, expected.thermo[i].temperature, 1e-7);
  }
  ASSERT_EQ(found.order.size(), expected.order.size());
  EXPECT_EQ(found.order.back().step, 100);
  EXPECT_EQ(found.gr.size(), expected.gr.size());
  EXPECT_EQ(found.msd.size(), expected.msd.size());
  ASSERT_FALSE(found.msd.empty());
  EXPECT_NEAR(found.msd[0].y.back(), expected.msd[0].y.back(), 1e-6);
  EXPECT_NE(found.snapshot("final"), nullptr);
  EXPECT_EQ(io::GsdReader(folder.path() / "files/run.gsd").size(),
            io::GsdReader(native_folder.path() / "files/run.gsd").size());
}

}  // namespace
}  // namespace nacre::study
