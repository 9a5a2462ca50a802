#include "nacre/io/packed_numbers.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <stdexcept>

namespace nacre::io {
namespace {

constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t no_digit = 64;

constexpr std::array<std::uint8_t, 256> values_of_digits() {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_digit);
  for (std::uint8_t i = 0; i < 64; ++i) values[static_cast<unsigned char>(digits[i])] = i;
  return values;
}
constexpr auto value_of = values_of_digits();

// Up to three bytes as four digits.
void add_digits(std::string& text, std::span<const std::uint8_t> bytes) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < 3; ++i) bits = bits << 8 | (i < bytes.size() ? bytes[i] : 0u);
  for (std::size_t i = 0; i < 4; ++i) text += i <= bytes.size() ? digits[bits >> (18 - 6 * i) & 63] : '=';
}

[[noreturn]] void fail() { throw std::invalid_argument("packed numbers that are no base64 of nacre"); }

std::size_t padding_of(const std::string& text) {
  if (text.ends_with("==")) return 2;
  return text.ends_with("=") ? 1 : 0;
}

// Four digits, the last `padding` of them empty.
void add_bytes(std::vector<std::uint8_t>& bytes, const char* four, std::size_t padding) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::uint8_t value = i < 4 - padding ? value_of[static_cast<unsigned char>(four[i])] : 0;
    if (value == no_digit) fail();
    bits = bits << 6 | value;
  }
  for (std::size_t i = 0; i < 3 - padding; ++i) bytes.push_back(bits >> (16 - 8 * i) & 0xFF);
}

}  // namespace

std::string base64(std::span<const std::uint8_t> bytes) {
  std::string text;
  text.reserve(4 * ((bytes.size() + 2) / 3));
  for (std::size_t at = 0; at < bytes.size(); at += 3)
    add_digits(text, bytes.subspan(at, std::min<std::size_t>(3, bytes.size() - at)));
  return text;
}

std::vector<std::uint8_t> from_base64(const std::string& text) {
  if (text.size() % 4 != 0) fail();
  std::vector<std::uint8_t> bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (std::size_t at = 0; at < text.size(); at += 4)
    add_bytes(bytes, text.data() + at, at + 4 == text.size() ? padding_of(text) : 0);
  return bytes;
}

std::string packed_numbers(const std::vector<double>& values) {
  constexpr double largest = std::numeric_limits<float>::max();
  std::vector<std::uint8_t> bytes;
  bytes.reserve(4 * values.size());
  for (const double value : values) {
    const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(std::clamp(value, -largest, largest)));
    for (int shift = 0; shift < 32; shift += 8) bytes.push_back(bits >> shift & 0xFF);
  }
  return base64(bytes);
}

std::vector<double> unpacked_numbers(const std::string& text) {
  const std::vector<std::uint8_t> bytes = from_base64(text);
  if (bytes.size() % 4 != 0) fail();
  std::vector<double> values(bytes.size() / 4);
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 4; ++k) bits |= static_cast<std::uint32_t>(bytes[4 * i + k]) << (8 * k);
    values[i] = std::bit_cast<float>(bits);
  }
  return values;
}

std::size_t NumberPool::index(const std::vector<double>& values) {
  const auto [at, is_new] = places_.emplace(packed_numbers(values), arrays_.size());
  if (is_new) arrays_.push_back(at->first);
  return at->second;
}

}  // namespace nacre::io
