#include "nacre/crystal/magic_sizes.hpp"

#include <gtest/gtest.h>

namespace nacre::crystal {
namespace {

TEST(MagicSizes, TetrahedraFollowTheirNumbers) {
  int seen = 0;
  for (const MagicSize& one : magic_sizes()) {
    EXPECT_FALSE(one.source.empty());
    if (one.family != "tetrahedron") continue;
    ++seen;
    int n = 1;
    while (n * (n + 1) * (n + 2) / 6 < one.cations) ++n;
    EXPECT_EQ(n * (n + 1) * (n + 2) / 6, one.cations);
    EXPECT_EQ((n - 1) * n * (n + 1) / 6, one.anions);
  }
  EXPECT_EQ(seen, 5);
}

TEST(MagicSizes, AreFoundByTheirNumbers) {
  EXPECT_EQ(magic_sizes_of(37, 20).size(), 1u);
  EXPECT_EQ(magic_sizes_of(34, 34).front().family, "core in a cage");
  EXPECT_TRUE(magic_sizes_of(36, 20).empty());
}

}  // namespace
}  // namespace nacre::crystal
