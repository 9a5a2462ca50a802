#include "nacre/report/particle_data.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace nacre::report {
namespace {

constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr double largest = 65535;

std::uint16_t packed(double from_middle_nm, double reach_nm) {
  const double fraction = (from_middle_nm / reach_nm + 1) / 2;
  return static_cast<std::uint16_t>(std::lround(largest * std::clamp(fraction, 0.0, 1.0)));
}

// Up to three bytes as four digits.
std::string four_digits(std::span<const std::uint8_t> bytes) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < 3; ++i) bits = bits << 8 | (i < bytes.size() ? bytes[i] : 0u);
  std::string text(4, '=');
  for (std::size_t i = 0; i <= bytes.size(); ++i) text[i] = digits[bits >> (18 - 6 * i) & 63];
  return text;
}

}  // namespace

std::string base64(std::span<const std::uint8_t> bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3)
    text += four_digits(bytes.subspan(at, std::min<std::size_t>(3, bytes.size() - at)));
  return text;
}

std::string packed_positions(const ParticlePicture& picture, double reach_nm) {
  const Vector middle = particle_middle(picture);
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < 3 * picture.kind.size(); ++i) {
    const std::uint16_t value = packed(picture.positions_nm[i] - middle[i % 3], reach_nm);
    bytes.push_back(value & 0xFF);
    bytes.push_back(value >> 8);
  }
  return base64(bytes);
}

}  // namespace nacre::report
