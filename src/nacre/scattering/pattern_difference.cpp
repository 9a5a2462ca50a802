#include "nacre/scattering/pattern_difference.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "nacre/scattering/small_systems.hpp"

namespace nacre::scattering {
namespace {

using Row = std::array<double, 3>;

Row row_at(std::span<const double> second, std::size_t i) {
  return {1, 2 * static_cast<double>(i) / static_cast<double>(second.size() - 1) - 1, second[i]};
}

// Residuals after a straight line, and the second where `terms` is 3.
std::vector<double> left_over(std::span<const double> first, std::span<const double> second,
                              std::size_t terms) {
  SmallSystem system(terms);
  for (std::size_t i = 0; i < first.size(); ++i) {
    const Row row = row_at(second, i);
    system.add(std::span(row).first(terms), first[i], 1);
  }
  const auto solved = system.solve();
  if (terms == 3 && (!solved || (*solved)[2] < 0)) return left_over(first, second, 2);
  std::vector<double> rest(first.begin(), first.end());
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const Row row = row_at(second, i);
    for (std::size_t k = 0; k < terms; ++k) rest[i] -= (*solved)[k] * row[k];
  }
  return rest;
}

double squares(std::span<const double> values) {
  double sum = 0;
  for (const double one : values) sum += one * one;
  return sum;
}

}  // namespace

PatternDifference pattern_difference(std::span<const double> first, std::span<const double> second) {
  if (first.size() != second.size() || first.size() < 4)
    throw std::invalid_argument("patterns are compared on the same points, four at least");
  double mean = 0, most = 0;
  for (const double one : first) {
    mean += one / static_cast<double>(first.size());
    most = std::max(most, std::abs(one));
  }
  double about_mean = 0;
  for (const double one : first) about_mean += (one - mean) * (one - mean);
  const std::vector<double> rest = left_over(first, second, 3);
  const auto largest =
      std::ranges::max_element(rest, {}, [](double one) { return std::abs(one); }) - rest.begin();
  constexpr double standard_errors = 5;
  return {.share = about_mean > 0 ? std::sqrt(squares(rest) / about_mean) : 0,
          .largest = static_cast<std::size_t>(largest),
          .noise = most > 0 ? std::sqrt(squares(rest)) / (standard_errors * most) : 0};
}

}  // namespace nacre::scattering
