#include "nacre/core/run_control.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <vector>

#include "nacre/core/error.hpp"

namespace nacre {
namespace {

struct Report {
  std::string stage;
  double share;
  double units;
  std::string unit;
};

struct Recorder {
  std::vector<Report> reports;
  RunControl control;

  Recorder() {
    control.progress = [this](std::string_view stage, double share, double units, std::string_view unit) {
      reports.push_back({std::string(stage), share, units, std::string(unit)});
    };
  }
};

TEST(RunControl, ThrowsOnlyWhenStopped) {
  std::atomic<bool> stop = false;
  RunControl control;
  EXPECT_FALSE(control.stop_requested());
  control.stop = &stop;
  EXPECT_NO_THROW(control.throw_if_stopped());
  stop = true;
  EXPECT_TRUE(control.stop_requested());
  EXPECT_THROW(control.throw_if_stopped(), Interrupted);
}

TEST(RunControl, SaysAsInfoAndIsSilentWithoutACallback) {
  RunControl control;
  control.say("nobody hears this");
  std::string heard;
  control.message = [&](MessageLevel level, std::string_view text) {
    EXPECT_EQ(level, MessageLevel::info);
    heard = text;
  };
  control.say("reading data");
  EXPECT_EQ(heard, "reading data");
}

TEST(Stage, ReportsStartAndEndOnce) {
  Recorder recorder;
  Stage stage(recorder.control, "fits", 2, "fits");
  stage.advance(2);
  stage.advance(0);
  ASSERT_EQ(recorder.reports.size(), 2u);
  EXPECT_EQ(recorder.reports[0].stage, "fits");
  EXPECT_EQ(recorder.reports[0].unit, "fits");
  EXPECT_EQ(recorder.reports[0].share, 0);
  EXPECT_EQ(recorder.reports[1].share, 1);
  EXPECT_EQ(recorder.reports[1].units, 2);
}

TEST(Stage, ReachesTheEndInSpiteOfRounding) {
  Recorder recorder;
  Stage stage(recorder.control, "swaps", 1, "swaps");
  for (int i = 0; i < 10; ++i) stage.advance(0.1);  // sums to 0.99999999999999989
  EXPECT_EQ(recorder.reports.back().share, 1);
}

TEST(Stage, WithNothingToDoIsCompleteAtOnce) {
  Recorder recorder;
  const Stage stage(recorder.control, "none", 0, "swaps");
  ASSERT_EQ(recorder.reports.size(), 1u);
  EXPECT_EQ(recorder.reports[0].share, 1);
}

TEST(Stage, ReportsAtMostTwentyTimesASecond) {
  using clock = std::chrono::steady_clock;
  Recorder recorder;
  const auto begin = clock::now();
  Stage stage(recorder.control, "swaps", 1e15, "swaps");
  while (recorder.reports.size() < 4) stage.advance(1);  // the start and three more
  EXPECT_GE(clock::now() - begin, std::chrono::milliseconds(3 * 50));
}

TEST(Stage, CountsEveryThreadAndNeverGoesBack) {
  Recorder recorder;
  constexpr int threads = 4, each = 20'000;
  {
    Stage stage(recorder.control, "swaps", threads * each, "swaps");
    std::vector<std::jthread> workers;
    for (int t = 0; t < threads; ++t)
      workers.emplace_back([&] {
        for (int i = 0; i < each; ++i) stage.advance(1);
      });
  }
  for (std::size_t i = 1; i < recorder.reports.size(); ++i)
    EXPECT_GE(recorder.reports[i].share, recorder.reports[i - 1].share);
  EXPECT_EQ(recorder.reports.back().share, 1);
  EXPECT_EQ(recorder.reports.back().units, threads * each);
}

TEST(Stage, CallbacksOfAllThreadsComeOneAtATime) {
  int inside = 0;  // not atomic: a second caller would show, most of all under ThreadSanitizer
  bool overlapped = false;
  RunControl control;
  const auto enter = [&] {
    overlapped = overlapped || ++inside != 1;
    std::this_thread::yield();
    --inside;
  };
  control.progress = [&](std::string_view, double, double, std::string_view) {
    control.say("a message within a progress report");
    enter();
  };
  control.message = [&](MessageLevel, std::string_view) { enter(); };
  {
    std::vector<std::jthread> workers;
    for (int t = 0; t < 4; ++t)
      workers.emplace_back([&] {
        for (int i = 0; i < 300; ++i) Stage(control, "s", 1, "u").advance(1);
      });
  }
  EXPECT_FALSE(overlapped);
}

TEST(Stage, StopsTheWorkButCountsWhatWasDone) {
  std::atomic<bool> stop = true;
  Recorder recorder;
  recorder.control.stop = &stop;
  Stage stage(recorder.control, "swaps", 4, "swaps");
  EXPECT_THROW(stage.advance(4), Interrupted);
  EXPECT_EQ(recorder.reports.back().units, 4);
}

}  // namespace
}  // namespace nacre
