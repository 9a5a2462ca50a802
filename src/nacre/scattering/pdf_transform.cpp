#include "nacre/scattering/pdf_transform.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace nacre::scattering {
namespace {

using std::numbers::pi;

// Half the distance between the neighbours of each point.
std::vector<double> trapezoids(const std::vector<double>& q) {
  std::vector<double> widths(q.size());
  for (std::size_t k = 0; k + 1 < q.size(); ++k) {
    const double half = 0.5 * (q[k + 1] - q[k]);
    if (!(half > 0)) throw std::invalid_argument("Q does not rise from point to point");
    widths[k] += half;
    widths[k + 1] += half;
  }
  return widths;
}

}  // namespace

double window_at(Window window, double q_per_A, double q_max_per_A) {
  const double x = pi * q_per_A / q_max_per_A;
  return window == Window::none || x == 0 ? 1 : std::sin(x) / x;
}

SineTransform::SineTransform(std::vector<double> q_per_A, Window window, LowQ low_q)
    : q_per_A_(std::move(q_per_A)) {
  if (q_per_A_.size() < 2) throw std::invalid_argument("a transform needs two points or more");
  factor_ = trapezoids(q_per_A_);
  const double q_min = q_per_A_.front(), q_max = q_per_A_.back();
  for (std::size_t k = 0; k < size(); ++k) factor_[k] *= 2 / pi * window_at(window, q_per_A_[k], q_max);
  if (low_q == LowQ::zero || !(q_min > 0)) return;
  const auto steps = static_cast<int>(std::ceil(q_min / (q_per_A_[1] - q_per_A_[0])));
  const double step = q_min / steps;
  for (int k = 1; k <= steps; ++k) {  // the last is Qmin itself, seen from below
    const double q = k * step;
    low_q_.push_back(q);
    low_factor_.push_back(2 / pi * window_at(window, q, q_max) * step * (k == steps ? 0.5 : 1) * q / q_min);
  }
}

void SineTransform::row(double r_A, std::span<double> weights) const {
  for (std::size_t k = 0; k < size(); ++k) weights[k] = factor_[k] * std::sin(q_per_A_[k] * r_A);
  for (std::size_t k = 0; k < low_q_.size(); ++k) weights[0] += low_factor_[k] * std::sin(low_q_[k] * r_A);
}

std::vector<double> SineTransform::apply(std::span<const double> f, std::span<const double> r_A) const {
  std::vector<double> g, weights(size());
  for (const double r : r_A) {
    row(r, weights);
    double sum = 0;
    for (std::size_t k = 0; k < size(); ++k) sum += weights[k] * f[k];
    g.push_back(sum);
  }
  return g;
}

double SineTransform::r_limit_A() const {
  double widest = 0;
  for (std::size_t k = 0; k + 1 < size(); ++k) widest = std::max(widest, q_per_A_[k + 1] - q_per_A_[k]);
  return pi / widest;
}

std::vector<double> nyquist_grid_A(double q_max_per_A, double r_max_A) {
  const double step = pi / q_max_per_A;
  std::vector<double> grid;
  for (int i = 1; i * step <= r_max_A * (1 + 1e-12); ++i) grid.push_back(i * step);
  return grid;
}

}  // namespace nacre::scattering
