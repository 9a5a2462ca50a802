#include "nacre/spectra/emission_noise.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "nacre/core/median.hpp"

namespace nacre::spectra {
namespace {

constexpr double normal_median = 0.6744897501960817;  // of |z|
constexpr double outlier = 4;                         // standard deviations
constexpr double kept_variance = 0.99887;             // of a normal variable cut at `outlier`
constexpr int rounds = 30;

// A point against what its neighbours say, in units in which its variance is that of one point.
struct Scatter {
  double deviation = 0;
  double level = 0;  // the signal there, smoothed
};

// Weights of Lagrange's cubic through four neighbours, at x[i].
std::array<double, 4> cubic_weights(std::span<const double> x, std::size_t i) {
  const double at[4] = {x[i - 2], x[i - 1], x[i + 1], x[i + 2]};
  std::array<double, 4> weights{};
  for (int k = 0; k < 4; ++k) {
    weights[static_cast<std::size_t>(k)] = 1;
    for (int j = 0; j < 4; ++j)
      if (j != k) weights[static_cast<std::size_t>(k)] *= (x[i] - at[j]) / (at[k] - at[j]);
  }
  return weights;
}

std::vector<Scatter> scatter_of(std::span<const double> x, std::span<const double> signal) {
  std::vector<Scatter> list;
  for (std::size_t i = 2; i + 2 < x.size(); ++i) {
    const auto [a, b, c, d] = cubic_weights(x, i);
    const double smooth = a * signal[i - 2] + b * signal[i - 1] + c * signal[i + 1] + d * signal[i + 2];
    const double squares = a * a + b * b + c * c + d * d;
    // The best mean of the point and of the cubic: weights as 1 / variance.
    list.push_back(
        {(signal[i] - smooth) / std::sqrt(1 + squares), (squares * signal[i] + smooth) / (1 + squares)});
  }
  return list;
}

double constant_sigma(const std::vector<Scatter>& scatter) {
  std::vector<double> sizes;
  for (const Scatter& one : scatter) sizes.push_back(std::abs(one.deviation));
  const double rough = median(sizes) / normal_median;
  double sum = 0, n = 0;
  for (const double size : sizes) {
    if (size > outlier * rough) continue;
    sum += size * size;
    ++n;
  }
  return std::sqrt(sum / n / kept_variance);
}

struct CountingNoise {
  double floor = 0;  // variance at no signal
  double gain = 0;   // variance per signal

  double variance(double level) const { return floor + gain * std::max(level, 0.0); }
};

// Sums of the weighted regression of squared deviations on the level.
struct Moments {
  double w = 0, wx = 0, wxx = 0, wy = 0, wxy = 0;

  void add(double weight, double x, double y) {
    w += weight;
    wx += weight * x;
    wxx += weight * x * x;
    wy += weight * y;
    wxy += weight * x * y;
  }
  CountingNoise solve() const {
    const double determinant = w * wxx - wx * wx;
    const double gain = determinant > 0 ? (w * wxy - wx * wy) / determinant : 0;
    if (!(gain > 0)) return {w > 0 ? wy / w : 0, 0};
    const double floor = (wy - gain * wx) / w;
    return floor > 0 ? CountingNoise{floor, gain} : CountingNoise{0, wxx > 0 ? wxy / wxx : 0};
  }
};

// The variance of a squared deviation is twice its square, so weights are 1 / variance^2, found by iteration.
CountingNoise counting_noise(const std::vector<Scatter>& scatter) {
  const double sigma = constant_sigma(scatter);
  CountingNoise noise{sigma * sigma, 0};
  double top = 0;
  for (const Scatter& one : scatter) top = std::max(top, one.level);
  for (int round = 0; round < rounds; ++round) {
    const double least = 1e-4 * noise.variance(top);  // keeps one quiet point from taking all the weight
    Moments moments;
    for (const Scatter& one : scatter) {
      const double variance = std::max(noise.variance(one.level), least);
      const double square = one.deviation * one.deviation / kept_variance;
      // The first rounds know no gain yet, and would take the noise of the peak for outliers.
      if (!(variance > 0) || (round > 4 && square > outlier * outlier * variance)) continue;
      moments.add(1 / (variance * variance), std::max(one.level, 0.0), square);
    }
    noise = moments.solve();
  }
  return noise;
}

// Signal against its neighbours over five points: noise follows the expected signal, not the measured one,
// which would give low points too much weight.
std::vector<double> smoothed(std::span<const double> signal) {
  std::vector<double> out(signal.size());
  for (std::size_t i = 0; i < signal.size(); ++i) {
    const std::size_t first = i < 2 ? 0 : i - 2, last = std::min(i + 3, signal.size());
    out[i] = std::accumulate(signal.begin() + static_cast<std::ptrdiff_t>(first),
                             signal.begin() + static_cast<std::ptrdiff_t>(last), 0.0) /
             static_cast<double>(last - first);
  }
  return out;
}

}  // namespace

std::vector<double> estimated_sigma(std::span<const double> x, std::span<const double> signal, NoiseLaw law) {
  if (x.size() != signal.size()) throw std::invalid_argument("a spectrum has as many values as places");
  if (x.size() < fewest_noise_points) throw std::invalid_argument("too few points to tell the noise");
  const std::vector<Scatter> scatter = scatter_of(x, signal);
  if (law == NoiseLaw::constant) return std::vector<double>(x.size(), constant_sigma(scatter));
  const CountingNoise noise = counting_noise(scatter);
  std::vector<double> sigma;
  for (const double level : smoothed(signal)) sigma.push_back(std::sqrt(noise.variance(level)));
  // Where there is no floor, points without signal would have no error.
  const double least = 1e-2 * std::ranges::max(sigma);
  for (double& one : sigma) one = std::max(one, least);
  return sigma;
}

}  // namespace nacre::spectra
