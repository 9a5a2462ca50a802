#include "nacre/scattering/distance_counter.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace nacre::scattering {

DistanceCounter::Entry& DistanceCounter::entry(std::int64_t key) {
  const std::size_t mask = table_.size() - 1;
  std::size_t at = (static_cast<std::uint64_t>(key) * 0x9E3779B97F4A7C15U >> 20) & mask;  // Fibonacci hashing
  while (table_[at].key != key && table_[at].key != -1) at = (at + 1) & mask;
  return table_[at];
}

void DistanceCounter::grow() {
  const std::size_t size = std::max<std::size_t>(1024, 2 * table_.size());
  if (1.5 * static_cast<double>(size * sizeof(Entry)) > most_bytes_)  // the old table and the new one
    throw std::invalid_argument(
        "the crystal has too many different distances to count them; pairs can be put into bins");
  const auto old = std::exchange(table_, std::vector<Entry>(size));
  for (const Entry& one : old)
    if (one.key != -1) entry(one.key) = one;
}

void DistanceCounter::add_key(std::int64_t key, double count) {
  if (4 * taken_ >= 3 * table_.size()) grow();
  Entry& at = entry(key);
  if (at.key == -1) at = {key, 0}, ++taken_;
  at.count += count;
}

void DistanceCounter::add(double square_A2, double count) {
  add_key(static_cast<std::int64_t>(square_A2 * 1e8 + 0.5), count);
}

void DistanceCounter::add(const DistanceCounter& other) {
  for (const Entry& one : other.table_)
    if (one.key != -1) add_key(one.key, one.count);
}

PairDistances DistanceCounter::distances() const {
  std::vector<std::pair<std::int64_t, double>> all;
  for (const Entry& one : table_)
    if (one.key != -1) all.push_back({one.key, one.count});
  std::ranges::sort(all);
  PairDistances result;
  for (const auto& [key, count] : all) {
    result.distance_A.push_back(std::sqrt(static_cast<double>(key) * 1e-8));
    result.count.push_back(count);
  }
  result.deviation_A.assign(all.size(), 0);
  return result;
}

}  // namespace nacre::scattering
