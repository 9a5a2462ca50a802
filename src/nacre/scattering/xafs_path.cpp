#include "nacre/scattering/xafs_path.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <stdexcept>

#include "nacre/scattering/xafs_spline.hpp"

namespace nacre::scattering {
namespace {

constexpr double least_window = 0.1;      // below it a filtered standard is divided by next to nothing
constexpr double least_amplitude = 1e-6;  // of the largest

}  // namespace

// The equation of feffNNNN.dat (FEFF 6 to 9): the phase is 2 k R + real[2*phc] + phase[feff], the amplitude
// mag[feff] times the reduction factor, damped over twice the mean free path.
ScatteringPath path_of_feff(const FeffColumns& c) {
  ScatteringPath path{.name = c.name, .n = c.degeneracy, .r_A = c.r_A};
  for (std::size_t i = 0; i < c.k_per_A.size(); ++i) {
    const double k = c.k_per_A[i];
    if (k <= 0) continue;
    path.k_per_A.push_back(k);
    path.amplitude.push_back(c.magnitude[i] * c.reduction[i] / k *
                             std::exp(-2 * c.r_A / c.mean_free_path_A[i]));
    path.phase.push_back(2 * k * c.r_A + c.central_phase[i] + c.phase[i]);
    path.p_real.push_back(c.p_per_A[i]);
    path.p_imag.push_back(1 / c.mean_free_path_A[i]);
  }
  return path;
}

ScatteringPath path_of_standard(std::span<const double> chi, const TransformOptions& forward,
                                const BackOptions& back, double neighbours, double r_A) {
  const std::vector<double> window = k_window(forward, chi.size());
  const Complexes filtered = to_k(to_r(chi, forward), back, chi.size());
  ScatteringPath path{.name = "standard", .n = neighbours, .r_A = r_A};
  double largest = 0;
  for (std::size_t i = 1; i < chi.size(); ++i) {
    if (window[i] < least_window) continue;
    const double k = static_cast<double>(i) * xafs_k_step;
    // -i A exp(i phase) is what to_k returns.
    const std::complex<double> wave = filtered[i] * std::complex<double>(0, 1);
    double phase = std::arg(wave);
    if (!path.phase.empty()) {
      const double expected = path.phase.back() + 2 * xafs_k_step * r_A;
      phase += 2 * M_PI * std::round((expected - phase) / (2 * M_PI));
    }
    path.k_per_A.push_back(k);
    path.amplitude.push_back(std::abs(wave) / (window[i] * std::pow(k, forward.k_weight)) * r_A * r_A /
                             neighbours);
    path.phase.push_back(phase);
    path.p_real.push_back(k);
    path.p_imag.push_back(0);
    largest = std::max(largest, path.amplitude.back());
  }
  if (path.k_per_A.size() < 4 || !(largest > least_amplitude))
    throw std::invalid_argument("the standard has no shell between the distances of the filter");
  return path;
}

ShellModel::ShellModel(const ScatteringPath& path)
    : r0_A_(path.r_A),
      first_k_(path.k_per_A.front() - xafs_k_step),
      last_k_(path.k_per_A.back() + xafs_k_step),
      amplitude_(path.k_per_A, path.amplitude),
      phase_(path.k_per_A, path.phase),
      p_real_(path.k_per_A, path.p_real),
      p_imag_(path.k_per_A, path.p_imag) {}

// At one point of the grid: chi is the imaginary part of value times N S02.
struct ShellModel::Wave {
  double q = 0;  // 0 where the path has nothing
  std::complex<double> p{}, value{};
};

ShellModel::Wave ShellModel::wave(std::span<const double> values, std::size_t i) const {
  const double k = static_cast<double>(i) * xafs_k_step;
  const double q2 = k * k - k2_per_eV * values[shell_e0];
  const double q = q2 > 0 ? std::sqrt(q2) : 0;
  if (q <= 0 || q < first_k_ || q > last_k_) return {};
  const double r = values[shell_r], s2 = values[shell_sigma2];
  const double shift = 2 * (r - r0_A_ - 2 * s2 / r0_A_);
  const std::complex<double> p(p_real_.at(q), p_imag_.at(q));
  const std::complex<double> exponent =
      std::complex<double>(0, 1) * (phase_.at(q) + p * shift) - 2.0 * p * p * s2;
  return {q, p, amplitude_.at(q) / (r * r) * std::exp(exponent)};
}

void ShellModel::chi(std::span<const double> values, std::span<double> out) const {
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = values[shell_n] * values[shell_s02] * wave(values, i).value.imag();
}

void ShellModel::derivatives(std::span<const double> values, std::size_t points,
                             std::span<double> out) const {
  const std::complex<double> i1(0, 1);
  const double n = values[shell_n], s02 = values[shell_s02], r = values[shell_r], s2 = values[shell_sigma2];
  const double shift = 2 * (r - r0_A_ - 2 * s2 / r0_A_);
  for (std::size_t i = 0; i < points; ++i) {
    const Wave w = wave(values, i);
    for (std::size_t k = 0; k < shell_parameters; ++k) out[k * points + i] = 0;
    if (w.q == 0) continue;
    const std::complex<double> slope(p_real_.slope(w.q), p_imag_.slope(w.q));  // of p
    const std::complex<double> by_q = amplitude_.slope(w.q) / amplitude_.at(w.q) +
                                      i1 * (phase_.slope(w.q) + slope * shift) - 4.0 * w.p * slope * s2;
    out[shell_n * points + i] = s02 * w.value.imag();
    out[shell_s02 * points + i] = n * w.value.imag();
    out[shell_r * points + i] = n * s02 * (w.value * (2.0 * i1 * w.p - 2 / r)).imag();
    out[shell_sigma2 * points + i] = n * s02 * (w.value * (-4.0 * i1 * w.p / r0_A_ - 2.0 * w.p * w.p)).imag();
    out[shell_e0 * points + i] = n * s02 * (w.value * by_q).imag() * -k2_per_eV / (2 * w.q);
  }
}

std::vector<double> shell_chi(const ScatteringPath& path, std::span<const double> values,
                              std::size_t points) {
  std::vector<double> chi(points);
  ShellModel(path).chi(values, chi);
  return chi;
}

}  // namespace nacre::scattering
