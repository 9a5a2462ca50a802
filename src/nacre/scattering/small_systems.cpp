#include "nacre/scattering/small_systems.hpp"

#include <algorithm>
#include <cmath>

namespace nacre::scattering {

SmallSystem::SmallSystem(std::size_t unknowns)
    : n_(unknowns),
      matrix_(unknowns * unknowns),
      right_(unknowns),
      factor_(unknowns * unknowns),
      half_(unknowns) {}

void SmallSystem::clear() {
  std::ranges::fill(matrix_, 0.0);
  std::ranges::fill(right_, 0.0);
  squares_ = 0;
}

void SmallSystem::add(std::span<const double> row, double y, double sigma) {
  const double weight = 1 / (sigma * sigma);
  for (std::size_t i = 0; i < n_; ++i) {
    const double scaled = weight * row[i];
    for (std::size_t j = 0; j <= i; ++j) matrix_[i * n_ + j] += scaled * row[j];
    right_[i] += scaled * y;
  }
  squares_ += weight * y * y;
}

// L L^T, and L half = right.
bool SmallSystem::factorise() const {
  for (std::size_t i = 0; i < n_; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = matrix_[i * n_ + j];
      for (std::size_t k = 0; k < j; ++k) sum -= factor_[i * n_ + k] * factor_[j * n_ + k];
      if (i == j) {
        if (!(sum > 1e-12 * matrix_[i * n_ + i])) return false;
        factor_[i * n_ + i] = std::sqrt(sum);
      } else {
        factor_[i * n_ + j] = sum / factor_[j * n_ + j];
      }
    }
    double sum = right_[i];
    for (std::size_t k = 0; k < i; ++k) sum -= factor_[i * n_ + k] * half_[k];
    half_[i] = sum / factor_[i * n_ + i];
  }
  return true;
}

std::optional<std::vector<double>> SmallSystem::solve() const {
  if (!factorise()) return {};
  std::vector<double> x(n_);
  for (std::size_t i = n_; i-- > 0;) {
    double sum = half_[i];
    for (std::size_t k = i + 1; k < n_; ++k) sum -= factor_[k * n_ + i] * x[k];
    x[i] = sum / factor_[i * n_ + i];
  }
  return x;
}

std::optional<SmallSystem::Last> SmallSystem::solve_last() const {
  if (!factorise()) return {};
  const double pivot = factor_[n_ * n_ - 1];
  return Last{half_.back() / pivot, 1 / (pivot * pivot)};
}

double SmallSystem::chi2(std::span<const double> solution) const {
  double sum = squares_;
  for (std::size_t i = 0; i < n_; ++i) sum -= solution[i] * right_[i];
  return sum;
}

}  // namespace nacre::scattering
