#include "nacre/scattering/smooth_curve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "nacre/scattering/normal_equations.hpp"

namespace nacre::scattering {
namespace {

constexpr std::size_t most_intervals = 40;
constexpr double lowest_smoothness = 1e-4, highest_smoothness = 1e6;  // over the mean of the normal matrix
constexpr int smoothness_steps = 31;
constexpr double d[] = {1, -2, 1};  // second differences

void check(const Course& course) {
  const std::size_t n = course.time_s.size();
  if (n < SmoothCurve::least_points || course.value.size() != n || course.error.size() != n)
    throw std::invalid_argument("a smooth curve needs points with values and errors");
  for (std::size_t i = 0; i < n; ++i)
    if (!std::isfinite(course.value[i]) || !(course.error[i] > 0) || !std::isfinite(course.error[i]) ||
        (i > 0 && course.time_s[i] <= course.time_s[i - 1]))
      throw std::invalid_argument("a smooth curve needs finite values, positive errors and ascending times");
}

double median_step(const std::vector<double>& time_s) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < time_s.size(); ++i) steps.push_back(time_s[i] - time_s[i - 1]);
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return *middle;
}

}  // namespace

SmoothCurve::SmoothCurve(const Course& course) {
  check(course);
  set_up(course);
  choose_smoothness(course);
  fit_values(course.value);
  double chi2 = 0, freedom = static_cast<double>(course.value.size());
  for (std::size_t i = 0; i < course.value.size(); ++i) {
    const double residual = (course.value[i] - at(course.time_s[i])) / course.error[i];
    chi2 += residual * residual;
  }
  for (std::size_t i = 0; i < inverse_.size(); ++i) freedom -= inverse_[i] * normal_[i];
  chi2_reduced_ = freedom > 1 ? chi2 / freedom : 1;
}

// Times count from the first point; a step of the series before it is where the logarithm begins.
void SmoothCurve::set_up(const Course& course) {
  first_s_ = course.time_s.front();
  last_s_ = course.time_s.back();
  shift_s_ = std::max(median_step(course.time_s), 1e-3 * (last_s_ - first_s_));
  const std::size_t n = course.time_s.size();
  const std::size_t intervals = std::min(most_intervals, n / 3 + 1);
  low_ = std::log(shift_s_);
  step_ = (std::log(last_s_ - first_s_ + shift_s_) - low_) / static_cast<double>(intervals);
  n_basis_ = intervals + 3;
  normal_.assign(n_basis_ * n_basis_, 0);
  for (std::size_t i = 0; i < n; ++i) {
    basis_.push_back(basis_at(course.time_s[i]));
    weights_.push_back(1 / (course.error[i] * course.error[i]));
    const Basis& b = basis_.back();
    for (std::size_t j = 0; j < 4; ++j)
      for (std::size_t k = 0; k < 4; ++k)
        normal_[(b.first + j) * n_basis_ + b.first + k] += weights_.back() * b.weight[j] * b.weight[k];
  }
}

// Uniform cubic B-splines: de Boor, A Practical Guide to Splines.
SmoothCurve::Basis SmoothCurve::basis_at(double time_s) const {
  const double u = (std::log(std::max(time_s - first_s_, 0.0) + shift_s_) - low_) / step_;
  const double place = std::clamp(u, 0.0, static_cast<double>(n_basis_ - 3));
  const auto first = std::min(static_cast<std::size_t>(place), n_basis_ - 4);
  const double t = place - static_cast<double>(first), s = 1 - t;
  return {first,
          {s * s * s / 6, (3 * t * t * t - 6 * t * t + 4) / 6, (3 * s * s * s - 6 * s * s + 4) / 6,
           t * t * t / 6}};
}

double SmoothCurve::penalty_of(double smoothness) const {
  double trace = 0;
  for (std::size_t i = 0; i < n_basis_; ++i) trace += normal_[i * n_basis_ + i];
  return smoothness * trace / static_cast<double>(n_basis_);
}

// B^T W B + penalty D^T D with second differences, whose null space is a straight line in log time.
std::vector<double> SmoothCurve::penalised(double penalty) const {
  std::vector<double> matrix = normal_;
  for (std::size_t row = 0; row + 2 < n_basis_; ++row)
    for (std::size_t a = 0; a < 3; ++a)
      for (std::size_t b = 0; b < 3; ++b) matrix[(row + a) * n_basis_ + row + b] += penalty * d[a] * d[b];
  return matrix;
}

// Craven and Wahba (1979), doi:10.1007/BF01404567: least n RSS / (n - tr H)^2.
void SmoothCurve::choose_smoothness(const Course& course) {
  const auto n = static_cast<double>(course.value.size());
  double least = std::numeric_limits<double>::infinity();
  std::vector<double> best;
  for (int step = 0; step < smoothness_steps; ++step) {
    const double smoothness =
        lowest_smoothness * std::pow(highest_smoothness / lowest_smoothness, step / (smoothness_steps - 1.0));
    const double penalty = penalty_of(smoothness);
    inverse_ = Factorized(penalised(penalty), n_basis_).inverse();
    fit_values(course.value);
    double sum = 0, hat = 0;
    for (std::size_t i = 0; i < inverse_.size(); ++i) hat += inverse_[i] * normal_[i];
    for (std::size_t i = 0; i < course.value.size(); ++i) {
      const double residual = (course.value[i] - at(course.time_s[i])) / course.error[i];
      sum += residual * residual;
    }
    const double score = n * sum / ((n - hat) * (n - hat));
    if (!(score < least) || hat >= n) continue;
    least = score;
    best = inverse_;
    penalty_ = penalty;
  }
  if (!best.empty()) inverse_ = std::move(best);
}

void SmoothCurve::fit_values(std::span<const double> values) {
  std::vector<double> right(n_basis_);
  for (std::size_t i = 0; i < values.size(); ++i)
    for (std::size_t j = 0; j < 4; ++j)
      right[basis_[i].first + j] += weights_[i] * basis_[i].weight[j] * values[i];
  coefficients_ = solved(right);
}

std::vector<double> SmoothCurve::solved(const std::vector<double>& right) const {
  std::vector<double> solution(n_basis_);
  for (std::size_t i = 0; i < n_basis_; ++i)
    for (std::size_t j = 0; j < n_basis_; ++j) solution[i] += inverse_[i * n_basis_ + j] * right[j];
  return solution;
}

// M^-1 (B^T sqrt(W) z + sqrt(penalty) D^T z') has the covariance M^-1 (N + penalty D^T D) M^-1 = M^-1.
SmoothCurve SmoothCurve::drawn(std::span<const double> normals) const {
  if (normals.size() != draws())
    throw std::invalid_argument("a curve is drawn with as many numbers as it needs");
  std::vector<double> right(n_basis_);
  for (std::size_t i = 0; i < weights_.size(); ++i)
    for (std::size_t j = 0; j < 4; ++j)
      right[basis_[i].first + j] += std::sqrt(weights_[i]) * basis_[i].weight[j] * normals[i];
  for (std::size_t row = 0; row + 2 < n_basis_; ++row)
    for (std::size_t a = 0; a < 3; ++a)
      right[row + a] += std::sqrt(penalty_) * d[a] * normals[weights_.size() + row];
  SmoothCurve other = *this;
  const std::vector<double> change = solved(right);
  const double widen = std::sqrt(std::max(chi2_reduced_, 1.0));
  for (std::size_t i = 0; i < n_basis_; ++i) other.coefficients_[i] += widen * change[i];
  return other;
}

double SmoothCurve::at(double time_s) const {
  const Basis b = basis_at(time_s);
  double sum = 0;
  for (std::size_t j = 0; j < 4; ++j) sum += b.weight[j] * coefficients_[b.first + j];
  return sum;
}

// b^T M^-1 b with M = N + penalty D^T D.
double SmoothCurve::error_at(double time_s) const {
  const Basis b = basis_at(time_s);
  double variance = 0;
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j)
      variance += b.weight[i] * inverse_[(b.first + i) * n_basis_ + b.first + j] * b.weight[j];
  return std::sqrt(variance * std::max(chi2_reduced_, 1.0));
}

}  // namespace nacre::scattering
