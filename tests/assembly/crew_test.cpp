#include "nacre/assembly/crew.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

namespace nacre::assembly {
namespace {

TEST(Crew, EveryChunkIsDoneOnceWhenRunReturns) {
  Crew crew(3);
  for (std::size_t round = 0; round < 3000; ++round) {
    const std::size_t chunks = round % 17;
    std::vector<int> times(chunks, 0);  // not atomic: each chunk has its own
    crew.run(chunks, [&](std::size_t c) { ++times[c]; });
    EXPECT_EQ(times, std::vector<int>(chunks, 1));
  }
}

TEST(Crew, ThreadsThatSleptAreCalled) {
  Crew crew(2);
  for (int round = 0; round < 5; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::atomic<int> here = 0;
    // Each chunk waits for the other: done only if two threads are there.
    crew.run(2, [&](std::size_t) {
      ++here;
      while (here < 2) std::this_thread::yield();
    });
    EXPECT_EQ(here, 2);
  }
}

TEST(Crew, OneCrewServesAllWhoAskForAsManyThreads) {
  const std::shared_ptr<Crew> one = Crew::of(2);
  EXPECT_EQ(Crew::of(2), one);
  EXPECT_EQ(Crew::of(1), nullptr);
}

TEST(Crew, LoopsOfSeveralThreadsAndWithinBodiesAreDone) {
  Crew crew(2);
  std::atomic<int> done = 0;
  const auto count = [&](std::size_t) { crew.run(4, [&](std::size_t) { ++done; }); };
  const auto loops = [&] {
    for (int round = 0; round < 500; ++round) crew.run(5, count);
  };
  std::thread other(loops);
  loops();
  other.join();
  EXPECT_EQ(done, 2 * 500 * 5 * 4);
}

TEST(Crew, WhatABodyThrowsComesOutAndTheNextLoopRuns) {
  Crew crew(2);
  std::atomic<int> done = 0;
  EXPECT_THROW(crew.run(50,
                        [&](std::size_t c) {
                          ++done;
                          if (c % 10 == 7) throw std::runtime_error("seven");
                        }),
               std::runtime_error);
  EXPECT_EQ(done, 50);
  crew.run(50, [&](std::size_t) { ++done; });
  EXPECT_EQ(done, 100);
}

}  // namespace
}  // namespace nacre::assembly
