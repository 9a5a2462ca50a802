#include "nacre/scattering/polynomial_filter.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nacre::scattering {
namespace {

double dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

void add(std::span<double> a, double factor, std::span<const double> b) {
  for (std::size_t k = 0; k < a.size(); ++k) a[k] += factor * b[k];
}

}  // namespace

PolynomialFilter::PolynomialFilter(std::span<const double> x, double degree) {
  if (!(degree > 0)) return;
  const auto whole = static_cast<std::size_t>(std::floor(degree));
  const double rest = degree - std::floor(degree);
  const double largest = *std::ranges::max_element(x);
  for (std::size_t n = 1; n <= whole + (rest > 0); ++n) {
    std::vector<double> one(x.size());
    // x times the last vector spans the same space as x^n, and stays well apart from the others.
    for (std::size_t k = 0; k < x.size(); ++k)
      one[k] = x[k] / largest * (basis_.empty() ? 1 : basis_.back()[k]);
    for (int pass = 0; pass < 2; ++pass)
      for (const auto& other : basis_) add(one, -dot(one, other), other);
    const double length = std::sqrt(dot(one, one));
    if (!(length > 1e-12)) return;  // as many vectors as points
    for (double& value : one) value /= length;
    basis_.push_back(std::move(one));
    share_.push_back(n <= whole ? 1 : rest);
  }
}

std::vector<double> PolynomialFilter::fitted(std::span<const double> y) const {
  std::vector<double> sum(y.size());
  for (std::size_t n = 0; n < basis_.size(); ++n) add(sum, share_[n] * dot(y, basis_[n]), basis_[n]);
  return sum;
}

void PolynomialFilter::deduct_from(std::span<double> row) const {
  const std::vector<double> in_space = fitted(row);
  add(row, -1, in_space);
}

}  // namespace nacre::scattering
