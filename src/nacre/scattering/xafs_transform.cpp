#include "nacre/scattering/xafs_transform.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace nacre::scattering {
namespace {

constexpr double noise_from_A = 15, noise_to_A = 30;  // Newville et al.: no signal is expected there

const Complexes& roots() {
  static const Complexes table = [] {
    Complexes all(xafs_points / 2);
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = std::polar(1.0, -2 * M_PI * static_cast<double>(i) / xafs_points);
    return all;
  }();
  return table;
}

double power(double k, int weight) {
  double value = 1;
  for (int i = 0; i < weight; ++i) value *= k;
  return value;
}

void reverse_bits(Complexes& values) {
  for (std::size_t i = 1, j = 0; i < values.size(); ++i) {
    std::size_t bit = values.size() >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(values[i], values[j]);
  }
}

}  // namespace

// Cooley and Tukey, in place.
void fourier(Complexes& values, int sign) {
  reverse_bits(values);
  const Complexes& root = roots();
  for (std::size_t half = 1; half < values.size(); half *= 2) {
    const std::size_t stride = values.size() / (2 * half);
    for (std::size_t start = 0; start < values.size(); start += 2 * half)
      for (std::size_t k = 0; k < half; ++k) {
        const std::complex<double> w = root[k * stride], b = values[start + half + k];
        const double im = sign < 0 ? w.imag() : -w.imag();
        const std::complex<double> turned(b.real() * w.real() - b.imag() * im,
                                          b.real() * im + b.imag() * w.real());
        values[start + half + k] = values[start + k] - turned;
        values[start + k] += turned;
      }
  }
}

std::vector<double> k_window(const TransformOptions& options, std::size_t points) {
  const auto whole = static_cast<std::size_t>(1.01 + (options.k_max_per_A + options.dk_per_A) / xafs_k_step);
  std::vector<double> window = xafs_window(options.window, std::max(points, whole), xafs_k_step,
                                           options.k_min_per_A, options.k_max_per_A, options.dk_per_A);
  window.resize(points);
  return window;
}

Complexes to_r(std::span<const double> chi, const TransformOptions& options) {
  const std::vector<double> window = k_window(options, chi.size());
  Complexes values(xafs_points);
  for (std::size_t i = 0; i < std::min(chi.size(), xafs_points); ++i)
    values[i] = chi[i] * window[i] * power(static_cast<double>(i) * xafs_k_step, options.k_weight) *
                (xafs_k_step / std::sqrt(M_PI));
  fourier(values, -1);
  values.resize(xafs_points / 2);
  return values;
}

Complexes to_k(std::span<const std::complex<double>> chi_r, const BackOptions& options, std::size_t points) {
  const std::vector<double> window =
      xafs_window(options.window, chi_r.size(), xafs_r_step, options.r_min_A, options.r_max_A, options.dr_A);
  Complexes values(xafs_points);
  // Half of a real wave is at negative R: twice what is back from the positive half.
  const double scale = 2 * std::sqrt(M_PI) / (xafs_k_step * static_cast<double>(xafs_points));
  for (std::size_t i = 0; i < chi_r.size(); ++i) values[i] = chi_r[i] * window[i] * scale;
  fourier(values, 1);
  values.resize(std::min(points, xafs_points));
  return values;
}

XafsNoise noise_of(std::span<const std::complex<double>> chi_r, const TransformOptions& options) {
  const auto first = static_cast<std::size_t>(noise_from_A / xafs_r_step);
  const auto last = std::min(chi_r.size(), static_cast<std::size_t>(noise_to_A / xafs_r_step));
  double sum = 0;
  for (std::size_t i = first; i < last; ++i) sum += std::norm(chi_r[i]);
  const double in_r = std::sqrt(sum / (2.0 * static_cast<double>(last - first)));
  const int power = 2 * options.k_weight + 1;
  const double span = std::pow(options.k_max_per_A, power) - std::pow(options.k_min_per_A, power);
  return {in_r, in_r * std::sqrt(2 * M_PI * power / (xafs_k_step * span))};
}

}  // namespace nacre::scattering
