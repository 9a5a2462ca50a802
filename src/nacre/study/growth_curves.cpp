#include "nacre/study/growth_curves.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "nacre/core/units.hpp"

namespace nacre::study {
namespace {

constexpr double blur_reach = 4;      // standard deviations
constexpr double least_share = 1e-7;  // of all particles: boxes with fewer are not shown
constexpr std::size_t fine_points = 1200;
constexpr double shape_tolerance = 2e-3;  // of the maximum

// From the middle of the one point that is farthest from the chord, on both sides.
void keep(const std::vector<double>& x, const std::vector<double>& y, double tolerance, std::size_t from,
          std::size_t to, std::vector<char>& kept) {
  std::vector<std::pair<std::size_t, std::size_t>> open{{from, to}};
  while (!open.empty()) {
    const auto [left, right] = open.back();
    open.pop_back();
    std::size_t worst = left;
    double most = tolerance;
    for (std::size_t i = left + 1; i < right; ++i) {
      const double u = x[right] > x[left] ? (x[i] - x[left]) / (x[right] - x[left]) : 0;
      const double miss = std::abs(y[i] - std::lerp(y[left], y[right], u));
      if (miss > most) {
        most = miss;
        worst = i;
      }
    }
    if (worst == left) continue;
    kept[worst] = 1;
    open.emplace_back(left, worst);
    open.emplace_back(worst, right);
  }
}

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = 0;
};

void add_range(const growth::Snapshot& snapshot, Range& range) {
  double all = 0;
  for (const growth::Box& box : snapshot.boxes) all += box.number_per_m3;
  for (const growth::Box& box : snapshot.boxes) {
    if (!(box.number_per_m3 > least_share * all)) continue;
    range.low = std::min(range.low, box.low_nm - blur_reach * box.blur_nm);
    range.high = std::max(range.high, box.high_nm + blur_reach * box.blur_nm);
  }
  range.low = std::max(range.low, 0.0);
}

// A point of particles of one size gets a width that can be seen.
Range widened(Range range) {
  const double least = 1e-3 * range.high;
  if (range.high - range.low < least) return {range.low - least, range.high + least};
  return range;
}

// Boxes with particles, ascending; none where they overlap or are blurred, and a polygon says less than
// steps.
std::vector<growth::Box> separate_boxes(const growth::Snapshot& snapshot) {
  std::vector<growth::Box> boxes;
  double all = 0;
  for (const growth::Box& box : snapshot.boxes) all += box.number_per_m3;
  for (const growth::Box& box : snapshot.boxes)
    if (box.number_per_m3 > least_share * all) boxes.push_back(box);
  std::ranges::sort(boxes, {}, &growth::Box::low_nm);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const double width = boxes[i].high_nm - boxes[i].low_nm;
    const bool overlaps = i > 0 && boxes[i].low_nm < boxes[i - 1].high_nm - 0.05 * width;
    if (overlaps || boxes[i].blur_nm > 0.2 * width || !(width > 1e-6 * boxes[i].high_nm)) return {};
  }
  return boxes;
}

// Neighbours together up to a share of all particles and of the range, which evens out cohorts of unlike
// widths.
std::vector<growth::Box> gathered(const std::vector<growth::Box>& boxes) {
  constexpr double most_particles = 0.01, widest = 1.0 / 60;
  double all = 0;
  for (const growth::Box& box : boxes) all += box.number_per_m3;
  const double range = boxes.empty() ? 0 : boxes.back().high_nm - boxes.front().low_nm;
  std::vector<growth::Box> groups;
  for (const growth::Box& box : boxes) {
    const bool together = !groups.empty() && box.low_nm < groups.back().high_nm + 1e-6 * range &&
                          groups.back().number_per_m3 + box.number_per_m3 < most_particles * all &&
                          box.high_nm - groups.back().low_nm < widest * range;
    if (!together) {
      groups.push_back(box);
      continue;
    }
    groups.back().number_per_m3 += box.number_per_m3;
    groups.back().high_nm = box.high_nm;
  }
  return groups;
}

void add_point(Distribution& to, double radius_nm, double density_per_m3_nm) {
  to.radius_nm.push_back(radius_nm);
  to.density_mol_m3_nm.push_back(density_per_m3_nm / avogadro_per_mol);
}

double middle(const growth::Box& box) { return (box.low_nm + box.high_nm) / 2; }

// Between the middles of two boxes there are half of the particles of each; zero at the ends and in gaps.
Distribution through_middles(const std::vector<growth::Box>& boxes) {
  Distribution found;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const growth::Box& box = boxes[i];
    const double width = box.high_nm - box.low_nm;
    const bool after_gap = i == 0 || box.low_nm > boxes[i - 1].high_nm + width;
    if (after_gap) {
      if (i > 0) add_point(found, boxes[i - 1].high_nm, 0);
      add_point(found, box.low_nm, 0);
      add_point(found, middle(box), box.number_per_m3 / width);
      continue;
    }
    const growth::Box& left = boxes[i - 1];
    const double distance = middle(box) - middle(left);
    add_point(found, (middle(box) + middle(left)) / 2,
              (box.number_per_m3 + left.number_per_m3) / 2 / distance);
  }
  if (!boxes.empty()) add_point(found, boxes.back().high_nm, 0);
  return found;
}

std::vector<double> even(Range range, std::size_t count) {
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i)
    values.push_back(
        std::lerp(range.low, range.high, static_cast<double>(i) / static_cast<double>(count - 1)));
  return values;
}

}  // namespace

std::vector<std::size_t> kept_steps(const growth::Trajectory& trajectory, std::size_t most) {
  const auto& points = trajectory.points;
  const std::size_t n = points.size();
  std::set<std::size_t> kept{0, n - 1};
  for (std::size_t i = 0; i < most; ++i) kept.insert(i * (n - 1) / most);
  for (std::size_t i = 1; i < n; ++i)
    if (points[i].time_s == points[i - 1].time_s) kept.insert({i - 1, i});
  using Reading = double (*)(const growth::Point&);
  for (const Reading read : std::array<Reading, 5>{
           [](const growth::Point& point) { return point.supersaturation; },
           [](const growth::Point& point) { return point.nucleation_per_m3_s; },
           [](const growth::Point& point) { return point.moments[0]; },
           [](const growth::Point& point) { return point.moments[0] > 0 ? point.sigma_nm() : 0.0; },
           [](const growth::Point& point) { return point.yield(); }})
    kept.insert(static_cast<std::size_t>(std::ranges::max_element(points, {}, read) - points.begin()));
  return {kept.begin(), kept.end()};
}

std::vector<std::size_t> kept_shape(const std::vector<double>& x, const std::vector<double>& y,
                                    double tolerance) {
  if (x.empty()) return {};
  std::vector<char> kept(x.size(), 0);
  kept.front() = kept.back() = 1;
  keep(x, y, tolerance, 0, x.size() - 1, kept);
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < kept.size(); ++i)
    if (kept[i] != 0) indices.push_back(i);
  return indices;
}

Distribution distribution_of(const growth::Snapshot& snapshot) {
  Range range;
  add_range(snapshot, range);
  if (!(range.high > 0)) return {};
  Distribution fine = through_middles(gathered(separate_boxes(snapshot)));
  if (fine.radius_nm.empty()) {
    range = widened(range);
    const double step = (range.high - range.low) / static_cast<double>(fine_points);
    fine.radius_nm = even({std::max(range.low - step, 0.0), range.high + step}, fine_points + 2);
    fine.density_mol_m3_nm = growth::density_per_m3_nm(snapshot, fine.radius_nm);
    for (double& one : fine.density_mol_m3_nm) one /= avogadro_per_mol;
  }
  const double tolerance = shape_tolerance * *std::ranges::max_element(fine.density_mol_m3_nm);
  Distribution found;
  for (const std::size_t i : kept_shape(fine.radius_nm, fine.density_mol_m3_nm, tolerance)) {
    found.radius_nm.push_back(fine.radius_nm[i]);
    found.density_mol_m3_nm.push_back(fine.density_mol_m3_nm[i]);
  }
  return found;
}

std::vector<double> common_radii_nm(const GrowthRun& run, const std::vector<std::size_t>& snapshots,
                                    std::size_t count) {
  Range range;
  for (const std::size_t i : snapshots) add_range(run.trajectory.snapshots[i], range);
  if (!(range.high > 0)) return {};
  return even(widened(range), count);
}

}  // namespace nacre::study
