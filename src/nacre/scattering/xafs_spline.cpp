#include "nacre/scattering/xafs_spline.hpp"

#include <algorithm>
#include <stdexcept>

namespace nacre::scattering {
namespace {

// Second derivatives at the points. Between them the curve is cubic, so inside h[i-1] M[i-1] + 2 (h[i-1] +
// h[i]) M[i] + h[i] M[i+1] = 6 (slope[i] - slope[i-1]); the ends follow from M[0] = M[1] + (M[1] - M[2])
// h[0] / h[1], which makes the first two pieces one.
std::vector<double> curvatures(std::span<const double> x, std::span<const double> y) {
  const std::size_t n = x.size();
  std::vector<double> h(n - 1), slope(n - 1), lower(n), diagonal(n), upper(n), m(n);
  for (std::size_t i = 0; i + 1 < n; ++i) {
    h[i] = x[i + 1] - x[i];
    slope[i] = (y[i + 1] - y[i]) / h[i];
  }
  for (std::size_t i = 1; i + 1 < n; ++i) {
    lower[i] = h[i - 1], diagonal[i] = 2 * (h[i - 1] + h[i]), upper[i] = h[i];
    m[i] = 6 * (slope[i] - slope[i - 1]);
  }
  const double first = h[0] / h[1], last = h[n - 2] / h[n - 3];
  diagonal[1] += lower[1] * (1 + first);
  upper[1] -= lower[1] * first;
  diagonal[n - 2] += upper[n - 2] * (1 + last);
  lower[n - 2] -= upper[n - 2] * last;
  for (std::size_t i = 2; i + 1 < n; ++i) {
    const double factor = lower[i] / diagonal[i - 1];
    diagonal[i] -= factor * upper[i - 1];
    m[i] -= factor * m[i - 1];
  }
  m[n - 2] /= diagonal[n - 2];
  for (std::size_t i = n - 2; i-- > 1;) m[i] = (m[i] - upper[i] * m[i + 1]) / diagonal[i];
  m[0] = m[1] + first * (m[1] - m[2]);
  m[n - 1] = m[n - 2] + last * (m[n - 2] - m[n - 3]);
  return m;
}

}  // namespace

CubicInterpolation::CubicInterpolation(std::span<const double> x, std::span<const double> y)
    : x_(x.begin(), x.end()), y_(y.begin(), y.end()) {
  if (x.size() < 4 || x.size() != y.size()) throw std::invalid_argument("a spline needs four points");
  for (std::size_t i = 1; i < x.size(); ++i)
    if (!(x[i] > x[i - 1])) throw std::invalid_argument("the points of a spline do not ascend");
  curvature_ = curvatures(x_, y_);
}

std::size_t CubicInterpolation::piece(double x) const {
  return static_cast<std::size_t>(std::upper_bound(x_.begin() + 1, x_.end() - 1, x) - x_.begin()) - 1;
}

double CubicInterpolation::at(double x) const {
  const std::size_t i = piece(x);
  const double h = x_[i + 1] - x_[i], b = (x - x_[i]) / h, a = 1 - b;
  return a * y_[i] + b * y_[i + 1] +
         h * h / 6 * ((a * a * a - a) * curvature_[i] + (b * b * b - b) * curvature_[i + 1]);
}

double CubicInterpolation::slope(double x) const {
  const std::size_t i = piece(x);
  const double h = x_[i + 1] - x_[i], b = (x - x_[i]) / h, a = 1 - b;
  return (y_[i + 1] - y_[i]) / h +
         h / 6 * ((3 * b * b - 1) * curvature_[i + 1] - (3 * a * a - 1) * curvature_[i]);
}

// The recursion of Cox and de Boor.
CubicBasis::Values CubicBasis::at(double x) const {
  const auto begin = knots_.begin() + 4, end = knots_.end() - 4;
  const auto piece = static_cast<std::size_t>(std::upper_bound(begin, end, x) - knots_.begin()) - 1;
  Values result{.first = piece - 3, .value = {1, 0, 0, 0}};
  for (std::size_t degree = 1; degree <= 3; ++degree) {
    double carried = 0;
    for (std::size_t k = 0; k < degree; ++k) {
      const double right = knots_[piece + k + 1], left = knots_[piece + k + 1 - degree];
      const double share = result.value[k] / (right - left);
      result.value[k] = carried + (right - x) * share;
      carried = (x - left) * share;
    }
    result.value[degree] = carried;
  }
  return result;
}

}  // namespace nacre::scattering
