#include "nacre/study/lammps_run.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "nacre/assembly/block_average.hpp"
#include "nacre/assembly/initial_fluid.hpp"
#include "nacre/assembly/packing.hpp"
#include "nacre/core/error.hpp"
#include "nacre/study/lammps_process.hpp"
#include "study/temp_folder.hpp"

namespace nacre::study {
namespace {

namespace fs = std::filesystem;

// An environment variable for the time of a test.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    if (const char* now = std::getenv(name)) old_ = now;
    setenv(name, value.c_str(), 1);
  }
  ~Variable() { old_.empty() ? unsetenv(name_) : setenv(name_, old_.c_str(), 1); }

 private:
  const char* name_;
  std::string old_{};
};

std::vector<std::uint64_t> every(std::uint64_t interval, std::uint64_t last) {
  std::vector<std::uint64_t> steps;
  for (std::uint64_t step = 0; step <= last; step += interval) steps.push_back(step);
  return steps;
}

// A cubic lattice of a binary mixture at a packing fraction of about 0.3.
assembly::LammpsRun small_run() {
  assembly::LammpsRun run;
  run.start.species_names = {"L", "S"};
  run.start.box.lengths = {7.2, 7.2, 7.2};
  for (int i = 0; i < 216; ++i) {
    run.start.positions.push_back({1.2 * (i % 6) - 3, 1.2 * (i / 6 % 6) - 3, 1.2 * (i / 36) - 3});
    run.start.species.push_back(i % 3 == 0 ? 0 : 1);
    run.start.diameters.push_back(i % 3 == 0 ? 1 : 0.55);
  }
  run.interactions = {.species = 2,
                      .pairs = std::vector<assembly::PairPotential>(4, {.n = 12, .m = 6, .cutoff = 2})};
  run.dynamics = {.kT = 1, .time_step = 0.002, .friction = 1};
  run.schedule.stages = {{.steps = 200, .label = "hold"}};
  run.schedule.effective_volume = assembly::particle_volume(run.start);
  run.thermo_steps = every(20, 200);
  run.frame_steps = every(100, 200);
  return run;
}

struct Outcome {
  std::vector<assembly::ThermoSample> samples{};
  std::vector<io::ParticleFrame> frames{};
};

class LammpsRuns : public testing::Test {
 protected:
  Outcome run(const assembly::LammpsRun& one, int ranks = 1, const RunControl& control = {}) const {
    Outcome outcome;
    run_lammps(one, {folder_.path() / "lammps", ranks},
               {.sample = [&](const assembly::ThermoSample& sample) { outcome.samples.push_back(sample); },
                .frame = [&](io::ParticleFrame&& frame,
                             const assembly::ThermoSample&) { outcome.frames.push_back(std::move(frame)); }},
               control);
    return outcome;
  }

  std::string failure(const assembly::LammpsRun& one, int ranks = 1) const {
    try {
      run(one, ranks);
    } catch (const Error& error) {
      std::string text = error.what();
      const std::string prefix = folder_.path().string() + "/";
      for (std::size_t at = text.find(prefix); at != text.npos; at = text.find(prefix))
        text.erase(at, prefix.size());
      return text;
    }
    return "no error";
  }

  TempFolder folder_{};
};

// A program in the place of lmp.
fs::path program(const fs::path& folder, const std::string& script) {
  const fs::path path = folder / "fake-lmp";
  std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
  fs::permissions(path, fs::perms::owner_all);
  return path;
}

TEST_F(LammpsRuns, WithoutLammpsSayHowToGetIt) {
  const Variable path("PATH", "/nowhere");
  const Variable named("NACRE_LMP", "");
  EXPECT_EQ(
      failure(small_run()),
      "the engine lammps needs LAMMPS\n  found:    no lmp on the PATH\n  install it (Debian, Ubuntu: apt "
      "install "
      "lammps; else https://www.lammps.org), name its program in the environment variable NACRE_LMP, or say "
      "engine = \"native\"");
  EXPECT_FALSE(fs::exists(folder_.path() / "lammps"));
}

TEST_F(LammpsRuns, WithoutMpirunSayHowToGetIt) {
  const Variable named("NACRE_LMP", program(folder_.path(), "exit 0").string());
  const Variable path("PATH", "/nowhere");
  EXPECT_EQ(
      failure(small_run(), 2),
      "LAMMPS on 2 ranks needs mpirun\n  found:    no mpirun on the PATH\n  install it (Debian, Ubuntu: apt "
      "install openmpi-bin), or say ranks = 1");
}

TEST_F(LammpsRuns, AVariableThatNamesNoProgramIsRefused) {
  const Variable named("NACRE_LMP", "/nowhere/lmp");
  EXPECT_EQ(failure(small_run()),
            "the environment variable NACRE_LMP names no program\n  found:    /nowhere/lmp\n  it is the path "
            "of LAMMPS's "
            "lmp");
}

TEST_F(LammpsRuns, ItsOwnErrorLineIsShown) {
  const Variable named("NACRE_LMP", program(folder_.path(),
                                            "echo 'ERROR: Lost atoms: original 3 current 2 "
                                            "(../thermo.cpp:438)'; echo 'Last command: run 200'; exit 1")
                                        .string());
  EXPECT_EQ(failure(small_run()),
            "lammps/log.lammps: LAMMPS stopped: ERROR: Lost atoms: original 3 current 2 "
            "(../thermo.cpp:438)\n  found:    "
            "exit code 1; Last command: run 200\n  expected: a run to the end\n  all it said is in "
            "lammps/screen.txt");
}

TEST_F(LammpsRuns, ContinuousSizesAreRefused) {
  assembly::LammpsRun one = small_run();
  for (std::size_t i = 0; i < one.start.size(); ++i) one.start.diameters[i] += 1e-4 * static_cast<double>(i);
  const Variable named("NACRE_LMP", program(folder_.path(), "exit 0").string());
  EXPECT_EQ(failure(one).substr(0, 46), "the engine lammps cannot run this: LAMMPS want");
}

// The program sleeps for a minute, and writes its number.
TEST_F(LammpsRuns, AnInterruptionEndsTheProcess) {
  const Variable named("NACRE_LMP", program(folder_.path(), "echo $$ > pid; exec sleep 60").string());
  std::atomic<bool> stop = false;
  RunControl control;
  control.stop = &stop;
  const fs::path pid_file = folder_.path() / "lammps" / "pid";
  std::thread stopper([&] {
    while (!fs::exists(pid_file) || fs::file_size(pid_file) == 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    stop = true;
  });
  EXPECT_THROW(run(small_run(), 1, control), Interrupted);
  stopper.join();
  int pid = 0;
  std::ifstream(pid_file) >> pid;
  ASSERT_GT(pid, 0);
  EXPECT_NE(kill(pid, 0), 0);
}

class SlowLammpsRuns : public LammpsRuns {
 protected:
  void SetUp() override {
    if (std::system("command -v lmp > /dev/null") != 0) GTEST_SKIP() << "no lmp (apt install lammps)";
  }
};

TEST_F(SlowLammpsRuns, SamplesAndFramesComeAtTheirSteps) {
  const assembly::LammpsRun one = small_run();
  const Outcome outcome = run(one);
  ASSERT_EQ(outcome.samples.size(), 11u);
  for (std::size_t k = 0; k < 11; ++k) EXPECT_EQ(outcome.samples[k].step, 20 * k);
  ASSERT_EQ(outcome.frames.size(), 3u);
  EXPECT_EQ(outcome.frames[1].step, 100u);
  EXPECT_EQ(outcome.frames[0].particles.species, one.start.species);
  for (std::size_t i = 0; i < one.start.size(); ++i)
    for (int k = 0; k < 3; ++k)
      EXPECT_NEAR(outcome.frames[0].particles.positions[i][k], one.start.positions[i][k], 1e-14);
  EXPECT_NEAR(outcome.samples[0].packing, outcome.samples[10].packing, 1e-14);
  EXPECT_GT(outcome.samples[10].kT, 0.5);
  EXPECT_NO_THROW(io::check_frame(outcome.frames[2]));
}

// Two stages: a compression whose packing is linear in time, with a ramp of the temperature; a hold.
TEST_F(SlowLammpsRuns, SchedulesAreFollowedInABox) {
  assembly::LammpsRun one = small_run();
  const double before = one.schedule.effective_volume / std::pow(7.2, 3);
  one.schedule.stages = {{.steps = 2000,
                          .target = assembly::ContainerTarget::packing,
                          .target_value = 1.1 * before,
                          .kT_end = 1.5},
                         {.steps = 500}};
  one.thermo_steps = every(100, 2500);
  one.frame_steps = every(500, 2500);
  const Outcome outcome = run(one);
  ASSERT_EQ(outcome.samples.size(), 26u);
  ASSERT_EQ(outcome.frames.size(), 6u);
  for (const assembly::ThermoSample& sample : outcome.samples) {
    const double share = std::min(1.0, static_cast<double>(sample.step) / 2000);
    EXPECT_NEAR(sample.packing, before * (1 + 0.1 * share), 6e-4 * before) << sample.step;
    EXPECT_NEAR(sample.kT_set, 1 + 0.5 * share, 1e-12);
  }
  EXPECT_NEAR(outcome.samples.back().kT, 1.5, 0.5);
  EXPECT_EQ(outcome.frames[5].particles.box.lengths[0], outcome.samples[25].box_lengths[0]);
}

TEST_F(SlowLammpsRuns, DropletsAndSlitsShrinkAndKeepTheirParticles) {
  for (const bool droplet : {true, false}) {
    assembly::LammpsRun one = small_run();
    one.start.box.periodic = {!droplet, !droplet, false};
    if (droplet) {
      one.start.droplet_radius = 6.5;
      one.start.box.lengths = {13.1, 13.1, 13.1};
    } else {
      one.start.box.lengths[2] = 9;
    }
    one.schedule.stages = {
        {.steps = 4000,
         .target = droplet ? assembly::ContainerTarget::droplet_radius : assembly::ContainerTarget::length,
         .target_value = droplet ? 5.5 : 7.0,
         .path = assembly::ContainerPath::radius}};
    one.thermo_steps = every(200, 4000);
    one.frame_steps = every(1000, 4000);
    const Outcome outcome = run(one);
    const assembly::ThermoSample& last = outcome.samples.back();
    EXPECT_NEAR(droplet ? last.droplet_radius : last.box_lengths[2], droplet ? 5.5 : 7.0, 1e-9);
    EXPECT_NEAR(outcome.samples[10].packing * (droplet ? std::pow(6.0 / 5.5, 3) : 8.0 / 7), last.packing,
                1e-9);
    EXPECT_GT(last.pressure, 0);
    for (const crystal::Vector& at : outcome.frames.back().particles.positions)
      EXPECT_LT(droplet ? std::hypot(at[0], at[1], at[2]) : std::abs(at[2]), droplet ? 5.5 : 3.5);
  }
}

TEST_F(SlowLammpsRuns, MistakesOfTheInputAreShownInItsWords) {
  assembly::LammpsRun one = small_run();
  one.start.positions[1] = one.start.positions[0];
  one.start.positions[1][0] += 1e-6;
  const std::string message = failure(one);
  EXPECT_NE(message.find("LAMMPS stopped: ERROR"), message.npos) << message;
}

// Energy and pressure over the last three quarters agree with the native engine within the errors of both.
TEST_F(SlowLammpsRuns, MeansAgreeWithTheNativeEngineOnTwoRanks) {
  if (std::system("command -v mpirun > /dev/null") != 0) GTEST_SKIP() << "no mpirun";
  assembly::LammpsRun one = small_run();
  one.dynamics.kT = 2;
  one.dynamics.friction = 3;  // so that the heat of the start has gone after a quarter
  one.schedule.stages = {{.steps = 8000}};
  one.thermo_steps = every(20, 8000);
  one.frame_steps = {0, 8000};
  const Outcome lammps = run(one, 2);
  assembly::Simulation native(assembly::make_state(one.start), assembly::native_forces(one.interactions, {}),
                              {.dynamics = one.dynamics, .schedule = one.schedule});
  std::vector<double> energy[2], pressure[2];
  for (std::size_t k = 1; k <= 400; ++k) {
    native.run(20);
    for (const int which : {0, 1}) {
      const assembly::ThermoSample sample = which == 0 ? native.sample() : lammps.samples[k];
      if (k <= 100) continue;
      energy[which].push_back(sample.potential);
      pressure[which].push_back(sample.pressure);
    }
  }
  for (const auto* series : {energy, pressure}) {
    const auto a = assembly::block_average(series[0]), b = assembly::block_average(series[1]);
    EXPECT_LT(std::abs(a.mean - b.mean), 4 * std::hypot(a.error, b.error)) << a.mean << " " << b.mean;
    EXPECT_LT(std::hypot(a.error, b.error), 0.05 * std::abs(a.mean));
  }
}

}  // namespace
}  // namespace nacre::study
