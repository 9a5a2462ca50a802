#include "nacre/assembly/local_density.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "nacre/crystal/neighbors.hpp"
#include "nacre/crystal/vectors.hpp"

namespace nacre::assembly {
namespace {

constexpr std::size_t modality_bins = 40;
constexpr double valley_share = 0.8;  // of the lower peak

void check(const LocalDensityOptions& options) {
  if (!(options.radius > 0) || !std::isfinite(options.radius) || !(options.diameter >= 0) ||
      !std::isfinite(options.diameter))
    throw std::invalid_argument("the radius or the diameter of the local density is not a length");
}

double share_inside(double distance, const LocalDensityOptions& options) {
  if (options.diameter == 0) return distance <= options.radius ? 1 : 0;
  return std::clamp((options.radius - distance) / options.diameter + 0.5, 0.0, 1.0);
}

struct Moments {
  double mean = 0, variance = 0, skewness = 0, kurtosis = 0;
};

Moments moments(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  Moments all;
  for (const double x : values) all.mean += x / n;
  double third = 0, fourth = 0;
  for (const double x : values) {
    const double d = x - all.mean;
    all.variance += d * d / n;
    third += d * d * d / n;
    fourth += d * d * d * d / n;
  }
  if (all.variance > 0) {
    all.skewness = third / std::pow(all.variance, 1.5);
    all.kurtosis = fourth / (all.variance * all.variance);
  }
  return all;
}

// Counts over three bins.
std::vector<double> smoothed(const std::vector<std::size_t>& count) {
  std::vector<double> smooth(count.size(), 0);
  for (std::size_t i = 0; i < count.size(); ++i)
    for (std::size_t j = i == 0 ? 0 : i - 1; j < std::min(count.size(), i + 2); ++j)
      smooth[i] += static_cast<double>(count[j]);
  return smooth;
}

// The bin whose count is the smallest share of the lower of the highest on either side of it.
struct Valley {
  std::size_t bin = 0;
  double share = 1;
};
Valley deepest_valley(const std::vector<double>& count) {
  Valley deepest;
  for (std::size_t i = 1; i + 1 < count.size(); ++i) {
    const auto here = count.begin() + static_cast<std::ptrdiff_t>(i);
    const double lower =
        std::min(*std::max_element(count.begin(), here), *std::max_element(here + 1, count.end()));
    if (lower > 0 && *here / lower < deepest.share) deepest = {i, *here / lower};
  }
  return deepest;
}

}  // namespace

std::vector<double> local_density(const crystal::Particles& particles, const LocalDensityOptions& options,
                                  const RunControl& control) {
  check(options);
  const auto list =
      crystal::neighbors_of(particles, {.cutoff = options.radius + 0.5 * options.diameter}, control);
  const double volume = 4 * std::numbers::pi / 3 * std::pow(options.radius, 3);
  std::vector<double> density(particles.size(), 0);
  for (std::size_t i = 0; i < density.size(); ++i) {
    for (const crystal::Vector& way : list.apart_of(i))
      density[i] += share_inside(crystal::length(way), options);
    density[i] /= volume;
  }
  return density;
}

DensityHistogram density_histogram(std::span<const double> densities, double width) {
  if (!(width > 0) || !std::isfinite(width))
    throw std::invalid_argument("the width of a histogram's bins is not positive");
  DensityHistogram histogram{.first = 0, .width = width};
  for (const double density : densities) {
    const auto bin = static_cast<std::size_t>(std::max(density, 0.0) / width);
    if (bin >= histogram.count.size()) histogram.count.resize(bin + 1, 0);
    ++histogram.count[bin];
  }
  return histogram;
}

Modality modality(std::span<const double> densities) {
  const Moments all = moments(densities);
  if (!(all.variance > 0)) return {};
  Modality found{.coefficient = (all.skewness * all.skewness + 1) / all.kurtosis};
  const auto [low, high] = std::ranges::minmax(densities);
  const double width = (high - low) / modality_bins;
  std::vector<std::size_t> count(modality_bins, 0);
  for (const double x : densities)
    ++count[std::min(modality_bins - 1, static_cast<std::size_t>((x - low) / width))];
  const Valley valley = deepest_valley(smoothed(count));
  found.bimodal = found.coefficient > 5.0 / 9 && valley.share < valley_share;
  if (found.bimodal) found.valley = low + (static_cast<double>(valley.bin) + 0.5) * width;
  return found;
}

double dense_share(std::span<const double> densities, double threshold) {
  if (densities.empty()) return 0;
  const auto dense = std::ranges::count_if(densities, [&](double density) { return density > threshold; });
  return static_cast<double>(dense) / static_cast<double>(densities.size());
}

}  // namespace nacre::assembly
