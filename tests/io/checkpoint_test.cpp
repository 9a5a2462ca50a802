#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <thread>

#include "io/temporary_folder.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/hdf5.hpp"

namespace nacre::io {
namespace {

using CheckpointFile = TemporaryFolder;

using Values = std::vector<double>;

TEST_F(CheckpointFile, KeepsPiecesForAResumedRun) {
  const std::string odd_key = "chi=-6 RT/replica \"3\"\n\u00b5";
  {
    Checkpoint checkpoint(file("c.h5"), "work", false);
    EXPECT_EQ(checkpoint.size(), 0u);
    checkpoint.store("a", {1, 2, 3});
    checkpoint.store(odd_key, {});
    checkpoint.store("a", {4, 5});  // replaces
  }
  const Checkpoint resumed(file("c.h5"), "work", true);
  EXPECT_EQ(resumed.size(), 2u);
  EXPECT_EQ(resumed.find("a"), Values({4, 5}));
  EXPECT_EQ(resumed.find(odd_key), Values());
  EXPECT_EQ(resumed.find("b"), std::nullopt);
}

TEST_F(CheckpointFile, GrowsOverSeveralRuns) {
  for (int i = 0; i < 12; ++i) {
    Checkpoint checkpoint(file("c.h5"), "work", true);
    ASSERT_EQ(checkpoint.size(), static_cast<std::size_t>(i));
    checkpoint.store(std::to_string(i), Values(static_cast<std::size_t>(i), i));
    for (int j = 0; j <= i; ++j)
      EXPECT_EQ(checkpoint.find(std::to_string(j)), Values(static_cast<std::size_t>(j), j));
  }
}

TEST_F(CheckpointFile, IsIgnoredWithoutResume) {
  Checkpoint(file("c.h5"), "work", false).store("a", {1});
  const Checkpoint fresh(file("c.h5"), "other work", false);
  EXPECT_EQ(fresh.size(), 0u);
}

TEST_F(CheckpointFile, MissingFileIsAnEmptyCheckpoint) {
  const Checkpoint checkpoint(file("c.h5"), "work", true);
  EXPECT_EQ(checkpoint.size(), 0u);
  EXPECT_EQ(count_files(), 0u);
}

TEST_F(CheckpointFile, OfOtherWorkIsRefused) {
  Checkpoint(file("c.h5"), "work", false).store("a", {1});
  EXPECT_EQ(failure([&] { Checkpoint(file("c.h5"), "other", true); }, ExitCode::usage),
            "c.h5: is the checkpoint of other work\n"
            "  expected: a checkpoint of this study, with the same data, seed and version\n"
            "  start anew without resuming, or in another folder");
}

TEST_F(CheckpointFile, ThatIsNoCheckpointIsRefused) {
  write_hdf5(file("c.h5"), {}, {{"title", "results"}});
  EXPECT_EQ(failure([&] { Checkpoint(file("c.h5"), "work", true); }), "c.h5: is not a checkpoint of nacre");
}

TEST_F(CheckpointFile, CutOffIsRefused) {
  Checkpoint(file("c.h5"), "work", false).store("a", Values(1000, 1));
  const std::string whole = read_file(file("c.h5"));
  write("c.h5", whole.substr(0, whole.size() / 2));
  EXPECT_EQ(failure([&] { Checkpoint(file("c.h5"), "work", true); }),
            "c.h5: cannot be read as an HDF5 file of nacre\n"
            "  found:    a file that is cut off, damaged or of another kind\n"
            "  expected: a whole HDF5 file that nacre wrote");
}

TEST_F(CheckpointFile, TakesPiecesFromSeveralThreads) {
  {
    Checkpoint checkpoint(file("c.h5"), "work", false);
    std::vector<std::jthread> workers;
    for (int t = 0; t < 3; ++t)
      workers.emplace_back([&checkpoint, t] {
        for (int i = 0; i < 10; ++i) {
          const std::string key = std::to_string(t) + "/" + std::to_string(i);
          checkpoint.store(key, {1.0 * t, 1.0 * i});
          EXPECT_TRUE(checkpoint.find(key));
        }
      });
  }
  const Checkpoint resumed(file("c.h5"), "work", true);
  EXPECT_EQ(resumed.size(), 30u);
  EXPECT_EQ(resumed.find("2/7"), Values({2, 7}));
}

// Stores pieces until it is killed. Runs in a child process, which must not return into the test.
[[noreturn]] void store_for_ever(const std::filesystem::path& path) {
  Checkpoint checkpoint(path, "work", true);
  for (std::size_t i = checkpoint.size();; ++i)
    checkpoint.store(std::to_string(i), Values(2000, static_cast<double>(i)));
}

void kill_a_writer(const std::filesystem::path& path, int after_ms) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) store_for_ever(path);
  std::this_thread::sleep_for(std::chrono::milliseconds(after_ms));
  kill(child, SIGKILL);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));  // it ran until it was killed
}

TEST_F(CheckpointFile, KilledAtAnyMomentIsWholeAndLosesNothing) {
  std::size_t pieces = 0;
  for (int repeat = 0; repeat < 15 || pieces < 15; ++repeat) {
    ASSERT_LT(repeat, 100) << "the writer makes no headway";
    kill_a_writer(file("c.h5"), 20 + 3 * repeat);
    const Checkpoint resumed(file("c.h5"), "work", true);
    EXPECT_GE(resumed.size(), pieces);
    pieces = resumed.size();
    for (std::size_t i = 0; i < pieces; ++i)
      ASSERT_EQ(resumed.find(std::to_string(i)), Values(2000, static_cast<double>(i)));
  }
}

}  // namespace
}  // namespace nacre::io
