#include "nacre/spectra/absorption_baseline.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

namespace nacre::spectra {
namespace {

using Terms = std::array<double, 3>;

// The terms of the model at a wavelength, as many as it has; each is about one at most.
Terms terms_at(const BaselineModel& model, double middle_nm, double wavelength_nm) {
  Terms out{};
  std::size_t n = 0;
  if (model.offset) out[n++] = 1;
  if (model.slope) out[n++] = (wavelength_nm - middle_nm) / middle_nm;
  if (model.scatter) out[n++] = std::pow(wavelength_nm / middle_nm, -model.scatter_exponent);
  return out;
}

// The inverse of a symmetric positive matrix by Gauss and Jordan, scaled to a unit diagonal; false where it
// has none to half of the digits.
bool invert(std::array<double, 9>& matrix, std::size_t n) {
  Terms scale{};
  for (std::size_t i = 0; i < n; ++i) scale[i] = 1 / std::sqrt(matrix[4 * i]);
  std::array<double, 9> a{}, b{};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      a[3 * i + j] = matrix[3 * i + j] * scale[i] * scale[j];
      b[3 * i + j] = i == j;
    }
  for (std::size_t k = 0; k < n; ++k) {
    const double pivot = a[4 * k];
    if (!(pivot > 1e-8)) return false;
    for (std::size_t j = 0; j < n; ++j) a[3 * k + j] /= pivot, b[3 * k + j] /= pivot;
    for (std::size_t i = 0; i < n; ++i) {
      if (i == k) continue;
      const double factor = a[3 * i + k];
      for (std::size_t j = 0; j < n; ++j)
        a[3 * i + j] -= factor * a[3 * k + j], b[3 * i + j] -= factor * b[3 * k + j];
    }
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) matrix[3 * i + j] = b[3 * i + j] * scale[i] * scale[j];
  return true;
}

}  // namespace

double Baseline::at(double wavelength_nm) const {
  const Terms terms = terms_at(model, middle_nm, wavelength_nm);
  return terms[0] * amounts[0] + terms[1] * amounts[1] + terms[2] * amounts[2];
}

double Baseline::variance(double wavelength_nm) const {
  const Terms terms = terms_at(model, middle_nm, wavelength_nm);
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) sum += terms[i] * covariance[3 * i + j] * terms[j];
  return sum;
}

double Baseline::chi2_reduced() const {
  const int degrees = points - model.terms();
  return degrees > 0 ? chi2 / degrees : std::numeric_limits<double>::quiet_NaN();
}

Baseline fit_baseline(std::span<const double> wavelength_nm, std::span<const double> absorbance, double sigma,
                      const BaselineModel& model) {
  Baseline out{.model = model, .middle_nm = 0.5 * (model.from_nm + model.to_nm)};
  const std::size_t n = static_cast<std::size_t>(model.terms());
  if (n == 0) return out;
  Terms right{};
  for (std::size_t i = 0; i < wavelength_nm.size(); ++i) {
    if (wavelength_nm[i] < model.from_nm || wavelength_nm[i] > model.to_nm) continue;
    const Terms terms = terms_at(model, out.middle_nm, wavelength_nm[i]);
    for (std::size_t j = 0; j < n; ++j) {
      right[j] += terms[j] * absorbance[i];
      for (std::size_t k = 0; k < n; ++k) out.covariance[3 * j + k] += terms[j] * terms[k];
    }
    ++out.points;
  }
  if (out.points < static_cast<int>(n))
    throw std::invalid_argument("too few points in the window of the baseline");
  if (!invert(out.covariance, n))
    throw std::invalid_argument("the window cannot tell the terms of the baseline apart");
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t k = 0; k < n; ++k) out.amounts[j] += out.covariance[3 * j + k] * right[k];
  for (std::size_t i = 0; i < wavelength_nm.size(); ++i) {
    if (wavelength_nm[i] < model.from_nm || wavelength_nm[i] > model.to_nm) continue;
    out.chi2 += std::pow((absorbance[i] - out.at(wavelength_nm[i])) / sigma, 2);
  }
  for (double& one : out.covariance) one *= sigma * sigma;
  return out;
}

}  // namespace nacre::spectra
