#include "nacre/report/particle_data.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace nacre::report {
namespace {

// A slow reader of base64, six bits at a time.
std::vector<std::uint8_t> bytes_of(const std::string& text) {
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<std::uint8_t> bytes;
  unsigned bits = 0, count = 0;
  for (const char c : text) {
    if (c == '=') break;
    bits = bits << 6 | static_cast<unsigned>(digits.find(c));
    if ((count += 6) < 8) continue;
    count -= 8;
    bytes.push_back(bits >> count & 0xFF);
  }
  return bytes;
}

TEST(PackedPositions, SpanTheReach) {
  const ParticlePicture picture{"", {-3, 5, 10, 3, 5, 10}, {0, 0}};
  EXPECT_EQ(bytes_of(packed_positions(picture, 3)),
            (std::vector<std::uint8_t>{0, 0, 0, 0x80, 0, 0x80, 0xFF, 0xFF, 0, 0x80, 0, 0x80}));
}

TEST(PackedPositions, AreRoundedToHalfAStep) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> place(-5, 5);
  ParticlePicture picture;
  for (int i = 0; i < 100; ++i) {
    for (int axis = 0; axis < 3; ++axis) picture.positions_nm.push_back(place(random));
    picture.kind.push_back(0);
  }
  const double reach_nm = 9;
  const auto bytes = bytes_of(packed_positions(picture, reach_nm));
  const Vector middle = particle_middle(picture);
  ASSERT_EQ(bytes.size(), 600u);
  for (std::size_t i = 0; i < 300; ++i) {
    const double unpacked = reach_nm * (2 * (bytes[2 * i] + 256 * bytes[2 * i + 1]) / 65535.0 - 1);
    EXPECT_NEAR(unpacked, picture.positions_nm[i] - middle[i % 3], reach_nm / 65535 + 1e-12);
  }
}

}  // namespace
}  // namespace nacre::report
