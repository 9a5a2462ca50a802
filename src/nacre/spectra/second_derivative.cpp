#include "nacre/spectra/second_derivative.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace nacre::spectra {
namespace {

constexpr std::size_t terms = 4;
constexpr std::size_t least_points = 5;

using Quartet = std::array<double, terms>;

// Polynomials that are orthonormal over the points, one column a degree, by Gram and Schmidt twice over, and
// their second derivatives at the origin in the same pass: sum over degrees of P(u) P''(0) are the weights.
struct Basis {
  std::vector<Quartet> at{};
  Quartet second{};
};

Basis orthonormal_basis(std::span<const double> u) {
  Basis basis{.at = std::vector<Quartet>(u.size()), .second = {0, 0, 2, 0}};
  for (std::size_t i = 0; i < u.size(); ++i) basis.at[i] = {1, u[i], u[i] * u[i], u[i] * u[i] * u[i]};
  for (std::size_t k = 0; k < terms; ++k) {
    for (int pass = 0; pass < 2; ++pass)
      for (std::size_t j = 0; j < k; ++j) {
        double overlap = 0;
        for (const Quartet& p : basis.at) overlap += p[j] * p[k];
        for (Quartet& p : basis.at) p[k] -= overlap * p[j];
        basis.second[k] -= overlap * basis.second[j];
      }
    double square = 0;
    for (const Quartet& p : basis.at) square += p[k] * p[k];
    const double length = std::sqrt(square);
    for (Quartet& p : basis.at) p[k] /= length;
    basis.second[k] /= length;
  }
  return basis;
}

std::vector<double> weights_at(std::span<const double> x, double middle) {
  const double scale = std::max(x.back() - middle, middle - x.front());
  std::vector<double> u;
  for (const double one : x) u.push_back((one - middle) / scale);
  const Basis basis = orthonormal_basis(u);
  std::vector<double> weights;
  for (const Quartet& p : basis.at) {
    double sum = 0;
    for (std::size_t k = 0; k < terms; ++k) sum += p[k] * basis.second[k];
    weights.push_back(sum / (scale * scale));
  }
  return weights;
}

}  // namespace

SecondDerivative::SecondDerivative(std::span<const double> x, double half_width) : half_width_(half_width) {
  const std::size_t n = x.size();
  if (n < least_points) throw std::invalid_argument("a second derivative needs five points");
  for (std::size_t i = 1; i < n; ++i)
    if (!(x[i] > x[i - 1])) throw std::invalid_argument("the grid of a spectrum does not ascend");
  for (std::size_t i = 0; i < n; ++i) {
    const auto index = [&](auto place) { return static_cast<std::size_t>(place - x.begin()); };
    const std::size_t low = index(std::ranges::lower_bound(x, x[i] - half_width));
    const std::size_t high = index(std::ranges::upper_bound(x, x[i] + half_width));
    const std::size_t side = std::max({i - low, high - 1 - i, least_points / 2});
    const std::size_t count = std::min(2 * side + 1, n);
    Row row{.first = std::min(i > side ? i - side : 0, n - count)};
    row.weights = weights_at(x.subspan(row.first, count), x[i]);
    for (const double weight : row.weights) row.gain += weight * weight;
    row.gain = std::sqrt(row.gain);
    rows_.push_back(std::move(row));
  }
}

std::vector<double> SecondDerivative::operator()(std::span<const double> y) const {
  if (y.size() != rows_.size()) throw std::invalid_argument("a spectrum has as many values as its grid");
  std::vector<double> out;
  for (const Row& row : rows_) {
    double sum = 0;
    for (std::size_t k = 0; k < row.weights.size(); ++k) sum += row.weights[k] * y[row.first + k];
    out.push_back(sum);
  }
  return out;
}

}  // namespace nacre::spectra
