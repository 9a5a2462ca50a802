// Sums over many spheres, or spheres with a shell, at many q: the hot loop of averages by quadrature.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

namespace nacre::scattering {

// Amplitude of one term: inner f(q, r) + outer f(q, r + thickness) with f(q, r) = 4 pi (sin qr - qr cos
// qr)/q^3 in nm3. Weights are columns over the terms, one column after another.
struct SphereTerms {
  std::span<const double> radius_nm;
  double inner = 1;
  double outer = 0;
  double thickness_nm = 0;
  std::size_t columns = 1;  // 1 or 3
  std::span<const double> square_weights;
  std::span<const double> amplitude_weights;  // empty: no amplitudes wanted
};

// Where averages go: column after column, `stride` apart. No amplitudes wanted: null.
struct AverageColumns {
  double* squares = nullptr;
  double* amplitudes = nullptr;
  std::size_t stride = 0;

  // In `columns` columns of n values.
  void fill(std::size_t columns, std::size_t n, double value) const {
    for (std::size_t k = 0; k < columns; ++k) {
      std::fill_n(squares + k * stride, n, value);
      if (amplitudes) std::fill_n(amplitudes + k * stride, n, value);
    }
  }
  AverageColumns from(std::size_t first) const {
    return {squares + first, amplitudes ? amplitudes + first : nullptr, stride};
  }
};

// Sums of weight times amplitude squared, and of weight times amplitude; relative error of a term below 1e-13
// of the larger of sin and qr cos. Radii in equal steps are four times as fast.
void sphere_sum(std::span<const double> q_per_nm, const SphereTerms& terms, const AverageColumns& out);

}  // namespace nacre::scattering
