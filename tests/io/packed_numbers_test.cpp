#include "nacre/io/packed_numbers.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <string>
#include <string_view>

namespace nacre::io {
namespace {

std::string base64_of(std::string_view text) {
  return base64({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

TEST(Base64, AgreesWithTheStandard) {  // RFC 4648, section 10
  EXPECT_EQ(base64_of(""), "");
  EXPECT_EQ(base64_of("f"), "Zg==");
  EXPECT_EQ(base64_of("fo"), "Zm8=");
  EXPECT_EQ(base64_of("foo"), "Zm9v");
  EXPECT_EQ(base64_of("foob"), "Zm9vYg==");
  EXPECT_EQ(base64_of("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64_of("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64_of("\xfb\xff\xbf"), "+/+/");
}

TEST(Base64, GivesItsBytesBack) {
  for (std::size_t size = 0; size < 20; ++size) {
    std::vector<std::uint8_t> bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(251 * i + 13);
    EXPECT_EQ(from_base64(base64(bytes)), bytes);
  }
}

TEST(Base64, RefusesOtherText) {
  for (const char* text : {"Zg=", "Z", "Zm9!", "Zg==Zg==", "=m9v", "===="})
    EXPECT_THROW(from_base64(text), std::invalid_argument) << text;
}

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

TEST(PackedNumbers, ComeBackToSinglePrecision) {
  const std::vector<double> values = {0, 1.0 / 3, -2.5e30, 1e-20};
  const std::vector<double> read = unpacked_numbers(packed_numbers(values));
  ASSERT_EQ(read.size(), 4u);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(read[i], static_cast<float>(values[i]));
  EXPECT_TRUE(std::isnan(unpacked_numbers(packed_numbers({NAN})).at(0)));
  EXPECT_THROW(unpacked_numbers("Zm9v"), std::invalid_argument);
}

TEST(NumberPool, HoldsEachArrayOnce) {
  NumberPool pool;
  EXPECT_EQ(pool.index({1, 2}), 0u);
  EXPECT_EQ(pool.index({1}), 1u);
  EXPECT_EQ(pool.index({1, 2}), 0u);
  EXPECT_EQ(pool.arrays(), (std::vector<std::string>{packed_numbers({1, 2}), packed_numbers({1})}));
}

}  // namespace
}  // namespace nacre::io
