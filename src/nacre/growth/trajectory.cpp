#include "nacre/growth/trajectory.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "nacre/core/units.hpp"

namespace nacre::growth {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// Cubic through two values with slopes; u in 0..1 over `width`.
double hermite(double from, double to, double from_slope, double to_slope, double width, double u) {
  const double rise = to - from, a = width * from_slope, b = width * to_slope;
  return from + u * (a + u * (3 * rise - 2 * a - b + u * (a + b - 2 * rise)));
}

double hermite_slope(double from, double to, double from_slope, double to_slope, double width, double u) {
  const double rise = to - from, a = width * from_slope, b = width * to_slope;
  return (a + u * (2 * (3 * rise - 2 * a - b) + 3 * u * (a + b - 2 * rise))) / width;
}

// Share of a normal distribution of deviation `blur` below x.
double below(double x, double blur) { return std::erfc(-x / (blur * std::numbers::sqrt2)) / 2; }

// Integral of the density of one box up to `radius`.
double count_below(const Box& box, double radius) {
  const double width = box.high_nm - box.low_nm;
  if (box.blur_nm <= 0 || !(box.blur_nm > 1e-9 * width)) {
    if (width <= 0) return radius >= box.high_nm ? box.number_per_m3 : 0;
    return box.number_per_m3 * std::clamp((radius - box.low_nm) / width, 0.0, 1.0);
  }
  if (width < 1e-3 * box.blur_nm)
    return box.number_per_m3 * below(radius - (box.low_nm + box.high_nm) / 2, box.blur_nm);
  // Integral of the share below over the box: x Phi(x / s) + s phi(x / s) at its two ends.
  const auto primitive = [&](double x) {
    const double z = x / box.blur_nm;
    return x * below(x, box.blur_nm) + box.blur_nm * std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
  };
  return box.number_per_m3 / width * (primitive(radius - box.low_nm) - primitive(radius - box.high_nm));
}

// The pair of points around a time: the index of the right one.
std::size_t right_of(const std::vector<Point>& points, double time_s) {
  const auto right = std::ranges::upper_bound(points, time_s, {}, &Point::time_s);
  const auto index = static_cast<std::size_t>(right - points.begin());
  return std::clamp<std::size_t>(index, 1, points.size() - 1);
}

// A quantity with its rate at a point.
struct ValueAndRate {
  double value = 0;
  double rate = 0;
};
using Reading = ValueAndRate (*)(const Point&);

double crossing_in(double from_s, double to_s, ValueAndRate from, ValueAndRate to, double level) {
  const double width = to_s - from_s;
  double low = 0, high = 1;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (hermite(from.value, to.value, from.rate, to.rate, width, middle) < level ? low : high) = middle;
  }
  return from_s + high * width;
}

Arrival arrival(const Trajectory& trajectory, double share, double fall, Reading read) {
  const auto& points = trajectory.points;
  double most = 0;
  for (const Point& point : points) most = std::max(most, read(point).value);
  const double last = read(points.back()).value;
  Arrival arrival{.time_s = none, .reference = last};
  if (!(most > 0)) return arrival;
  arrival.of_maximum = most - last > fall * most;
  if (arrival.of_maximum) arrival.reference = most;
  const double level = share * arrival.reference;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (read(points[i]).value < level) continue;
    const bool first = i == 0 || points[i].time_s == points[i - 1].time_s;
    arrival.time_s = first ? points[i].time_s
                           : crossing_in(points[i - 1].time_s, points[i].time_s, read(points[i - 1]),
                                         read(points[i]), level);
    break;
  }
  return arrival;
}

}  // namespace

double Point::concentration_mol_m3() const { return particles_per_m3() / avogadro_per_mol; }

double Point::yield() const {
  const double put_in = total_mol_m3 - seeded_mol_m3;
  return put_in > 0 ? made_mol_m3() / put_in : 0;
}

double Point::mean_nm() const { return moments[0] > 0 ? moments[1] / moments[0] : none; }

double Point::sigma_nm() const {
  const double mean = mean_nm();
  return std::sqrt(std::max(moments[2] / moments[0] - mean * mean, 0.0));
}

double Point::dispersity() const { return sigma_nm() / mean_nm(); }

double Point::skewness() const {
  const double mean = mean_nm(), sigma = sigma_nm();
  const double third = moments[3] / moments[0] - 3 * mean * sigma * sigma - mean * mean * mean;
  return sigma > 1e-9 * mean ? third / (sigma * sigma * sigma) : none;
}

Point Trajectory::at(double time_s) const {
  if (points.size() == 1) return points.front();
  const std::size_t i = right_of(points, time_s);
  const Point &from = points[i - 1], &to = points[i];
  const double width = to.time_s - from.time_s;
  if (width <= 0) return to;
  const double u = std::clamp((time_s - from.time_s) / width, 0.0, 1.0);
  Point point = u < 0.5 ? from : to;
  point.time_s = time_s;
  for (double Point::*each :
       {&Point::temperature_K, &Point::volume_ratio, &Point::supersaturation, &Point::precursor_mol_m3,
        &Point::monomer_mol_m3, &Point::generation_mol_m3_s, &Point::nucleation_mol_m3_s,
        &Point::growth_mol_m3_s, &Point::nucleation_per_m3_s, &Point::total_mol_m3})
    point.*each = std::lerp(from.*each, to.*each, u);
  for (std::size_t k = 0; k < 4; ++k) {
    const double rate_from = from.moment_rates[k], rate_to = to.moment_rates[k];
    point.moments[k] = hermite(from.moments[k], to.moments[k], rate_from, rate_to, width, u);
    point.moment_rates[k] = hermite_slope(from.moments[k], to.moments[k], rate_from, rate_to, width, u);
  }
  point.solid_mol_m3 =
      hermite(from.solid_mol_m3, to.solid_mol_m3, from.solid_rate_mol_m3_s, to.solid_rate_mol_m3_s, width, u);
  return point;
}

std::vector<double> density_per_m3_nm(const Snapshot& snapshot, const std::vector<double>& radius_nm) {
  const std::size_t n = radius_nm.size();
  std::vector<double> edges(n + 1);
  for (std::size_t i = 1; i < n; ++i) edges[i] = (radius_nm[i - 1] + radius_nm[i]) / 2;
  edges[0] = 2 * radius_nm[0] - edges[1];
  edges[n] = 2 * radius_nm[n - 1] - edges[n - 1];
  std::vector<double> counts(n + 1, 0.0);
  for (const Box& box : snapshot.boxes)
    for (std::size_t i = 0; i <= n; ++i) counts[i] += count_below(box, edges[i]);
  std::vector<double> density(n);
  for (std::size_t i = 0; i < n; ++i) density[i] = (counts[i + 1] - counts[i]) / (edges[i + 1] - edges[i]);
  return density;
}

// Of the solid: what is injected later lowers the yield, but not what has been reached.
Arrival arrival_of_yield(const Trajectory& trajectory, double share, double fall) {
  Arrival solid = arrival(trajectory, share, fall, [](const Point& point) -> ValueAndRate {
    return {point.made_mol_m3(), point.solid_rate_mol_m3_s};
  });
  const Point& last = trajectory.points.back();
  const double total = last.total_mol_m3 - last.seeded_mol_m3;
  solid.reference = total > 0 ? solid.reference / total : 0;
  return solid;
}

Arrival arrival_of_concentration(const Trajectory& trajectory, double share, double fall) {
  return arrival(trajectory, share, fall, [](const Point& point) -> ValueAndRate {
    return {point.moments[0], point.moment_rates[0]};
  });
}

}  // namespace nacre::growth
