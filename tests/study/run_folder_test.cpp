#include "nacre/study/run_folder.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "nacre/core/error.hpp"
#include "nacre/io/files.hpp"
#include "temp_folder.hpp"

namespace nacre::study {
namespace {

namespace fs = std::filesystem;

RunOptions plain(const fs::path& folder) { return {.folder = folder, .command = {}}; }
RunOptions forced(const fs::path& folder) { return {.folder = folder, .force = true, .command = {}}; }
RunOptions resumed(const fs::path& folder) { return {.folder = folder, .resume = true, .command = {}}; }

std::string refusal(const RunOptions& options, const std::string& fingerprint = "work") {
  try {
    RunFolder folder(options, fingerprint);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::usage);
    EXPECT_EQ(error.parts().place.file, options.folder.string());
    return error.parts().message;
  }
  return "no error";
}

void write(const fs::path& path, const std::string& text = "x") { io::write_file_atomically(path, text); }

// A folder with a finished run whose summary holds `text`.
void make_finished(const fs::path& path, const std::string& text) {
  RunFolder folder(plain(path), "work");
  write(path / "summary.json", text);
  folder.finish();
}

// A folder with an interrupted run that has a finished piece.
void make_interrupted(const fs::path& path) {
  RunFolder folder(plain(path), "work");
  write(path / "checkpoint.h5");
  folder.keep_for_resume();
}

TEST(RunFolder, ClaimsNewAndEmptyFolders) {
  const TempFolder temp;
  const fs::path path = temp.path() / "deep" / "run";
  make_finished(path, "1");
  EXPECT_TRUE(is_run_folder(path));
  EXPECT_EQ(io::read_file(path / "summary.json"), "1");
  fs::create_directory(temp.path() / "empty");
  EXPECT_EQ(refusal(plain(temp.path() / "empty")), "no error");
  EXPECT_FALSE(is_run_folder(temp.path()));
}

TEST(RunFolder, TakesASlashAtTheEnd) {
  const TempFolder temp;
  RunFolder folder(plain(temp.path() / "run" / ""), "work");
  EXPECT_EQ(folder.path(), temp.path() / "run");
  folder.finish();
}

TEST(RunFolder, AFailedRunLeavesThingsAsTheyWere) {
  const TempFolder temp;
  { RunFolder folder(plain(temp.path() / "new"), "work"); }
  EXPECT_FALSE(fs::exists(temp.path() / "new"));
  fs::create_directory(temp.path() / "empty");
  {
    RunFolder folder(plain(temp.path() / "empty"), "work");
    write(temp.path() / "empty" / "study.toml");
  }
  EXPECT_TRUE(fs::is_empty(temp.path() / "empty"));
  make_finished(temp.path() / "old", "precious");
  { RunFolder folder(forced(temp.path() / "old"), "work"); }
  EXPECT_EQ(io::read_file(temp.path() / "old" / "summary.json"), "precious");
  EXPECT_FALSE(fs::exists(temp.path() / "old.previous"));
}

TEST(RunFolder, AFailedRunKeepsItsFinishedPieces) {
  const TempFolder temp;
  const fs::path path = temp.path() / "run";
  {
    RunFolder folder(plain(path), "work");
    write(path / "checkpoint.h5");
  }
  EXPECT_EQ(refusal(resumed(path)), "no error");
}

TEST(RunFolder, RefusesWhatIsInUse) {
  const TempFolder temp;
  const fs::path path = temp.path() / "run";
  make_finished(path, "1");
  EXPECT_EQ(refusal(plain(path)), "the run folder is not empty");
  EXPECT_EQ(refusal(resumed(path)), "there is nothing to resume: the run is finished");
  EXPECT_EQ(refusal(plain(path / "summary.json")), "the run folder cannot be made");
  EXPECT_EQ(io::read_file(path / "summary.json"), "1");
}

TEST(RunFolder, NeverReplacesWhatNoRunMade) {
  const TempFolder temp;
  temp.write("thesis.txt", "precious");
  EXPECT_EQ(refusal(forced(temp.path())), "--force replaces run folders only");
  EXPECT_EQ(refusal(resumed(temp.path())), "this is not a run folder");
  const fs::path run = temp.path() / "run";
  make_finished(run, "1");
  write(run / "notes.txt", "precious");
  EXPECT_EQ(refusal(forced(run)), "--force replaces run folders only") << "a note lies in the run folder";
  EXPECT_EQ(io::read_file(run / "notes.txt"), "precious");
  EXPECT_EQ(io::read_file(temp.path() / "thesis.txt"), "precious");
}

TEST(RunFolder, NeverReplacesTheFolderBesideIt) {
  const TempFolder temp;
  make_finished(temp.path() / "run", "1");
  fs::create_directory(temp.path() / "run.previous");
  write(temp.path() / "run.previous" / "thesis.txt", "precious");
  EXPECT_EQ(refusal(forced(temp.path() / "run")),
            "--force needs the name run.previous for the run that it replaces");
  EXPECT_EQ(io::read_file(temp.path() / "run.previous" / "thesis.txt"), "precious");
}

TEST(RunFolder, ForceKeepsTheOldRunUntilTheNewOneIsWhole) {
  const TempFolder temp;
  const fs::path path = temp.path() / "run";
  make_finished(path, "old");
  {
    RunFolder folder(forced(path), "work");
    EXPECT_EQ(io::read_file(temp.path() / "run.previous" / "summary.json"), "old");
    write(path / "summary.json", "new");
    folder.finish();
  }
  EXPECT_EQ(io::read_file(path / "summary.json"), "new");
  EXPECT_FALSE(fs::exists(temp.path() / "run.previous"));
}

// Forced, killed, forced again: the whole run must survive both.
TEST(RunFolder, ForceTwiceKeepsTheWholeRun) {
  const TempFolder temp;
  const fs::path path = temp.path() / "run";
  make_finished(path, "old");
  for (int i = 0; i < 2; ++i) {
    RunFolder folder(forced(path), "work");
    write(path / "checkpoint.h5");
    folder.keep_for_resume();
  }
  EXPECT_EQ(io::read_file(temp.path() / "run.previous" / "summary.json"), "old");
}

TEST(RunFolder, ResumesTheSameWorkOnly) {
  const TempFolder temp;
  const fs::path path = temp.path() / "run";
  make_interrupted(path);
  EXPECT_EQ(refusal(plain(path)), "the run folder is not empty");
  EXPECT_EQ(refusal(resumed(path), "other"), "the unfinished run is one of another study");
  EXPECT_EQ(refusal(resumed(path)), "no error");
  EXPECT_TRUE(fs::exists(path / "checkpoint.h5")) << "a refusal costs nothing";
}

TEST(RunFolder, ResumeInANewFolderStartsAfresh) {
  const TempFolder temp;
  EXPECT_EQ(refusal(resumed(temp.path() / "run")), "no error");
}

TEST(RunFolder, TemporaryFilesOfAKilledRunAreNoStrangers) {
  const TempFolder temp;
  const fs::path path = temp.path() / "run";
  make_interrupted(path);
  write(path / ".nacre-12-3.tmp");
  EXPECT_EQ(refusal(resumed(path)), "no error");
  EXPECT_FALSE(fs::exists(path / ".nacre-12-3.tmp"));
  write(path / ".nacre-12-3.tmp");
  EXPECT_EQ(refusal(forced(path)), "no error");
}

TEST(RunFolder, AFolderWithNothingButATemporaryFileIsEmpty) {
  const TempFolder temp;
  const fs::path path = temp.path() / "run";
  fs::create_directory(path);
  write(path / ".nacre-12-3.tmp");
  const RunFolder begun(plain(path), "work");
  EXPECT_TRUE(is_run_folder(path));
  EXPECT_FALSE(fs::exists(path / ".nacre-12-3.tmp"));
}

TEST(RunFolder, IsLockedWhileTheRunLasts) {
  const TempFolder temp;
  const fs::path path = temp.path() / "run";
  std::optional<RunFolder> running;
  running.emplace(plain(path), "work");
  EXPECT_EQ(refusal(resumed(path)), "another nacre is writing into this run folder");
  EXPECT_EQ(refusal(forced(path)), "another nacre is writing into this run folder");
  EXPECT_TRUE(is_run_folder(path)) << "the refused ones left it alone";
  running->keep_for_resume();
  running.reset();
  EXPECT_EQ(refusal(resumed(path)), "no error");
}

TEST(RunFolder, TheWorkingFolderIsNotReplaced) {
  const TempFolder temp;
  const fs::path path = temp.path() / "run";
  make_finished(path, "1");
  const fs::path before = fs::current_path();
  fs::current_path(path);
  EXPECT_EQ(refusal(forced(path)), "the run folder is the working folder and cannot be replaced");
  fs::current_path(before);
}

}  // namespace
}  // namespace nacre::study
