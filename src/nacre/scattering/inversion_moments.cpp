#include "nacre/scattering/inversion_moments.hpp"

#include <algorithm>
#include <cmath>

namespace nacre::scattering {

DensityMoments::DensityMoments(const InversionKernel& kernel, const InversionState& state, double error_scale,
                               std::size_t first, std::size_t last)
    : state_(state), error_scale_(error_scale) {
  for (std::size_t k = 0; k < 4; ++k) {
    functional_[k].assign(kernel.size_nm.size(), 0.0);
    for (std::size_t j = first; j <= last; ++j) {
      functional_[k][j] = kernel.moments[k][j];
      raw_[k] += functional_[k][j] * state.values[j];
    }
  }
  for (std::size_t k = 1; k < 4; ++k) raw_[k] = raw_[0] > 0 ? raw_[k] / raw_[0] : 0;
  mean_ = raw_[1];
  variance_ = std::max(raw_[2] - mean_ * mean_, 0.0);
  third_ = raw_[3] - 3 * mean_ * raw_[2] + 2 * mean_ * mean_ * mean_;
}

Estimate DensityMoments::concentration() const { return {raw_[0], error({1, 0, 0, 0}, raw_[0])}; }

Estimate DensityMoments::mean() const { return {mean_, error({-mean_, 1, 0, 0}, 1)}; }

Estimate DensityMoments::deviation() const {
  const double sigma = std::sqrt(variance_);
  return {sigma, sigma > 0 ? error(of_variance(), 1 / (2 * sigma)) : 0};
}

Estimate DensityMoments::skewness() const {
  if (!(variance_ > 0)) return {};
  const double cube = std::pow(variance_, 1.5);
  std::array<double, 4> polynomial = of_third();
  const std::array<double, 4> second = of_variance();
  for (std::size_t k = 0; k < 4; ++k) polynomial[k] -= 1.5 * third_ / variance_ * second[k];
  return {third_ / cube, error(polynomial, 1 / cube)};
}

Estimate DensityMoments::mean_cube() const { return {raw_[3], error({-raw_[3], 0, 0, 1}, 1)}; }

// (r - mean)^2 - variance, and (r - mean)^3 - third - 3 variance (r - mean).
std::array<double, 4> DensityMoments::of_variance() const {
  return {mean_ * mean_ - variance_, -2 * mean_, 1, 0};
}

std::array<double, 4> DensityMoments::of_third() const {
  const double m = mean_;
  return {-m * m * m - third_ + 3 * variance_ * m, 3 * m * m - 3 * variance_, -3 * m, 1};
}

double DensityMoments::error(const std::array<double, 4>& polynomial, double factor) const {
  if (!(raw_[0] > 0)) return 0;
  std::vector<double> sum(functional_[0].size(), 0.0);
  for (std::size_t k = 0; k < 4; ++k)
    for (std::size_t j = 0; j < sum.size(); ++j) sum[j] += polynomial[k] * functional_[k][j] / raw_[0];
  return std::abs(factor) * error_scale_ * state_.deviation(sum);
}

}  // namespace nacre::scattering
