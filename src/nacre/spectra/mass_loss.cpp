#include "nacre/spectra/mass_loss.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/spectra/mass_spectrum.hpp"

namespace nacre::spectra {
namespace {

constexpr std::size_t edge_points = 11;  // whose line gives the mass at an edge

struct Line {
  Measured at_x{};
  Measured slope{};
};

// Straight line through points with equal errors, and its value at x.
Line line_through(std::span<const double> xs, std::span<const double> ys, double noise, double x) {
  const auto n = static_cast<double>(xs.size());
  double mean_x = 0, mean_y = 0, sxx = 0, sxy = 0;
  for (std::size_t i = 0; i < xs.size(); ++i) mean_x += xs[i] / n, mean_y += ys[i] / n;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    sxx += (xs[i] - mean_x) * (xs[i] - mean_x);
    sxy += (xs[i] - mean_x) * (ys[i] - mean_y);
  }
  const double slope = sxy / sxx;
  const double off = x - mean_x;
  return {.at_x = {mean_y + slope * off, noise * std::sqrt(1 / n + off * off / sxx)},
          .slope = {slope, noise / std::sqrt(sxx)}};
}

// The points around an edge, as many before as behind where there are.
Measured mass_at(const MassLossCurve& curve, double edge_C, double noise) {
  const auto& t = curve.temperature_C;
  const auto behind = static_cast<std::size_t>(std::ranges::lower_bound(t, edge_C) - t.begin());
  const std::size_t n = std::min(edge_points, t.size());
  const std::size_t first = std::min(behind > n / 2 ? behind - n / 2 : 0, t.size() - n);
  return line_through(std::span(t).subspan(first, n), std::span(curve.mass).subspan(first, n), noise, edge_C)
      .at_x;
}

Measured drift_of(const MassLossCurve& curve, const std::array<double, 2>& plateau, double noise) {
  const auto& t = curve.temperature_C;
  const auto first = static_cast<std::size_t>(std::ranges::lower_bound(t, plateau[0]) - t.begin());
  const auto last = static_cast<std::size_t>(std::ranges::upper_bound(t, plateau[1]) - t.begin());
  if (last < first + 5) throw std::invalid_argument("the plateau holds fewer than five points");
  return line_through(std::span(t).subspan(first, last - first),
                      std::span(curve.mass).subspan(first, last - first), noise, plateau[0])
      .slope;
}

void check(const MassLossCurve& curve, const std::vector<double>& edges) {
  if (curve.temperature_C.size() < 5) throw std::invalid_argument("the curve has fewer than five points");
  if (edges.size() < 2) throw std::invalid_argument("a window has two edges");
  for (std::size_t i = 1; i < edges.size(); ++i)
    if (edges[i] <= edges[i - 1]) throw std::invalid_argument("the edges of the windows do not ascend");
  if (edges.front() < curve.temperature_C.front() || edges.back() > curve.temperature_C.back())
    throw std::invalid_argument("the windows reach beyond the curve, which goes from " +
                                format_rounded(curve.temperature_C.front(), 4) + " to " +
                                format_rounded(curve.temperature_C.back(), 4) + " degC");
  if (std::ranges::any_of(curve.mass, [](double mass) { return mass <= 0; }))
    throw std::invalid_argument("a mass is not positive");
}

// Masses at the edges over the dry one, drift taken off from the first edge on.
std::vector<double> shares(const std::vector<double>& edges, std::span<const double> mass, double drift) {
  std::vector<double> out;
  for (std::size_t i = 0; i < edges.size(); ++i)
    out.push_back((mass[i] - drift * (edges[i] - edges[0])) / mass[0]);
  return out;
}

}  // namespace

MassLoss measure_mass_loss(const MassLossCurve& curve, const MassLossOptions& options) {
  check(curve, options.edges_C);
  MassLoss result{
      .noise = spectrum_noise(curve.mass), .edges_C = options.edges_C, .start = curve.mass.front()};
  if (options.plateau) result.drift = drift_of(curve, *options.plateau, result.noise);
  for (const double edge : options.edges_C) result.mass.push_back(mass_at(curve, edge, result.noise));
  return result;
}

Measured MassLoss::derived(const std::function<double(std::span<const double>)>& function) const {
  std::vector<double> values;
  for (const Measured& one : mass) values.push_back(one.value);
  const auto evaluate = [&](double slope) { return function(shares(edges_C, values, slope)); };
  const double value = evaluate(drift.value);
  double variance = 0;
  for (std::size_t i = 0; i < mass.size(); ++i) {
    const double keep = values[i], step = std::max(mass[i].error, 1e-9 * keep);
    values[i] = keep + step;
    const double up = evaluate(drift.value);
    values[i] = keep - step;
    const double down = evaluate(drift.value);
    values[i] = keep;
    variance += std::pow((up - down) / (2 * step) * mass[i].error, 2);
  }
  if (drift.error > 0)
    variance += std::pow((evaluate(drift.value + drift.error) - evaluate(drift.value - drift.error)) / 2, 2);
  return {value, std::sqrt(variance)};
}

double MassLoss::loss(std::size_t window) const {
  return derived([&](std::span<const double> m) { return m[window] - m[window + 1]; }).value;
}

double MassLoss::total() const {
  return derived([](std::span<const double> m) { return m.front() - m.back(); }).value;
}

double ligands_per_particle(double loss, double rest, double ligand_Da, double core_Da) {
  return loss / ligand_Da / (rest / core_Da);
}

}  // namespace nacre::spectra
