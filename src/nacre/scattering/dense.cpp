#include "nacre/scattering/dense.hpp"

#include <cmath>
#include <numeric>
#include <utility>

namespace nacre::scattering {
namespace {

double dot(const double* a, const double* b, std::size_t n) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

Cholesky::Cholesky(std::vector<double> matrix)
    : n_(static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(matrix.size()))))),
      factor_(std::move(matrix)) {
  for (std::size_t i = 0; i < n_ && positive_; ++i) {
    double* row = &factor_[i * n_];
    for (std::size_t j = 0; j < i; ++j)
      row[j] = (row[j] - dot(row, &factor_[j * n_], j)) / factor_[j * n_ + j];
    const double pivot = row[i] - dot(row, row, i);
    positive_ = pivot > 0;
    row[i] = std::sqrt(pivot);
  }
}

double Cholesky::log_determinant() const {
  double sum = 0;
  for (std::size_t i = 0; i < n_; ++i) sum += std::log(factor_[i * n_ + i]);
  return 2 * sum;
}

void Cholesky::forward(std::span<double> b) const {
  for (std::size_t i = 0; i < n_; ++i)
    b[i] = (b[i] - dot(&factor_[i * n_], b.data(), i)) / factor_[i * n_ + i];
}

void Cholesky::solve(std::span<double> b) const {
  forward(b);
  for (std::size_t i = n_; i-- > 0;) {
    b[i] /= factor_[i * n_ + i];
    for (std::size_t j = 0; j < i; ++j) b[j] -= factor_[i * n_ + j] * b[i];
  }
}

double Cholesky::inverse_form(std::span<const double> v) const {
  std::vector<double> half(v.begin(), v.end());
  forward(half);
  return dot(half.data(), half.data(), n_);
}

std::vector<double> Cholesky::inverse() const {
  std::vector<double> all(n_ * n_, 0.0);
  for (std::size_t i = 0; i < n_; ++i) {
    const std::span<double> row(&all[i * n_], n_);
    row[i] = 1;
    solve(row);
  }
  return all;
}

}  // namespace nacre::scattering
