#include "nacre/report/png.hpp"

#include <gtest/gtest.h>

#include <string>

namespace nacre::report {
namespace {

std::uint32_t number_at(const std::vector<std::uint8_t>& bytes, std::size_t at) {
  return bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
}

struct Chunk {
  std::string type;
  std::vector<std::uint8_t> content;
  std::uint32_t check;
};

std::vector<Chunk> chunks(const std::vector<std::uint8_t>& png) {
  std::vector<Chunk> found;
  for (std::size_t at = 8; at + 12 <= png.size();) {
    const auto content = png.begin() + static_cast<std::ptrdiff_t>(at) + 8;
    const std::uint32_t size = number_at(png, at);
    found.push_back(
        {std::string(content - 4, content), {content, content + size}, number_at(png, at + 8 + size)});
    at += 12 + size;
  }
  return found;
}

// What blocks of stored bytes hold.
std::vector<std::uint8_t> unpacked(const std::vector<std::uint8_t>& zlib) {
  std::vector<std::uint8_t> bytes;
  std::size_t at = 2;
  bool last = false;
  while (!last) {
    last = zlib.at(at) == 1;
    const std::size_t size = zlib[at + 1] | zlib[at + 2] << 8;
    EXPECT_EQ(zlib[at + 1] ^ zlib[at + 3], 255);
    EXPECT_EQ(zlib[at + 2] ^ zlib[at + 4], 255);
    for (std::size_t i = 0; i < size; ++i) bytes.push_back(zlib.at(at + 5 + i));
    at += 5 + size;
  }
  EXPECT_EQ(at + 4, zlib.size());
  return bytes;
}

TEST(HeatPng, HasItsParts) {
  const auto png = heat_png(3, 2, {0, 1, 2, 3, 254, no_color});
  EXPECT_EQ(std::string(png.begin() + 1, png.begin() + 4), "PNG");
  const std::vector<Chunk> parts = chunks(png);
  ASSERT_EQ(parts.size(), 5u);
  EXPECT_EQ(parts[0].content, (std::vector<std::uint8_t>{0, 0, 0, 3, 0, 0, 0, 2, 8, 3, 0, 0, 0}));
  EXPECT_EQ(parts[1].content.size(), 3u * 256u);
  EXPECT_EQ(parts[2].content.back(), 0);
  EXPECT_EQ(unpacked(parts[3].content), (std::vector<std::uint8_t>{0, 0, 1, 2, 0, 3, 254, no_color}));
  EXPECT_EQ(parts[4].type, "IEND");
  EXPECT_EQ(parts[4].check, 0xAE426082u);  // of every PNG file
}

TEST(HeatPng, OfManyPixelsHasSeveralBlocks) {
  std::vector<std::uint8_t> places(400 * 300);
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = static_cast<std::uint8_t>(i * 7 % 251);
  const auto bytes = unpacked(chunks(heat_png(400, 300, places))[3].content);
  ASSERT_EQ(bytes.size(), 401u * 300u);
  EXPECT_EQ(bytes[401 * 299 + 1], places[400 * 299]);
}

// "Wikipedia" has the Adler-32 checksum 0x11E60398; here as one row of 9 pixels with filter byte 0 before it
// the sum is over ten bytes, so that it is computed anew: a = 1 + sum, b = sum of all a.
TEST(HeatPng, EndsWithTheChecksumOfItsBytes) {
  const std::vector<std::uint8_t> places{'W', 'i', 'k', 'i', 'p', 'e', 'd', 'i', 'a'};
  const auto data = chunks(heat_png(9, 1, places))[3].content;
  std::uint32_t a = 1, b = 1;  // after the filter byte
  for (const std::uint8_t byte : places) b += a += byte;
  EXPECT_EQ(number_at(data, data.size() - 4), b << 16 | a);
  EXPECT_EQ(a, 0x0398u);
}

}  // namespace
}  // namespace nacre::report
