#include "nacre/core/median.hpp"

#include <gtest/gtest.h>

namespace nacre {
namespace {

TEST(Median, IsTheMiddleInAnyOrder) {
  EXPECT_EQ(median({5, 1, 3}), 3);
  EXPECT_EQ(median({2}), 2);
  EXPECT_EQ(median({1, 1000, 2}), 2) << "one outlier does not move it";
}

TEST(Median, TakesTheUpperOfTwo) { EXPECT_EQ(median({4, 1, 3, 2}), 3); }

}  // namespace
}  // namespace nacre
