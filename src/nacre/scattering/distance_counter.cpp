#include "nacre/scattering/distance_counter.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace nacre::scattering {
namespace {

double distance_of(std::int64_t key) { return std::sqrt(static_cast<double>(key) * 1e-8); }

}  // namespace

DistanceCounter::Entry& DistanceCounter::entry(std::int64_t key) {
  const std::size_t mask = table_.size() - 1;
  std::size_t at = (static_cast<std::uint64_t>(key) * 0x9E3779B97F4A7C15U >> 20) & mask;  // Fibonacci hashing
  while (table_[at].key != key && table_[at].key != -1) at = (at + 1) & mask;
  return table_[at];
}

void DistanceCounter::grow() {
  const std::size_t size = std::max<std::size_t>(1024, 2 * table_.size());
  // The old table and the new one.
  if (1.5 * static_cast<double>(size * sizeof(Entry)) > most_bytes_) return put_into_bins();
  const auto old = std::exchange(table_, std::vector<Entry>(size));
  for (const Entry& one : old)
    if (one.key != -1) entry(one.key) = one;
}

void DistanceCounter::put_into_bins() {
  const auto old = std::exchange(table_, {});
  bins_.resize(1);
  for (const Entry& one : old)
    if (one.key != -1) add_to_bin(distance_of(one.key), one.count);
}

void DistanceCounter::add_to_bin(double distance_A, double count) {
  const auto b = static_cast<std::size_t>(distance_A / bin_A);
  if (b >= bins_.size()) bins_.resize(b + 1);
  const double from = distance_A - static_cast<double>(b) * bin_A;
  bins_[b].count += count;
  bins_[b].sum += count * from;
  bins_[b].squares += count * from * from;
}

void DistanceCounter::add_key(std::int64_t key, double count) {
  if (!in_bins() && 4 * taken_ >= 3 * table_.size()) grow();
  if (in_bins()) return add_to_bin(distance_of(key), count);
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
  if (!other.in_bins()) return;
  if (!in_bins()) put_into_bins();
  bins_.resize(std::max(bins_.size(), other.bins_.size()));
  for (std::size_t b = 0; b < other.bins_.size(); ++b) {
    bins_[b].count += other.bins_[b].count;
    bins_[b].sum += other.bins_[b].sum;
    bins_[b].squares += other.bins_[b].squares;
  }
}

PairDistances DistanceCounter::distances() const {
  std::vector<std::pair<std::int64_t, double>> all;
  for (const Entry& one : table_)
    if (one.key != -1) all.push_back({one.key, one.count});
  std::ranges::sort(all);
  PairDistances result;
  for (const auto& [key, count] : all) {
    result.distance_A.push_back(distance_of(key));
    result.deviation_A.push_back(0);
    result.count.push_back(count);
  }
  for (std::size_t b = 0; b < bins_.size(); ++b) {
    const auto& [count, sum, squares] = bins_[b];
    if (count == 0) continue;
    const double mean = sum / count, variance = squares / count - mean * mean;
    result.distance_A.push_back(static_cast<double>(b) * bin_A + mean);
    result.deviation_A.push_back(variance > 1e-14 ? std::sqrt(variance) : 0);
    result.count.push_back(count);
  }
  return result;
}

}  // namespace nacre::scattering
