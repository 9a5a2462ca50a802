#include "nacre/growth/radius_window.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "nacre/growth/cohorts.hpp"

namespace nacre::growth {
namespace {

constexpr int looks = 64;              // snapshots in which the largest particle is looked for
constexpr double least_share = 1e-6;   // of the fastest nucleation: slower is no guide to a window
constexpr double blurs = 6;            // widths of shot noise
constexpr double widest_blur = 0.05;   // of the radius: wider than that is no shot noise
constexpr double below_nuclei = 0.98;  // of the smallest critical radius: what is below never grows again
constexpr double below_seeds = 0.5;    // of the smallest seeds
constexpr double margin = 0.05;        // of the window, above

Trajectory quick_run(const Synthesis& synthesis, const RunControl& control) {
  Options options{.tolerance = 1e-3, .resolution = 30, .shot_noise = true};
  for (int i = 1; i <= looks; ++i) options.snapshots_s.push_back(synthesis.duration_s * i / looks);
  return simulate_cohorts(synthesis, options, control);
}

double smallest_nm(const Synthesis& synthesis, const Trajectory& trajectory) {
  const auto& points = trajectory.points;
  const double fastest =
      std::ranges::max_element(points, {}, &Point::nucleation_per_m3_s)->nucleation_per_m3_s;
  double smallest = std::numeric_limits<double>::infinity();
  for (const Point& point : points)
    if (fastest > 0 && point.nucleation_per_m3_s > least_share * fastest)
      smallest = std::min(smallest, below_nuclei * point.critical_radius_nm);
  const auto& seeds = synthesis.seeds.radius_nm;
  return seeds.empty() ? smallest : std::min(smallest, below_seeds * seeds.back());
}

double largest_nm(const Synthesis& synthesis, const Trajectory& trajectory) {
  double largest = synthesis.seeds.radius_nm.empty() ? 0 : synthesis.seeds.radius_nm.front();
  for (const Snapshot& snapshot : trajectory.snapshots) {
    if (snapshot.boxes.empty()) continue;
    const Box& oldest = *std::ranges::max_element(snapshot.boxes, {}, &Box::high_nm);
    largest =
        std::max(largest, oldest.high_nm + blurs * std::min(oldest.blur_nm, widest_blur * oldest.high_nm));
  }
  return largest;
}

}  // namespace

RadiusWindow find_window(const Synthesis& synthesis, const RunControl& control) {
  const Trajectory trajectory = quick_run(synthesis, control);
  const double low = smallest_nm(synthesis, trajectory), high = largest_nm(synthesis, trajectory);
  if (!std::isfinite(low)) return {0.5, 1};  // nothing nucleates: any window holds no particles
  const double top = std::max(high, 1.5 * low);
  return {low, top + margin * (top - low)};
}

RadiusWindow window_of(const Synthesis& synthesis, const Options& options, const RunControl& control) {
  RadiusWindow window{options.window_low_nm, options.window_high_nm};
  if (!(window.low_nm >= 0 && window.high_nm >= 0 && std::isfinite(window.high_nm)))
    throw std::invalid_argument("the ends of the window of radii must be above 0");
  if (window.low_nm == 0 || window.high_nm == 0) {
    const RadiusWindow found = find_window(synthesis, control);
    if (window.low_nm == 0) window.low_nm = found.low_nm;
    if (window.high_nm == 0) window.high_nm = found.high_nm;
  }
  if (!(window.low_nm < window.high_nm))
    throw std::invalid_argument("the window of radii must end above its lower end");
  return window;
}

}  // namespace nacre::growth
