#include "nacre/assembly/block_average.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace nacre::assembly {
namespace {

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

// Sum of squares about the mean.
double scatter(std::span<const double> values) {
  const double mean = mean_of(values);
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum;
}

BlockLevel level_of(std::span<const double> blocks, std::size_t length) {
  const auto n = static_cast<double>(blocks.size());
  const double error = std::sqrt(scatter(blocks) / (n * (n - 1)));
  return {length, blocks.size(), error, error / std::sqrt(2 * (n - 1))};
}

std::vector<BlockLevel> levels_of(std::span<const double> samples) {
  std::vector<double> blocks(samples.begin(), samples.end());
  std::vector<BlockLevel> levels;
  for (std::size_t length = 1; blocks.size() >= 2; length *= 2) {
    levels.push_back(level_of(blocks, length));
    for (std::size_t i = 0; i + 1 < blocks.size(); i += 2) blocks[i / 2] = (blocks[i] + blocks[i + 1]) / 2;
    blocks.resize(blocks.size() / 2);
  }
  return levels;
}

bool long_enough(const BlockLevel& level, const BlockLevel& first, std::size_t samples) {
  const double growth = first.error > 0 ? level.error / first.error : 0;
  return std::pow(static_cast<double>(level.length), 3) >
         2 * static_cast<double>(samples) * std::pow(growth, 4);
}

// Very few blocks say nothing: their own error is then as large as what it tells.
constexpr std::size_t fewest_blocks = 8;

void choose(BlockAverage& result, std::size_t samples) {
  const BlockLevel* chosen = nullptr;
  for (const BlockLevel& level : result.levels) {
    if (level.blocks < fewest_blocks) break;
    if (!long_enough(level, result.levels.front(), samples)) continue;
    chosen = &level;
    break;
  }
  result.converged = chosen != nullptr;
  if (!chosen) chosen = &*std::ranges::max_element(result.levels, {}, &BlockLevel::error);
  result.error = chosen->error;
  result.uncertainty = chosen->uncertainty;
}

}  // namespace

BlockAverage block_average(std::span<const double> samples) {
  if (samples.empty()) throw std::invalid_argument("there are no samples to average");
  if (!std::ranges::all_of(samples, [](double x) { return std::isfinite(x); }))
    throw std::invalid_argument("a sample is not finite");
  const auto n = static_cast<double>(samples.size());
  BlockAverage result{.mean = mean_of(samples)};
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  if (samples.size() == 1) {
    result.deviation = result.error = result.uncertainty = result.correlation_time = unknown;
    result.independent = 1;
    return result;
  }
  result.deviation = std::sqrt(scatter(samples) / (n - 1));
  result.levels = levels_of(samples);
  choose(result, samples.size());
  result.independent = result.error > 0 ? std::pow(result.deviation / result.error, 2) : n;
  result.correlation_time = n / result.independent / 2;
  return result;
}

}  // namespace nacre::assembly
