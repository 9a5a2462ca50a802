#include "nacre/core/parallel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <chrono>
#include <cmath>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "nacre/core/error.hpp"

namespace nacre {
namespace {

RunControl with_threads(int threads) {
  RunControl control;
  control.threads = threads;
  return control;
}

class ParallelThreads : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Counts, ParallelThreads, testing::Values(1, 2, 3, 8));

TEST_P(ParallelThreads, EveryIndexRunsOnce) {
  std::vector<int> calls(1000, 0);
  parallel_for(calls.size(), with_threads(GetParam()), [&](std::size_t i) { ++calls[i]; });
  EXPECT_EQ(calls, std::vector<int>(1000, 1));
}

TEST_P(ParallelThreads, NothingToDoCallsNothing) {
  parallel_for(0, with_threads(GetParam()), [](std::size_t) { FAIL(); });
  EXPECT_EQ(parallel_sum(0, with_threads(GetParam()), [](std::size_t) { return 1.0; }), 0);
}

TEST_P(ParallelThreads, ErrorIsTheOneOfAPlainLoop) {
  for (int repeat = 0; repeat < 20; ++repeat) {
    const auto body = [](std::size_t i) {
      if (i >= 40 && i % 3 == 1) throw std::runtime_error(std::to_string(i));
    };
    try {
      parallel_for(200, with_threads(GetParam()), body);
      FAIL() << "no exception";
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "40");
    }
  }
}

TEST_P(ParallelThreads, StopInterrupts) {
  std::atomic<bool> stop = false;
  RunControl control = with_threads(GetParam());
  control.stop = &stop;
  std::atomic<int> calls = 0;
  const auto body = [&](std::size_t) {
    const int call = ++calls;
    if (call == 5) stop = true;
    while (call > 5 && !stop) std::this_thread::yield();  // counted before the fifth has stored
  };
  EXPECT_THROW(parallel_for(100'000, control, body), Interrupted);
  EXPECT_LT(calls, 5 + GetParam());  // each thread ends the call it was in
}

TEST_P(ParallelThreads, SumHasTheSameBits) {
  const auto term = [](std::size_t i) { return std::sin(static_cast<double>(i)) * std::pow(10.0, i % 13); };
  const double one = parallel_sum(100'003, with_threads(1), term);
  for (int repeat = 0; repeat < 5; ++repeat) {
    const double sum = parallel_sum(100'003, with_threads(GetParam()), term);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(sum), std::bit_cast<std::uint64_t>(one));
  }
}

TEST_P(ParallelThreads, SumIsRight) {
  const auto term = [](std::size_t i) { return static_cast<double>(i); };
  for (const std::size_t n : {1u, 1023u, 1024u, 1025u, 10'000u})
    EXPECT_EQ(parallel_sum(n, with_threads(GetParam()), term), static_cast<double>(n * (n - 1) / 2));
}

TEST_P(ParallelThreads, NestedLoopsStayWithinTheThreadsAllowed) {
  const int threads = GetParam();
  std::atomic<int> running = 0, most = 0, calls = 0;
  const auto inner = [&](std::size_t) {
    const int now = ++running;
    for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
    }
    std::this_thread::sleep_for(std::chrono::microseconds(200));
    ++calls;
    --running;
  };
  const RunControl control = with_threads(threads);
  parallel_for(3, control, [&](std::size_t) { parallel_for(20, control, inner); });
  EXPECT_EQ(calls, 60);
  EXPECT_LE(most, threads);
}

TEST(ParallelFor, UsesTheThreadsGivenAndNoMore) {
  std::mutex mutex;
  std::set<std::thread::id> ids;
  std::atomic<int> arrived = 0;
  parallel_for(3, with_threads(3), [&](std::size_t) {
    ++arrived;
    while (arrived < 3) std::this_thread::yield();  // returns only when three run at once
    const std::lock_guard lock(mutex);
    ids.insert(std::this_thread::get_id());
  });
  EXPECT_EQ(ids.size(), 3u);
}

TEST(ParallelFor, OneThreadIsTheCallersInOrder) {
  std::vector<std::size_t> order;
  parallel_for(50, with_threads(1), [&](std::size_t i) { order.push_back(i); });
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
  EXPECT_EQ(order.size(), 50u);
}

TEST(ParallelFor, ThreadCountsBelowOneMeanOne) {
  int calls = 0;
  parallel_for(5, with_threads(0), [&](std::size_t) { ++calls; });
  parallel_for(5, with_threads(-3), [&](std::size_t) { ++calls; });
  EXPECT_EQ(calls, 10);
}

TEST(ParallelFor, StoppedBeforeTheStartRunsNothing) {
  std::atomic<bool> stop = true;
  RunControl control = with_threads(2);
  control.stop = &stop;
  EXPECT_THROW(parallel_for(10, control, [](std::size_t) { FAIL(); }), Interrupted);
}

}  // namespace
}  // namespace nacre
