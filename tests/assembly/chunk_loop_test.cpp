#include "nacre/assembly/chunk_loop.hpp"

#include <gtest/gtest.h>
#include <tbb/info.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

namespace nacre::assembly {
namespace {

TEST(ChunkLoop, EveryChunkIsDoneOnceWhenEachReturns) {
  for (const int threads : {1, 2, 3}) {
    const ChunkLoop loop(threads);
    for (std::size_t round = 0; round < 2000; ++round) {
      const std::size_t chunks = round % 17;
      std::vector<int> times(chunks, 0);  // not atomic: each chunk has its own
      loop.each(chunks, [&](std::size_t c) { ++times[c]; });
      EXPECT_EQ(times, std::vector<int>(chunks, 1));
    }
  }
}

TEST(ChunkLoop, ChunksCoverTheParticlesWithoutAGap) {
  const std::size_t size = ChunkLoop::chunk_size;
  for (const std::size_t n : {std::size_t{0}, std::size_t{1}, size - 1, size, size + 1, 5 * size + 7}) {
    std::vector<int> times(n, 0);
    ChunkLoop(2).run(n, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
      EXPECT_EQ(begin, chunk * size);
      EXPECT_LT(chunk, ChunkLoop::chunks(n));
      for (std::size_t i = begin; i < end; ++i) ++times[i];
    });
    EXPECT_TRUE(std::ranges::all_of(times, [](int t) { return t == 1; })) << n;
  }
}

TEST(ChunkLoop, TwoThreadsAreThereAtTheSameTime) {
  if (tbb::info::default_concurrency() < 2) GTEST_SKIP() << "one core";
  std::atomic<int> here = 0;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  ChunkLoop(2).each(2, [&](std::size_t) {  // each waits for the other
    ++here;
    while (here < 2 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  });
  EXPECT_LT(std::chrono::steady_clock::now(), end);
}

TEST(ChunkLoop, LoopsOfSeveralThreadsAndWithinBodiesAreDone) {
  const ChunkLoop loop(2);
  std::atomic<int> done = 0;
  const auto loops = [&] {
    for (int round = 0; round < 500; ++round)
      loop.each(5, [&](std::size_t) { loop.each(4, [&](std::size_t) { ++done; }); });
  };
  std::thread other(loops);
  loops();
  other.join();
  EXPECT_EQ(done, 2 * 500 * 5 * 4);
}

TEST(ChunkLoop, WhatABodyThrowsComesOutAndTheNextLoopRuns) {
  for (const int threads : {1, 2}) {
    const ChunkLoop loop(threads);
    const auto seven = [](std::size_t c) {
      if (c % 10 == 7) throw std::runtime_error("seven");
    };
    EXPECT_THROW(loop.each(50, seven), std::runtime_error);
    std::atomic<int> done = 0;
    loop.each(50, [&](std::size_t) { ++done; });
    EXPECT_EQ(done, 50);
  }
}

}  // namespace
}  // namespace nacre::assembly
