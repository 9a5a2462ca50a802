#include "nacre/ligands/baseline_windows.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "nacre/core/median.hpp"
#include "nacre/core/units.hpp"

namespace nacre::ligands {
namespace {

constexpr std::size_t least_points = 5;
constexpr std::size_t least_points_to_clip = 10;  // a robust sigma of fewer is worth nothing
constexpr double outlier_sigmas = 4;
constexpr double mad_to_sigma = 1.4826;  // of a normal distribution
constexpr int rounds = 5;

struct Line {
  double mean = 0, slope = 0;  // at the center
};

Line line_through(const Thermogram& thermogram, const std::vector<std::size_t>& points, double center_s) {
  double t = 0, p = 0;
  for (const std::size_t i : points) {
    t += thermogram.time_s[i];
    p += thermogram.power_uW[i];
  }
  const auto n = static_cast<double>(points.size());
  t /= n;
  p /= n;
  double tt = 0, tp = 0;
  for (const std::size_t i : points) {
    tt += (thermogram.time_s[i] - t) * (thermogram.time_s[i] - t);
    tp += (thermogram.time_s[i] - t) * (thermogram.power_uW[i] - p);
  }
  const double slope = tt > 0 ? tp / tt : 0;
  return {p + slope * (center_s - t), slope};
}

double residual(const Thermogram& thermogram, std::size_t i, const Line& line, double center_s) {
  return thermogram.power_uW[i] - line.mean - line.slope * (thermogram.time_s[i] - center_s);
}

double robust_sigma(const Thermogram& thermogram, const std::vector<std::size_t>& points, const Line& line,
                    double center_s) {
  std::vector<double> sizes;
  for (const std::size_t i : points) sizes.push_back(std::abs(residual(thermogram, i, line, center_s)));
  return mad_to_sigma * median(std::move(sizes));
}

// Sum over all pairs of samples of phi^|i - j| times u_i u_j.
double correlated_sum(std::span<const double> u, double phi) {
  double sum = 0, running = 0;  // running: sum over i < j of phi^(j - i) u_i
  for (const double value : u) {
    sum += value * value + 2 * value * running;
    running = phi * (running + value);
  }
  return sum;
}

// How much of the variance of n samples the line through them takes away, in samples.
double taken_by_line(std::size_t n, double phi) {
  std::vector<double> one(n, 1.0), ramp(n);
  std::iota(ramp.begin(), ramp.end(), -0.5 * static_cast<double>(n - 1));
  const double ramp2 = std::inner_product(ramp.begin(), ramp.end(), ramp.begin(), 0.0);
  return correlated_sum(one, phi) / static_cast<double>(n) + correlated_sum(ramp, phi) / ramp2;
}

}  // namespace

void fit_window(const Thermogram& thermogram, BaselineWindow& window) {
  if (window.end < window.begin + least_points) {
    throw std::invalid_argument("the baseline " + window.where + " cannot be found: its window has " +
                                std::to_string(window.end - std::min(window.begin, window.end)) +
                                " points, it needs " + std::to_string(least_points));
  }
  std::vector<std::size_t> points(window.end - window.begin);
  std::iota(points.begin(), points.end(), window.begin);
  const double center = 0.5 * (thermogram.time_s[window.begin] + thermogram.time_s[window.end - 1]);
  Line line = line_through(thermogram, points, center);
  for (int round = 0; round < rounds && points.size() >= least_points_to_clip; ++round) {
    const double limit = outlier_sigmas * robust_sigma(thermogram, points, line, center);
    const std::size_t removed = std::erase_if(points, [&](std::size_t i) {
      return limit > 0 && std::abs(residual(thermogram, i, line, center)) > limit;
    });
    line = line_through(thermogram, points, center);
    if (removed == 0) break;
  }
  window.center_s = center;
  window.mean_uW = line.mean;
  window.slope_uW_s = line.slope;
  for (const std::size_t i : points) window.residuals.push_back(residual(thermogram, i, line, center));
}

double Noise::variance_of_sum(std::size_t n) const {
  const std::vector<double> one(n, 1.0);
  return sigma_uW * sigma_uW * correlated_sum(one, phi);
}

double Noise::variance_of_mean(std::size_t n) const {
  const auto count = static_cast<double>(n);
  return variance_of_sum(n) / (count * count);
}

// Rise of the line through n samples over their length: n times its slope per sample.
double Noise::variance_of_rise(std::size_t n) const {
  std::vector<double> ramp(n);
  std::iota(ramp.begin(), ramp.end(), -0.5 * static_cast<double>(n - 1));
  const double ramp2 = std::inner_product(ramp.begin(), ramp.end(), ramp.begin(), 0.0);
  const double share = sigma_uW * static_cast<double>(n) / ramp2;
  return share * share * correlated_sum(ramp, phi);
}

double Noise::memory_samples() const { return phi > 0 ? -1 / std::log(phi) : 0; }

// The lag-one correlation of residuals about a line is too small by (2 + 4 phi) / n on average (Marriott and
// Pope 1954, doi:10.1093/biomet/41.3-4.390, for a mean; one more parameter for the line).
Noise noise_of(std::span<const BaselineWindow> windows) {
  double squares = 0, products = 0, pairs = 0, points = 0;
  for (const BaselineWindow& window : windows) {
    const std::vector<double>& r = window.residuals;
    for (std::size_t i = 0; i < r.size(); ++i) squares += r[i] * r[i];
    for (std::size_t i = 0; i + 1 < r.size(); ++i) products += r[i] * r[i + 1];
    points += static_cast<double>(r.size());
    pairs += static_cast<double>(r.size()) - 1;
  }
  if (!(squares > 0)) return {};
  const double n = points / static_cast<double>(windows.size());
  const double raw = (products / pairs) / (squares / points);
  Noise noise{.phi = std::clamp((raw + 2 / n) / (1 - std::min(4 / n, 0.5)), 0.0, 0.98)};
  double freedom = 0;
  for (const BaselineWindow& window : windows) {
    const std::size_t count = window.residuals.size();
    freedom += static_cast<double>(count) - taken_by_line(count, noise.phi);
  }
  noise.sigma_uW = std::sqrt(squares / std::max(freedom, 1.0));
  return noise;
}

NaturalSpline::NaturalSpline(std::vector<double> x, std::vector<double> y)
    : x_(std::move(x)), y_(std::move(y)), second_(x_.size(), 0.0) {
  const std::size_t n = x_.size();
  std::vector<double> upper(n, 0.0);
  for (std::size_t i = 1; i + 1 < n; ++i) {  // Thomas algorithm
    const double left = x_[i] - x_[i - 1], right = x_[i + 1] - x_[i];
    const double right_side = 6 * ((y_[i + 1] - y_[i]) / right - (y_[i] - y_[i - 1]) / left);
    const double pivot = 2 * (left + right) - left * upper[i - 1];
    upper[i] = right / pivot;
    second_[i] = (right_side - left * second_[i - 1]) / pivot;
  }
  for (std::size_t i = n; i-- > 1;) second_[i - 1] -= upper[i - 1] * second_[i];
  if (n > 0) second_.front() = second_.back() = 0;
}

double NaturalSpline::operator()(double x) const {
  if (x_.size() == 1) return y_[0];
  const auto after = std::upper_bound(x_.begin() + 1, x_.end() - 1, x) - x_.begin();
  const auto b = static_cast<std::size_t>(after), a = b - 1;
  const double h = x_[b] - x_[a];
  const double slope = (y_[b] - y_[a]) / h;
  if (x < x_.front()) return y_[a] + (slope - h * second_[b] / 6) * (x - x_[a]);
  if (x > x_.back()) return y_[b] + (slope + h * second_[a] / 6) * (x - x_[b]);
  const double u = (x_[b] - x) / h, v = (x - x_[a]) / h;
  return u * y_[a] + v * y_[b] + ((u * u * u - u) * second_[a] + (v * v * v - v) * second_[b]) * h * h / 6;
}

}  // namespace nacre::ligands
