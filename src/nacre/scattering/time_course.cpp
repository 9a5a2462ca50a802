#include "nacre/scattering/time_course.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "nacre/core/parallel.hpp"
#include "nacre/core/random.hpp"

namespace nacre::scattering {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr int grid_points = 1000;
constexpr double least_fall = 2e-3;  // of the maximum: the least that counts as a fall

// Times between the first and the last, dense where the series begins.
std::vector<double> grid_of(const SmoothCurve& curve) {
  const double span = curve.last_s() - curve.first_s();
  std::vector<double> grid;
  for (int i = 0; i <= grid_points; ++i) {
    const double x = static_cast<double>(i) / grid_points;
    grid.push_back(curve.first_s() + span * (std::exp(6 * x) - 1) / (std::exp(6.0) - 1));
  }
  return grid;
}

struct Reading {
  double arrival = nan, reference = nan, onset = nan, at_maximum = nan;
};

double crossing(const std::vector<double>& grid, const std::vector<double>& values, std::size_t i,
                double level) {
  const double share = (level - values[i]) / (values[i + 1] - values[i]);
  return grid[i] + share * (grid[i + 1] - grid[i]);
}

Reading read(const SmoothCurve& curve, const std::vector<double>& grid, bool of_maximum, double share) {
  std::vector<double> values;
  for (const double time : grid) values.push_back(curve.at(time));
  const auto top = static_cast<std::size_t>(std::ranges::max_element(values) - values.begin());
  const std::size_t end = of_maximum ? top : values.size() - 1;
  Reading reading{.reference = values[end], .at_maximum = grid[top]};
  const double level = share * reading.reference;
  for (std::size_t i = end; i-- > 0;)
    if (values[i] < level && values[i + 1] >= level) {
      reading.arrival = crossing(grid, values, i, level);
      break;
    }
  for (std::size_t i = values.size() - 1; of_maximum && i-- > top;)
    if (values[i] >= level && values[i + 1] < level) {
      reading.onset = crossing(grid, values, i, level);
      break;
    }
  return reading;
}

// Best guess and error from the replicas; NaN where the curve itself, or more than a fifth of them, has none.
CourseValue estimate(double value, const std::vector<Reading>& replicas, double Reading::*member,
                     bool correct) {
  double sum = 0, squares = 0, n = 0;
  for (const Reading& one : replicas) {
    const double x = one.*member - value;
    if (!std::isfinite(x)) continue;
    sum += x;
    squares += x * x;
    ++n;
  }
  if (!std::isfinite(value) || n < 0.8 * static_cast<double>(replicas.size()) || n < 2) return {value, nan};
  const double mean = sum / n;
  return {correct ? value - mean : value, std::sqrt(std::max(squares / n - mean * mean, 0.0))};
}

// How far the end lies below the maximum.
double fall_in_sigmas(const SmoothCurve& curve, const std::vector<double>& grid) {
  double highest = -std::numeric_limits<double>::infinity(), at = curve.first_s();
  for (const double time : grid)
    if (const double value = curve.at(time); value > highest) highest = value, at = time;
  const double fall = highest - curve.at(curve.last_s());
  if (fall < least_fall * std::abs(highest)) return 0;
  return fall / std::hypot(curve.error_at(at), curve.error_at(curve.last_s()));
}

std::vector<Reading> draw(const SmoothCurve& curve, const std::vector<double>& grid, bool of_maximum,
                          const CompletionOptions& options, const RunControl& control) {
  std::vector<Reading> replicas(static_cast<std::size_t>(options.replicas));
  parallel_for(replicas.size(), control, [&](std::size_t replica) {
    RandomStream stream(options.seed, StreamName::time_courses, (options.course << 32) + replica);
    std::vector<double> normals(curve.draws());
    for (double& normal : normals) normal = stream.normal();
    replicas[replica] = read(curve.drawn(normals), grid, of_maximum, options.share);
  });
  return replicas;
}

}  // namespace

Completion completion_of(const Course& course, const CompletionOptions& options, const RunControl& control) {
  const SmoothCurve curve(course);
  const std::vector<double> grid = grid_of(curve);
  Completion completion{.fall_sigmas = fall_in_sigmas(curve, grid)};
  completion.of_maximum = completion.fall_sigmas > significant_fall;
  const Reading own = read(curve, grid, completion.of_maximum, options.share);
  const std::vector<Reading> replicas = draw(curve, grid, completion.of_maximum, options, control);
  completion.arrival = estimate(own.arrival, replicas, &Reading::arrival, true);
  completion.reference = estimate(own.reference, replicas, &Reading::reference, true);
  completion.onset = estimate(own.onset, replicas, &Reading::onset, false);
  return completion;
}

}  // namespace nacre::scattering
