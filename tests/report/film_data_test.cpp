#include "nacre/report/film_data.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nacre::report {
namespace {

// IEEE 754 by hand: 1 is 00 00 80 3f, -2.5 is 00 00 20 c0.
TEST(PackedNumbers, AreSinglePrecisionLowByteFirst) {
  EXPECT_EQ(packed_numbers({}), "");
  EXPECT_EQ(packed_numbers({1}), "AACAPw==");
  EXPECT_EQ(packed_numbers({1, -2.5}), "AACAPwAAIMA=");
  EXPECT_EQ(packed_numbers({1.0 / 3}), "q6qqPg==");  // ab aa aa 3e
}

TEST(PackedNumbers, StayNumbersBeyondSinglePrecision) {
  EXPECT_EQ(packed_numbers({1e300}), packed_numbers({INFINITY}));
  EXPECT_EQ(packed_numbers({1e300}), "//9/fw==");  // ff ff 7f 7f: 3.4028235e38
  EXPECT_EQ(packed_numbers({-1e300}), "//9//w==");
  EXPECT_EQ(packed_numbers({1e-300}), "AAAAAA==");
  EXPECT_EQ(packed_numbers({NAN}), "AADAfw==");
}

}  // namespace
}  // namespace nacre::report
