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
  const ScratchFolder folder;
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

}  // namespace
}  // namespace nacre::study
