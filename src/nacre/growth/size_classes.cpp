#include "nacre/growth/size_classes.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "nacre/core/units.hpp"

namespace nacre::growth {
namespace {

double cube(double x) { return x * x * x; }

}  // namespace

// The means are those that make the step from one class to the next k r^(k-1) times the width, r at the face
// between them: the discrete moments then follow their equations with no error from the cells (Sheppard's
// correction of the moments of binned data).
SizeClasses SizeClasses::cells(RadiusWindow window, int count) {
  SizeClasses classes;
  const double width = (window.high_nm - window.low_nm) / count;
  for (int i = 0; i <= count; ++i) {
    const double low = window.low_nm + i * width, high = low + width, middle = low + width / 2;
    classes.edges_.push_back(low);
    classes.means_[0].push_back(1);
    classes.means_[1].push_back(middle);
    classes.means_[2].push_back(middle * middle - width * width / 12);
    classes.means_[3].push_back(low * middle * high);
  }
  classes.edges_.push_back(window.high_nm + width);
  return classes;
}

SizeClasses SizeClasses::monomers(int first, int last, double monomer_radius_nm) {
  SizeClasses classes;
  for (int i = first; i <= last + 1; ++i) {
    const double radius = monomer_radius_nm * std::cbrt(i);
    classes.edges_.push_back(monomer_radius_nm * std::cbrt(i - 0.5));
    classes.means_[0].push_back(1);
    classes.means_[1].push_back(radius);
    classes.means_[2].push_back(radius * radius);
    classes.means_[3].push_back(i * cube(monomer_radius_nm));
  }
  classes.edges_.push_back(monomer_radius_nm * std::cbrt(last + 1.5));
  return classes;
}

Entry SizeClasses::entry(double radius_nm) const {
  const auto& cubes = means_[3];
  const double inside = std::clamp(cube(radius_nm), cubes.front(), cubes[size() - 2]);
  const auto above = std::upper_bound(cubes.begin() + 1, cubes.end() - 2, inside);
  const auto lower = static_cast<std::size_t>(above - cubes.begin()) - 1;
  const double per_nm3 = 1 / (cubes[lower + 1] - cubes[lower]);
  const bool moved = inside != cube(radius_nm);
  return {lower, (inside - cubes[lower]) * per_nm3, moved ? 0 : per_nm3, inside};
}

std::array<double, 4> SizeClasses::moments(std::span<const double> number) const {
  std::array<double, 4> sums{};
  for (std::size_t i = 0; i < size(); ++i) {
    sums[0] += number[i];
    sums[1] += number[i] * means_[1][i];
    sums[2] += number[i] * means_[2][i];
    sums[3] += number[i] * means_[3][i];
  }
  return sums;
}

std::vector<Box> SizeClasses::boxes(std::span<const double> number, double volume_ratio) const {
  std::vector<Box> list;
  for (std::size_t i = size(); i-- > 0;)
    if (number[i] != 0)
      list.push_back(
          {.number_per_m3 = number[i] / volume_ratio, .low_nm = edges_[i], .high_nm = edges_[i + 1]});
  return list;
}

std::vector<double> sorted_seeds(const SizeClasses& classes, std::span<const double> radius_nm,
                                 std::span<const double> number_per_m3) {
  std::vector<double> number(classes.size(), 0.0);
  const RadiusWindow window = classes.window();
  for (std::size_t i = 0; i < radius_nm.size(); ++i) {
    if (!(radius_nm[i] > window.low_nm && radius_nm[i] < window.high_nm))
      throw std::invalid_argument("seeds of " + format_number(radius_nm[i]) +
                                  " nm lie outside of the window of radii, " + format_rounded(window.low_nm) +
                                  " to " + format_rounded(window.high_nm) + " nm");
    const Entry entry = classes.entry(radius_nm[i]);
    number[entry.lower] += number_per_m3[i] * (1 - entry.upper_share);
    number[entry.lower + 1] += number_per_m3[i] * entry.upper_share;
  }
  return number;
}

}  // namespace nacre::growth
