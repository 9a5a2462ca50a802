#include "nacre/study/run.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "nacre/io/files.hpp"
#include "nacre/io/json_results.hpp"
#include "temp_folder.hpp"

namespace nacre::study {
namespace {

namespace fs = std::filesystem;

const char* const small_shell =
    "kind = \"ligand-shell\"\n"
    "[shell]\nsize = [5, 5]\nn_a = 12\nengine = \"plain\"\nchi_G = [0, \"1 RT\", \"2 RT\", \"3 RT\"]\n"
    "[sampling]\nequilibration_sweeps = 100\nsampling_sweeps = 40000\n";

RunOptions into(const fs::path& folder, bool force = false, bool resume = false) {
  return {.folder = folder, .force = force, .resume = resume, .command = {"nacre", "run"}};
}

auto stop_in_the_middle(std::atomic<bool>& stop) {
  return [&stop](std::string_view stage, double share, double, std::string_view) {
    if (stage == "Monte Carlo" && share > 0.4) stop = true;
  };
}

std::string refusal(const Study& study, const RunOptions& options) {
  try {
    run_study(study, options, {});
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(RunStudy, FillsTheRunFolder) {
  const TempFolder temp;
  const Study study = read_study(temp.write("study.toml", small_shell));
  const auto folder = temp.path() / "deep" / "run";
  run_study(study, into(folder), {});
  for (const char* name : {"study.toml", "summary.json", "figures.json", "results.h5", "log.txt",
                           "provenance.json", "tables/scan.csv"})
    EXPECT_TRUE(fs::exists(folder / name)) << name;
  EXPECT_FALSE(fs::exists(folder / "checkpoint.h5"));
  const io::Summary summary = io::read_summary(folder / "summary.json");
  EXPECT_EQ(summary.head.status, "ok");
  EXPECT_EQ(summary.head.kind, "ligand-shell");
  EXPECT_NO_THROW(read_study(folder / "study.toml"));
}

TEST(RunStudy, NeverTouchesAFolderThatIsInUse) {
  const TempFolder temp;
  const Study study = read_study(temp.write("study.toml", small_shell));
  const auto folder = temp.path() / "full";
  fs::create_directories(folder);
  io::write_file_atomically(folder / "thesis.txt", "precious");
  EXPECT_NE(refusal(study, into(folder)).find("the run folder is not empty"), std::string::npos);
  EXPECT_NE(refusal(study, into(folder, true)).find("--force replaces run folders only"), std::string::npos);
  EXPECT_NE(refusal(study, into(folder, false, true)).find("not a run folder"), std::string::npos);
  EXPECT_EQ(io::read_file(folder / "thesis.txt"), "precious");
  EXPECT_NE(refusal(study, into(folder / "thesis.txt")).find("a file of that name"), std::string::npos);
}

TEST(RunStudy, NeverTakesAwayWhatNoRunMade) {
  const TempFolder temp;
  const auto path = temp.write("study.toml", small_shell);
  const Study study = read_study(path);
  // The study's own folder, a foreign neighbour, and a foreign file inside a finished run.
  EXPECT_NE(refusal(study, into(temp.path(), true)).find("--force replaces run folders only"),
            std::string::npos);
  EXPECT_NE(refusal(study, into(temp.path(), false, true)).find("not a run folder"), std::string::npos);
  const auto folder = temp.path() / "run";
  fs::create_directories(temp.path() / "run.previous");
  io::write_file_atomically(temp.path() / "run.previous" / "thesis.txt", "precious");
  run_study(study, into(folder), {});
  EXPECT_EQ(io::read_file(temp.path() / "run.previous" / "thesis.txt"), "precious");
  EXPECT_NE(refusal(study, into(folder, true)).find("needs the name run.previous"), std::string::npos);
  fs::remove_all(temp.path() / "run.previous");
  io::write_file_atomically(folder / "notes.txt", "precious");
  EXPECT_NE(refusal(study, into(folder, true)).find("notes.txt, which no run wrote"), std::string::npos);
  EXPECT_TRUE(fs::exists(folder / "summary.json"));
  fs::remove(folder / "notes.txt");
  EXPECT_NO_THROW(run_study(study, into(fs::path(folder.string() + "/"), true), {}));
}

TEST(RunStudy, ForceReplacesOnlyOnceTheNewRunIsWhole) {
  const TempFolder temp;
  const Study study = read_study(temp.write("study.toml", small_shell));
  const auto folder = temp.path() / "run";
  run_study(study, into(folder), {});
  const std::string before = io::read_file(folder / "summary.json");

  // A forced run that is stopped: the old run waits beside it.
  std::atomic<bool> stop{true};
  RunControl stopped;
  stopped.stop = &stop;
  EXPECT_THROW(run_study(study, into(folder, true), stopped), Interrupted);
  EXPECT_EQ(io::read_file(temp.path() / "run.previous" / "summary.json"), before);

  // Resumed, it replaces the old one.
  run_study(study, into(folder, false, true), {});
  EXPECT_EQ(io::read_file(folder / "summary.json"), before) << "same input, same output";
  EXPECT_FALSE(fs::exists(temp.path() / "run.previous"));
  EXPECT_NE(refusal(study, into(folder, false, true)).find("nothing to resume"), std::string::npos);
}

TEST(RunStudy, ResumesToTheSameNumbers) {
  const TempFolder temp;
  const Study study = read_study(temp.write("study.toml", small_shell));
  run_study(study, into(temp.path() / "whole"), {});

  std::atomic<bool> stop{false};
  RunControl control;
  control.stop = &stop;
  control.progress = stop_in_the_middle(stop);
  const auto folder = temp.path() / "stopped";
  EXPECT_THROW(run_study(study, into(folder), control), Interrupted);
  EXPECT_FALSE(fs::exists(folder / "summary.json"));
  run_study(study, into(folder, false, true), {});
  EXPECT_EQ(io::read_file(folder / "summary.json"), io::read_file(temp.path() / "whole" / "summary.json"));
  EXPECT_EQ(io::read_file(folder / "tables/scan.csv"),
            io::read_file(temp.path() / "whole" / "tables/scan.csv"));
}

TEST(RunStudy, RefusesToResumeAnotherStudy) {
  const TempFolder temp;
  const auto folder = temp.path() / "run";
  std::atomic<bool> stop{false};
  RunControl control;
  control.stop = &stop;
  control.progress = stop_in_the_middle(stop);
  const auto path = temp.write("study.toml", small_shell);
  EXPECT_THROW(run_study(read_study(path), into(folder), control), Interrupted);
  ASSERT_TRUE(fs::exists(folder / "checkpoint.h5"));
  const Study other = read_study(path, {"seed=2"});
  EXPECT_NE(refusal(other, into(folder, false, true)).find("one of another study"), std::string::npos);
}

TEST(RunStudy, ThreadsDoNotChangeTheNumbers) {
  const TempFolder temp;
  const Study study = read_study(temp.write("study.toml", small_shell));
  RunControl two;
  two.threads = 2;
  run_study(study, into(temp.path() / "one"), {});
  run_study(study, into(temp.path() / "two"), two);
  for (const char* name : {"summary.json", "tables/scan.csv", "figures.json"})
    EXPECT_EQ(io::read_file(temp.path() / "one" / name), io::read_file(temp.path() / "two" / name)) << name;
}

}  // namespace
}  // namespace nacre::study
