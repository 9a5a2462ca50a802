#include "nacre/ligands/find_injections.hpp"

#include <algorithm>
#include <cmath>

namespace nacre::ligands {
namespace {

constexpr std::size_t lag = 3;  // samples: a rise is slower than one sample
constexpr double jump_sigmas = 10;

std::vector<double> changes(const Thermogram& thermogram) {
  std::vector<double> all;
  for (std::size_t i = 0; i + lag < thermogram.power_uW.size(); ++i) {
    all.push_back(std::abs(thermogram.power_uW[i + lag] - thermogram.power_uW[i]));
  }
  return all;
}

// Most of a record is baseline or slow return to it: the lower quartile tells of noise alone.
double noise_of_changes(std::vector<double> sizes) {
  const auto quarter = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 4);
  std::nth_element(sizes.begin(), quarter, sizes.end());
  return *quarter / 0.31864;  // lower quartile of |normal|
}

}  // namespace

std::vector<double> find_injections(const Thermogram& thermogram) {
  const std::vector<double> sizes = changes(thermogram);
  if (sizes.empty()) return {};
  const double largest = *std::ranges::max_element(sizes);
  const double limit = std::max(jump_sigmas * noise_of_changes(sizes), 1e-3 * largest);
  std::vector<std::size_t> jumps;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] > limit) jumps.push_back(i);
  }
  double longest = 0;
  for (std::size_t k = 1; k < jumps.size(); ++k) {
    longest = std::max(longest, thermogram.time_s[jumps[k]] - thermogram.time_s[jumps[k - 1]]);
  }
  std::vector<double> found;
  for (std::size_t k = 0; k < jumps.size(); ++k) {
    const double at = thermogram.time_s[jumps[k]];
    if (k > 0 && at - thermogram.time_s[jumps[k - 1]] < 0.1 * longest) continue;
    found.push_back(thermogram.time_s[jumps[k] + lag - 1]);
  }
  return found;
}

}  // namespace nacre::ligands
