#include "nacre/scattering/xafs_merge.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "nacre/core/units.hpp"
#include "nacre/scattering/xafs_spline.hpp"

namespace nacre::scattering {
namespace {

constexpr double edge_region_eV = 30;
constexpr double largest_shift_eV = 50;  // further apart are other edges
constexpr int alignment_steps = 20;
constexpr std::size_t fewest_points = 20;

}  // namespace

// Gauss and Newton in one unknown; the slope is that of the spline through `scan`.
EdgeShift edge_shift(const XafsSpectrum& first, const Edge& first_edge, const XafsSpectrum& scan,
                     const Edge& scan_edge) {
  const CubicInterpolation other(scan.energy_eV, scan_edge.normalized);
  constexpr double small_eV = 1e-3;
  EdgeShift result{.shift_eV = first_edge.e0_eV - scan_edge.e0_eV};
  if (std::abs(result.shift_eV) > largest_shift_eV)
    throw std::invalid_argument("their edges, at " + format_rounded(first_edge.e0_eV, 7) + " and " +
                                format_rounded(scan_edge.e0_eV, 7) + " eV, are too far apart to be one");
  for (int step = 0; step < alignment_steps; ++step) {
    double product = 0, square = 0, chi2 = 0, points = 0;
    for (std::size_t i = 0; i < first.energy_eV.size(); ++i) {
      if (std::abs(first.energy_eV[i] - first_edge.e0_eV) > edge_region_eV) continue;
      const double at = first.energy_eV[i] - result.shift_eV;
      const double slope = (other.at(at + small_eV) - other.at(at - small_eV)) / (2 * small_eV);
      const double off = other.at(at) - first_edge.normalized[i];
      product += off * slope, square += slope * slope, chi2 += off * off, points += 1;
    }
    if (points < 3 || square == 0) throw std::invalid_argument("the edge has too few points to align scans");
    result.error_eV = std::sqrt(chi2 / (points - 1) / square);
    const double change = std::clamp(product / square, -5.0, 5.0);
    result.shift_eV += change;
    if (std::abs(change) < 1e-6) break;
  }
  return result;
}

MergedSpectrum merge(std::span<const XafsSpectrum> scans, std::span<const Edge> edges) {
  MergedSpectrum merged;
  double low = scans[0].energy_eV.front(), high = scans[0].energy_eV.back();
  std::vector<CubicInterpolation> curves;
  for (std::size_t s = 0; s < scans.size(); ++s) {
    low = std::max(low, scans[s].energy_eV.front()), high = std::min(high, scans[s].energy_eV.back());
    curves.emplace_back(scans[s].energy_eV, edges[s].normalized);
  }
  const auto n = static_cast<double>(scans.size());
  for (const double energy : scans[0].energy_eV) {
    if (energy < low || energy > high) continue;
    double sum = 0, squares = 0;
    for (const CubicInterpolation& curve : curves) sum += curve.at(energy);
    for (const CubicInterpolation& curve : curves) squares += std::pow(curve.at(energy) - sum / n, 2);
    merged.spectrum.energy_eV.push_back(energy);
    merged.spectrum.mu.push_back(sum / n);
    merged.error.push_back(std::sqrt(squares / (n * std::max(1.0, n - 1))));
  }
  if (merged.error.size() < fewest_points)
    throw std::invalid_argument("the scans have only " + std::to_string(merged.error.size()) +
                                " energies in common, from " + format_number(low) + " to " +
                                format_number(high) + " eV: they are not of one edge");
  return merged;
}

Agreement agreement(std::span<const double> a, std::span<const double> b, const TransformOptions& range) {
  double difference = 0, amplitude = 0, weights = 0;
  const std::size_t points = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < points; ++i) {
    const double k = static_cast<double>(i) * xafs_k_step;
    if (k < range.k_min_per_A || k > range.k_max_per_A) continue;
    const double weight = std::pow(k, 2 * range.k_weight), mean = (a[i] + b[i]) / 2;
    difference += weight * (a[i] - b[i]) * (a[i] - b[i]);
    amplitude += weight * mean * mean;
    weights += weight;
  }
  const double noise = std::hypot(noise_of(to_r(a, range), range).in_k, noise_of(to_r(b, range), range).in_k);
  return {std::sqrt(difference / amplitude), std::sqrt(difference / weights) / noise};
}

}  // namespace nacre::scattering
