#include "nacre/report/film_data.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

#include "nacre/report/particle_data.hpp"

namespace nacre::report {

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

}  // namespace nacre::report
