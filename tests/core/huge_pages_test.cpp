#include "nacre/core/huge_pages.hpp"

#include <gtest/gtest.h>
#include <sys/prctl.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <thread>

namespace {

using nacre::HugeVector;
namespace huge_pages = nacre::huge_pages;

std::uintptr_t place(const void* block) { return reinterpret_cast<std::uintptr_t>(block); }

TEST(HugePages, BlocksOfAnyLengthBeginAtWholeCacheLinesAndHoldWhatIsWritten) {
  for (const std::size_t bytes : {1u, 64u, 4095u, 4096u, 5000u, 216000u, 3000000u, 20000000u}) {
    auto* block = static_cast<unsigned char*>(huge_pages::allocate(bytes));
    EXPECT_EQ(place(block) % 64, 0u) << bytes;
    block[0] = 1, block[bytes - 1] = 2;
    EXPECT_EQ(block[bytes - 1], 2);
    huge_pages::deallocate(block, bytes);
  }
}

#if !defined(__SANITIZE_ADDRESS__)
TEST(HugePages, BlocksShareARegionAndTheLastGivesItBack) {
  const std::size_t before = huge_pages::held();
  void* first = huge_pages::allocate(20'000'000);
  const std::size_t with_one = huge_pages::held();
  EXPECT_EQ(with_one % (2u << 20), 0u);
  EXPECT_GE(with_one, before + 20'000'000);
  void* second = huge_pages::allocate(100'000);
  EXPECT_EQ(huge_pages::held(), with_one);
  huge_pages::deallocate(first, 20'000'000);
  EXPECT_EQ(huge_pages::held(), with_one);
  huge_pages::deallocate(second, 100'000);
  EXPECT_EQ(huge_pages::held(), before);
}

TEST(HugePages, ReturnedBlocksAreUsedAgainAndNeighboursJoined) {
  void* keep = huge_pages::allocate(10'000);
  void* a = huge_pages::allocate(5'000'000);
  void* b = huge_pages::allocate(5'000'000);
  void* end = huge_pages::allocate(10'000);
  huge_pages::deallocate(a, 5'000'000);
  huge_pages::deallocate(b, 5'000'000);
  const std::size_t held = huge_pages::held();
  void* both = huge_pages::allocate(9'900'000);
  EXPECT_EQ(both, std::min(a, b));
  EXPECT_EQ(huge_pages::held(), held);
  huge_pages::deallocate(both, 9'900'000);
  huge_pages::deallocate(keep, 10'000);
  huge_pages::deallocate(end, 10'000);
}
#endif

// Every block is filled with a number of its own, and must still hold it when it goes.
void allocate_at_random(unsigned seed, bool& held_all) {
  std::mt19937 random(seed);
  std::vector<HugeVector<std::uint32_t>> blocks(40);
  held_all = true;
  for (std::uint32_t k = 0; k < 2000; ++k) {
    HugeVector<std::uint32_t>& block = blocks[random() % blocks.size()];
    if (!block.empty())
      held_all = held_all && std::count(block.begin(), block.end(), block[0]) ==
                                 static_cast<std::ptrdiff_t>(block.size());
    block = HugeVector<std::uint32_t>(1 + random() % 50'000, seed + k);
  }
}

TEST(HugePages, BlocksOfSeveralThreadsNeverOverlap) {
  const std::size_t before = huge_pages::held();
  bool held_all[3] = {};
  {
    std::jthread one(allocate_at_random, 1u, std::ref(held_all[0]));
    std::jthread two(allocate_at_random, 100'000u, std::ref(held_all[1]));
    allocate_at_random(200'000u, held_all[2]);
  }
  for (const bool held : held_all) EXPECT_TRUE(held);
  EXPECT_EQ(huge_pages::held(), before);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // which stop the program instead
TEST(HugePages, MoreThanThereIsThrows) {
  EXPECT_THROW(HugeVector<double>(std::size_t{1} << 45), std::bad_alloc);
  EXPECT_THROW(nacre::HugePageAllocator<double>().allocate(~std::size_t{0} / 4), std::bad_alloc);
}
#endif

#if defined(PR_SET_THP_DISABLE)
TEST(HugePages, OrdinaryPagesServeWhereThereAreNone) {
  ASSERT_EQ(prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0), 0);
  {
    HugeVector<double> values(5'000'000, 1.5);
    EXPECT_EQ(std::count(values.begin(), values.end(), 1.5), 5'000'000);
  }
  prctl(PR_SET_THP_DISABLE, 0, 0, 0, 0);
}
#endif

}  // namespace
