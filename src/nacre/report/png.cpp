#include "nacre/report/png.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace nacre::report {
namespace {

using Bytes = std::vector<std::uint8_t>;

void add(Bytes& to, std::span<const std::uint8_t> bytes) { to.insert(to.end(), bytes.begin(), bytes.end()); }

void add_number(Bytes& to, std::uint32_t value) {  // high byte first
  for (int shift = 24; shift >= 0; shift -= 8) to.push_back(value >> shift & 0xFF);
}

constexpr std::array<std::uint32_t, 256> crc_table() {  // ISO/IEC 15948, annex D
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t n = 0; n < 256; ++n) {
    std::uint32_t c = n;
    for (int k = 0; k < 8; ++k) c = c & 1 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
    table[n] = c;
  }
  return table;
}

std::uint32_t crc(std::span<const std::uint8_t> bytes) {
  static constexpr auto table = crc_table();
  std::uint32_t c = 0xFFFFFFFFu;
  for (const std::uint8_t byte : bytes) c = table[(c ^ byte) & 0xFF] ^ (c >> 8);
  return c ^ 0xFFFFFFFFu;
}

std::uint32_t adler(std::span<const std::uint8_t> bytes) {  // RFC 1950
  std::uint32_t a = 1, b = 0;
  for (const std::uint8_t byte : bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}

void add_chunk(Bytes& png, std::string_view type, const Bytes& content) {
  add_number(png, static_cast<std::uint32_t>(content.size()));
  const std::size_t begin = png.size();
  png.insert(png.end(), type.begin(), type.end());
  add(png, content);
  add_number(png, crc(std::span(png).subspan(begin)));
}

Bytes header(std::size_t width, std::size_t height) {
  Bytes bytes;
  add_number(bytes, static_cast<std::uint32_t>(width));
  add_number(bytes, static_cast<std::uint32_t>(height));
  add(bytes, std::array<std::uint8_t, 5>{8, 3, 0, 0, 0});  // 8 bits, palette
  return bytes;
}

Bytes palette() {
  Bytes bytes;
  for (const Color& color : heat_colors()) add(bytes, color);
  add(bytes, Color{0, 0, 0});
  return bytes;
}

Bytes opacities() {
  Bytes bytes(heat_color_count + 1, 255);
  bytes.back() = 0;
  return bytes;
}

// RFC 1950 and 1951: blocks of bytes as they are.
Bytes stored(const Bytes& data) {
  constexpr std::size_t most = 65535;
  Bytes bytes{0x78, 0x01};
  for (std::size_t at = 0; at < data.size(); at += most) {
    const auto size = static_cast<std::uint16_t>(std::min(most, data.size() - at));
    const auto low = [](std::uint16_t v) { return static_cast<std::uint8_t>(v & 0xFF); };
    const auto high = [](std::uint16_t v) { return static_cast<std::uint8_t>(v >> 8); };
    const auto inverse = static_cast<std::uint16_t>(~size);
    bytes.push_back(at + size == data.size());
    add(bytes, std::array<std::uint8_t, 4>{low(size), high(size), low(inverse), high(inverse)});
    add(bytes, std::span(data).subspan(at, size));
  }
  add_number(bytes, adler(data));
  return bytes;
}

// Each row with the number of its filter before it: none.
Bytes rows(std::size_t width, std::size_t height, const Bytes& places) {
  Bytes bytes;
  for (std::size_t row = 0; row < height; ++row) {
    bytes.push_back(0);
    add(bytes, std::span(places).subspan(row * width, width));
  }
  return bytes;
}

}  // namespace

Bytes heat_png(std::size_t width, std::size_t height, const Bytes& places) {
  Bytes png{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  add_chunk(png, "IHDR", header(width, height));
  add_chunk(png, "PLTE", palette());
  add_chunk(png, "tRNS", opacities());
  add_chunk(png, "IDAT", stored(rows(width, height, places)));
  add_chunk(png, "IEND", {});
  return png;
}

}  // namespace nacre::report
