#include "nacre/growth/course_fit_ambiguity.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace nacre::growth {
namespace {

constexpr double least_stretch = 10;
constexpr double least_part = 0.2;  // of the largest component of a direction
constexpr double told_change = 0.01;
constexpr int most_sweeps = 60;

double off_diagonal(const std::vector<double>& matrix, std::size_t n) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) sum += matrix[i * n + j] * matrix[i * n + j];
  return sum;
}

// Jacobi's rotation that makes element p, q vanish.
void rotate(std::vector<double>& a, std::vector<double>& v, std::size_t n, std::size_t p, std::size_t q) {
  if (a[p * n + q] == 0) return;
  const double theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
  const double t = std::copysign(1 / (std::abs(theta) + std::hypot(theta, 1.0)), theta);
  const double c = 1 / std::hypot(t, 1.0), s = t * c;
  for (std::size_t i = 0; i < n; ++i) {
    const double ip = a[i * n + p], iq = a[i * n + q];
    a[i * n + p] = c * ip - s * iq;
    a[i * n + q] = s * ip + c * iq;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double pi = a[p * n + i], qi = a[q * n + i], vp = v[p * n + i], vq = v[q * n + i];
    a[p * n + i] = c * pi - s * qi;
    a[q * n + i] = s * pi + c * qi;
    v[p * n + i] = c * vp - s * vq;
    v[q * n + i] = s * vp + c * vq;
  }
}

// The normal matrix of derivatives whose columns are scaled to length 1, and those lengths.
std::vector<double> scaled_normal(std::span<const double> derivatives, std::size_t k,
                                  std::vector<double>& lengths) {
  std::vector<double> normal(k * k, 0.0);
  for (std::size_t row = 0; row < derivatives.size() / k; ++row)
    for (std::size_t i = 0; i < k; ++i)
      for (std::size_t j = 0; j < k; ++j)
        normal[i * k + j] += derivatives[row * k + i] * derivatives[row * k + j];
  lengths.assign(k, 1.0);
  for (std::size_t i = 0; i < k; ++i)
    if (normal[i * k + i] > 0) lengths[i] = std::sqrt(normal[i * k + i]);
  for (std::size_t i = 0; i < k; ++i)
    for (std::size_t j = 0; j < k; ++j) normal[i * k + j] /= lengths[i] * lengths[j];
  return normal;
}

Ambiguity ambiguity_along(std::span<const double> direction, double eigenvalue,
                          const std::vector<double>& lengths) {
  std::vector<std::size_t> order(direction.size());
  std::iota(order.begin(), order.end(), 0u);
  // Rounded, so that of equal ones the first parameter comes first.
  std::ranges::stable_sort(order, std::greater<>{},
                           [&](std::size_t i) { return std::round(1e6 * std::abs(direction[i])); });
  const std::size_t first = order[0];
  const double largest = std::abs(direction[first]);
  Ambiguity one{.stretch = eigenvalue > 0 ? largest / std::sqrt(eigenvalue)
                                          : std::numeric_limits<double>::infinity()};
  const double factor = told_change * lengths[first] / direction[first];
  for (const std::size_t i : order) {
    if (std::abs(direction[i]) < least_part * largest) break;
    one.members.push_back(i);
    one.change.push_back(factor * direction[i] / lengths[i]);
  }
  return one;
}

}  // namespace

Eigensystem symmetric_eigensystem(std::vector<double> matrix, std::size_t n) {
  std::vector<double> vectors(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) vectors[i * n + i] = 1;
  for (int sweep = 0; sweep < most_sweeps && off_diagonal(matrix, n) > 1e-30; ++sweep)
    for (std::size_t p = 0; p < n; ++p)
      for (std::size_t q = p + 1; q < n; ++q) rotate(matrix, vectors, n, p, q);
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return matrix[i * n + i]; });
  Eigensystem system;
  for (const std::size_t i : order) {
    system.values.push_back(matrix[i * n + i]);
    system.vectors.insert(system.vectors.end(), vectors.begin() + static_cast<std::ptrdiff_t>(i * n),
                          vectors.begin() + static_cast<std::ptrdiff_t>((i + 1) * n));
  }
  return system;
}

std::vector<Ambiguity> ambiguities_of(std::span<const double> derivatives, std::size_t n_parameters) {
  std::vector<double> lengths;
  const Eigensystem system =
      symmetric_eigensystem(scaled_normal(derivatives, n_parameters, lengths), n_parameters);
  std::vector<Ambiguity> list;
  for (std::size_t i = 0; i < n_parameters; ++i) {
    const std::span<const double> direction(&system.vectors[i * n_parameters], n_parameters);
    const Ambiguity one = ambiguity_along(direction, std::max(system.values[i], 0.0), lengths);
    if (one.stretch < least_stretch) break;
    list.push_back(one);
  }
  return list;
}

}  // namespace nacre::growth
