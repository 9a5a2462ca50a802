#include "nacre/study/assembly_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "assembly_study.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/gsd.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/study/assembly_checkpoint.hpp"
#include "nacre/study/assembly_curves.hpp"
#include "nacre/study/assembly_gather.hpp"
#include "nacre/study/assembly_order.hpp"
#include "nacre/study/assembly_samples.hpp"
#include "nacre/study/assembly_trajectory.hpp"

namespace nacre::study {
namespace {

// A run in a folder of its own, which may stop at a share of its steps as a killed one does.
struct Ran {
  explicit Ran(const std::vector<std::string>& changes = {}, double stop_at = 2) : planned(changes) {
    control.progress = [this, stop_at](std::string_view, double share, double, std::string_view) {
      if (share >= stop_at) stop = true;
    };
    control.stop = &stop;
    go();
  }

  void go() {
    const RunControl talk = control;
    io::Checkpoint checkpoint(folder.path() / "checkpoint.h5", "test", true);
    Workspace workspace{talk, checkpoint, folder.path()};
    try {
      result = run_native(planned.plan, workspace, threads);
    } catch (const Interrupted&) {
      interrupted = true;
    }
  }

  std::string file(const char* name) const { return io::read_file(folder.path() / "files" / name); }

  const TempFolder folder;
  const PlannedAssembly planned;
  int threads = 1;
  std::atomic<bool> stop = false;
  bool interrupted = false;
  RunControl control{};
  AssemblyCase result{};
};

void expect_equal(const AssemblyCase& a, const AssemblyCase& b) {
  AssemblyProgress one{.gathered = a}, other{.gathered = b};
  const std::vector<double> x = pack_progress(one), y = pack_progress(other);
  ASSERT_EQ(x.size(), y.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    ASSERT_TRUE(x[i] == y[i] || (std::isnan(x[i]) && std::isnan(y[i]))) << i;
}

TEST(AssemblyRun, GathersRowsFramesAndCurves) {
  const Ran ran;
  const AssemblyCase& one = ran.result;
  EXPECT_EQ(one.steps, 100);
  EXPECT_EQ(one.thermo.size(), 11u);
  EXPECT_EQ(one.order.size(), 6u);
  EXPECT_NEAR(one.thermo.back().packing, 0.202, 1e-12);
  EXPECT_NEAR(one.thermo.front().packing, 0.2, 1e-12);
  EXPECT_EQ(one.gr.size(), 4u) << "all, LL, LS, SS";
  EXPECT_EQ(one.sq.size(), 4u);
  EXPECT_TRUE(one.msd.empty()) << "the box shrinks";
  EXPECT_EQ(one.snapshots.size(), 2u);
  const io::GsdReader trajectory(ran.folder.path() / "files/run.gsd");
  EXPECT_EQ(trajectory.size(), 5u);
  EXPECT_EQ(trajectory.read(4).step, 100u);
  EXPECT_FALSE(std::filesystem::exists(ran.folder.path() / "files/run.samples"));
}

TEST(AssemblyRun, DisplacementsWhereTheBoxStays) {
  const Ran ran({"schedule.stages=[\"hold 100\"]", "units.sigma=\"9 nm\"", "units.diffusion=\"5e7 nm2/s\""});
  ASSERT_EQ(ran.result.msd.size(), 2u);
  EXPECT_EQ(ran.result.msd[0].label, "L");
  EXPECT_GT(ran.result.diffusion, 0);
  EXPECT_NEAR(ran.result.scale.tau_s, ran.result.diffusion * 81 / 5e7, 1e-12);
}

TEST(AssemblyRun, AStoppedRunGoesOnToTheSameBits) {
  const Ran whole;
  for (const double share : {0.55, 0.9}) {
    Ran halves({}, share);
    ASSERT_TRUE(halves.interrupted);
    halves.stop = false;
    halves.control.progress = nullptr;
    halves.interrupted = false;
    halves.go();
    ASSERT_FALSE(halves.interrupted);
    expect_equal(halves.result, whole.result);
    EXPECT_EQ(halves.file("run.gsd"), whole.file("run.gsd"));
    EXPECT_EQ(halves.file("run.xyz"), whole.file("run.xyz"));
    halves.go();
    expect_equal(halves.result, whole.result);
  }
}

TEST(AssemblyRun, AStepThatBlowsUpKeepsWhatWasGood) {
  const Ran ran({"simulation.time_step=0.1", "schedule.stages=[\"hold 2000\"]", "start.packing=0.5"});
  EXPECT_NE(ran.result.stopped.find("particle"), std::string::npos) << ran.result.stopped;
  EXPECT_LT(ran.result.steps, 2000);
  const io::GsdReader trajectory(ran.folder.path() / "files/run.gsd");
  EXPECT_GE(trajectory.size(), 1u);
}

TEST(AssemblySamples, ComeBackUnwrappedAndCut) {
  const TempFolder folder;
  const auto file = folder.path() / "run.samples";
  crystal::Particles particles{.box = {.lengths = {4, 5, 6}}};
  particles.positions = {{1, 2, -2.5}, {-1.5, 0, 1}};
  particles.diameters = {1, 1};
  particles.species = {0, 0};
  assembly::State state = assembly::make_state(particles);
  state.image_x[0] = 3;
  {
    const AssemblySamples samples(file, 2, -1);
    for (const std::int64_t step : {10, 20, 30}) samples.add(step, state);
  }
  const AssemblySamples samples(file, 2, 20);
  int count = 0;
  samples.replay(state, [&](const assembly::State& at) {
    ++count;
    EXPECT_EQ(at.image_x[0], 3);
    EXPECT_NEAR(at.x[0], 1, 1e-14);
    EXPECT_NEAR(at.z[0], -2.5, 1e-14);
  });
  EXPECT_EQ(count, 2) << "the sample of step 30 came after the checkpoint";
  samples.remove();
  EXPECT_FALSE(std::filesystem::exists(file));
  EXPECT_THROW(AssemblySamples("/proc/none/run.samples", 2, -1).add(1, state), Error);
}

TEST(AssemblyCheckpoint, NumbersThatAreNoneAreRefused) {
  const PlannedAssembly planned;
  const AssemblyCase plain = plain_case(planned.plan);
  EXPECT_THROW(unpack_progress({}, plain), std::out_of_range);
  EXPECT_THROW(unpack_progress({2, 0, 0}, plain), std::out_of_range);
  std::vector<double> cut = pack_progress({.gathered = plain});
  cut.pop_back();
  EXPECT_THROW(unpack_progress(cut, plain), std::out_of_range);
}

TEST(AssemblyOrder, LocallyDenseIsWhatTheStudySays) {
  const auto dense = [](const std::vector<std::string>& changes) {
    const PlannedAssembly planned(changes);
    return order_of(planned.plan, assembly_start(planned.plan), {}).row.locally_dense;
  };
  // A crystal's particles are all alike: AlB2 at packing 0.55 has the density 2.4.
  std::vector<std::string> crystal{"start.state=crystal",   "start.structure=AlB2",
                                   "particles.number=1200", "start.packing=0.55",
                                   "order.structure=AlB2",  "schedule.stages=[\"hold 10\"]"};
  EXPECT_EQ(dense(crystal), 1) << "the paper's 1.6";
  crystal.push_back("order.dense_above=3.5");
  EXPECT_EQ(dense(crystal), 0);
  EXPECT_TRUE(std::isnan(dense({"order.structure=BCC"}))) << "the paper has none";
}

TEST(AssemblyOrder, ACrystalIsOneNucleusOfOneGrain) {
  const PlannedAssembly planned({"start.state=crystal", "start.structure=AlB2", "particles.number=1200",
                                 "start.packing=0.55", "schedule.stages=[\"hold 10\"]",
                                 "order.structure=AlB2"});
  const crystal::Particles particles = assembly_start(planned.plan);
  const AssemblyOrder order = order_of(planned.plan, particles, {});
  EXPECT_EQ(order.row.crystalline, 1);
  EXPECT_EQ(order.row.nuclei, 1);
  EXPECT_EQ(order.row.grains, 1);
  EXPECT_GT(order.row.locally_dense, 0);
  EXPECT_TRUE(std::isnan(order.center_to_wall)) << "no walls";
  EXPECT_EQ(environment_names()[4], "AlB2");
  EXPECT_EQ(lasting_nucleus(planned.plan, particles), 78.4) << "a fifth of 392";
}

}  // namespace
}  // namespace nacre::study
