#include "nacre/scattering/normal_equations.hpp"

#include <algorithm>
#include <cmath>

namespace nacre::scattering {
namespace {

constexpr double rounding = 1e-12;  // of a pivot whose diagonal is one

}  // namespace

Factorized::Factorized(std::vector<double> matrix, std::size_t n)
    : n_(n), lower_(std::move(matrix)), scale_(n), pivot_(n) {
  for (std::size_t i = 0; i < n; ++i) {
    const double diagonal = lower_[i * n + i];
    scale_[i] = diagonal > 0 && std::isfinite(diagonal) ? 1 / std::sqrt(diagonal) : 0;
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) lower_[i * n + j] *= scale_[i] * scale_[j];
  for (std::size_t j = 0; j < n; ++j) {
    double pivot = lower_[j * n + j];
    for (std::size_t k = 0; k < j; ++k) pivot -= lower_[j * n + k] * lower_[j * n + k];
    pivot_[j] = pivot > rounding ? std::sqrt(pivot) : 0;
    for (std::size_t i = j; i < n; ++i) {
      double sum = lower_[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= lower_[i * n + k] * lower_[j * n + k];
      lower_[i * n + j] = pivot_[j] > 0 ? sum / pivot_[j] : 0;
    }
  }
}

bool Factorized::all_determined() const {
  return std::ranges::all_of(pivot_, [](double pivot) { return pivot > 0; });
}

void Factorized::solve(std::span<double> b) const {
  for (std::size_t i = 0; i < n_; ++i) {
    b[i] *= scale_[i];
    for (std::size_t k = 0; k < i; ++k) b[i] -= lower_[i * n_ + k] * b[k];
    b[i] = determined(i) ? b[i] / pivot_[i] : 0;
  }
  for (std::size_t i = n_; i-- > 0;) {
    for (std::size_t k = i + 1; k < n_; ++k) b[i] -= lower_[k * n_ + i] * b[k];
    b[i] = determined(i) ? b[i] / pivot_[i] : 0;
  }
  for (std::size_t i = 0; i < n_; ++i) b[i] *= scale_[i];
}

std::vector<double> Factorized::inverse() const {
  std::vector<double> inverse(n_ * n_), column(n_);
  for (std::size_t j = 0; j < n_; ++j) {
    if (!determined(j)) continue;
    std::ranges::fill(column, 0.0);
    column[j] = 1;
    solve(column);
    for (std::size_t i = 0; i < n_; ++i) inverse[i * n_ + j] = column[i];
  }
  return inverse;
}

}  // namespace nacre::scattering
