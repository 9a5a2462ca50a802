#include "nacre/scattering/distance_counter.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace nacre::scattering {

DistanceCounter::Entry& DistanceCounter::entry(std::int64_t key) {
  const std::size_t mask = table_.size() - 1;
  std::size_t at = (static_cast<std::uint64_t>(key) * 0x9E3779B97F4A7C15U >> 20) & mask;  // Fibonacci hashing
  while (table_[at].key != key && table_[at].key != -1) at = (at + 1) & mask;
  return table_[at];
}

void DistanceCounter::grow() {
  const auto old = std::exchange(table_, std::vector<Entry>(std::max<std::size_t>(1024, 2 * table_.size())));
  for (const Entry& one : old)
    if (one.key != -1) entry(one.key) = one;
}

void DistanceCounter::add(double square_A2, double count) {
  if (2 * taken_ >= table_.size()) grow();
  const auto key = static_cast<std::int64_t>(square_A2 * 1e8 + 0.5);
  Entry& at = entry(key);
  if (at.key == -1) at = {key, square_A2, 0}, ++taken_;
  at.count += count;
}

void DistanceCounter::add(const DistanceCounter& other) {
  for (const Entry& one : other.table_)
    if (one.key != -1) add(one.square_A2, one.count);
}

PairDistances DistanceCounter::distances() const {
  std::vector<std::pair<double, double>> all;
  for (const Entry& one : table_)
    if (one.key != -1) all.push_back({one.square_A2, one.count});
  std::ranges::sort(all);
  PairDistances result;
  for (const auto& [square, count] : all) {
    result.distance_A.push_back(std::sqrt(square));
    result.count.push_back(count);
  }
  result.deviation_A.assign(all.size(), 0);
  return result;
}

}  // namespace nacre::scattering
