#include "nacre/report/particle_data.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "nacre/io/packed_numbers.hpp"

namespace nacre::report {
namespace {

constexpr double largest = 65535;

std::uint16_t packed(double from_middle_nm, double reach_nm) {
  const double fraction = (from_middle_nm / reach_nm + 1) / 2;
  return static_cast<std::uint16_t>(std::lround(largest * std::clamp(fraction, 0.0, 1.0)));
}

}  // namespace

std::string packed_positions(const ParticlePicture& picture, double reach_nm) {
  const Vector middle = particle_middle(picture);
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < 3 * picture.kind.size(); ++i) {
    const std::uint16_t value = packed(picture.positions_nm[i] - middle[i % 3], reach_nm);
    bytes.push_back(value & 0xFF);
    bytes.push_back(value >> 8);
  }
  return io::base64(bytes);
}

}  // namespace nacre::report
