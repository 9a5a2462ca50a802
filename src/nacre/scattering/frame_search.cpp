#include "nacre/scattering/frame_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "nacre/core/figure.hpp"
#include "nacre/scattering/frame_start.hpp"

namespace nacre::scattering {
namespace {

constexpr double first_qr = 8;                     // size times q of the first piece of the curve
constexpr std::size_t fewest_points = 12;          // of it
constexpr double size_step = 1.5;                  // between two sizes
constexpr double smallest_qr = 2, largest_qr = 3;  // size q_max and size q_min at the ends of the grid
constexpr double share = 0.1;                      // of the intensity around a point, added to its error
constexpr double window = 0.15;                    // in q, relative
constexpr std::size_t neighbours = 3;              // at least, on either side

Pattern picked(const Pattern& pattern, std::span<const std::size_t> points) {
  Pattern part;
  for (const std::size_t i : points) {
    part.q_per_nm.push_back(pattern.q_per_nm[i]);
    part.intensity.push_back(pattern.intensity[i]);
    part.sigma.push_back(pattern.sigma[i]);
    if (!pattern.q_width.empty()) part.q_width.push_back(pattern.q_width[i]);
  }
  if (pattern.smearing) part.smearing = std::make_shared<Smearing>(part.q_per_nm, part.q_width);
  return part;
}

Pattern beginning(const Pattern& pattern, std::size_t n) {
  std::vector<std::size_t> points(n);
  for (std::size_t i = 0; i < n; ++i) points[i] = i;
  return picked(pattern, points);
}

double around(const Pattern& pattern, std::size_t i) {
  const std::vector<double>& q = pattern.q_per_nm;
  std::size_t low = i, high = i;
  while (low > 0 && (i - low < neighbours || q[low - 1] > (1 - window) * q[i])) --low;
  while (high + 1 < q.size() && (high - i < neighbours || q[high + 1] < (1 + window) * q[i])) ++high;
  double sum = 0;
  for (std::size_t k = low; k <= high; ++k) sum += std::abs(pattern.intensity[k]);
  return sum / static_cast<double>(high - low + 1);
}

// Widths and amounts for a size.
std::vector<double> start_at(FrameSettings settings, const Pattern& pattern, double size) {
  settings.needs_start[0] = false;
  settings.parameters[0].start = size;
  return find_starts(settings, pattern, 1).front();
}

// Fits to more and more of the curve; empty where the first of them fails.
std::vector<double> grow(const FrameSettings& settings, const Pattern& pattern, double size) {
  const std::vector<double>& q = pattern.q_per_nm;
  std::vector<double> values;
  for (std::size_t n = 0; n < q.size(); size /= 2) {
    const auto within = static_cast<std::size_t>(std::ranges::upper_bound(q, first_qr / size) - q.begin());
    const std::size_t end = std::min(std::max(within, fewest_points), q.size());
    if (end == n) continue;
    n = end;
    const Pattern part = beginning(pattern, n);
    if (values.empty()) values = start_at(settings, part, size);
    const fit::Result fitted = fit::fit(frame_problem(settings, part, values));
    if (!std::ranges::all_of(fitted.values, [](double value) { return std::isfinite(value); })) break;
    values = fitted.values;
  }
  return values;
}

}  // namespace

Pattern widened_pattern(const Pattern& pattern) {
  Pattern wide = pattern;
  for (std::size_t i = 0; i < wide.sigma.size(); ++i)
    wide.sigma[i] = std::hypot(pattern.sigma[i], share * around(pattern, i));
  return wide;
}

Pattern thinned_pattern(const Pattern& pattern, std::size_t most) {
  return picked(pattern, thinned(pattern.q_per_nm.size(), most));
}

double log_misfit(const FrameSettings& settings, const Pattern& pattern, std::span<const double> values) {
  std::vector<double> model(pattern.q_per_nm.size());
  model_intensity(*settings.model, pattern, values, model);
  double sum = 0;
  for (std::size_t i = 0; i < model.size(); ++i) {
    const double least = pattern.sigma[i];
    const double log = std::log(std::max(model[i], least) / std::max(pattern.intensity[i], least));
    sum += log * log;
  }
  return sum / static_cast<double>(model.size());
}

std::vector<double> grown_start(const FrameSettings& settings, const Pattern& wide) {
  const fit::Parameter& size = settings.parameters[0];
  if (!settings.needs_start[0]) return {};
  const double low = std::max(size.lower, smallest_qr / wide.q_per_nm.back());
  const double high = std::min(size.upper, largest_qr / std::max(wide.q_per_nm.front(), 1e-9));
  double least = std::numeric_limits<double>::infinity();
  std::vector<double> best;
  for (double start = low; start < high; start *= size_step) {
    std::vector<double> values = grow(settings, wide, start);
    const double misfit = log_misfit(settings, wide, values);
    if (!(misfit < least)) continue;
    least = misfit;
    best = std::move(values);
  }
  return best;
}

}  // namespace nacre::scattering
