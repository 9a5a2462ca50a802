#include "nacre/scattering/sphere_gaussian.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

// Vectors of unknown length cannot stand in arrays.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nacre/scattering/sphere_gaussian.cpp"
#include <hwy/foreach_target.h>
// Must follow foreach_target.h.
#include <hwy/highway.h>
// After highway.h.
#include <hwy/contrib/math/math-inl.h>

#include "nacre/scattering/sin_cos-inl.hpp"

#ifndef NACRE_SCATTERING_SPHERE_GAUSSIAN_ONCE
#define NACRE_SCATTERING_SPHERE_GAUSSIAN_ONCE
namespace nacre::scattering {
namespace {

constexpr std::size_t most_lanes = 8;
constexpr std::size_t terms = 14;  // of the series

// Coefficients of powers of q^2, for the value and its derivatives.
struct Series {
  std::array<double, terms> value{}, per_radius{}, per_sigma{};
};

struct SphereColumns {
  std::size_t n;
  const double* q;
  double* value;
  double* per_radius;  // null: no derivatives
  double* per_sigma;
};

}  // namespace
}  // namespace nacre::scattering
#endif

HWY_BEFORE_NAMESPACE();
namespace nacre::scattering::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace {

constexpr hn::CappedTag<double, most_lanes> tag;
using Vector = hn::Vec<decltype(tag)>;

HWY_INLINE Vector all(double x) { return hn::Set(tag, x); }

struct Three {
  Vector value, per_radius, per_sigma;
};

// Averages of e^{ifr}, r e^{ifr} and r^2 e^{ifr} over the normal distribution.
struct Waves {
  Vector re0, im0, re1, im1, re2, im2;

  HWY_INLINE Waves(Vector frequency, double radius, double sigma) {
    const double variance = sigma * sigma;
    const Vector fs = hn::Mul(frequency, all(variance));
    const Vector damping = hn::Exp(tag, hn::Max(hn::Mul(hn::Mul(frequency, fs), all(-0.5)), all(-700)));
    const auto wave = sin_cos(tag, hn::Mul(frequency, all(radius)));
    re0 = hn::Mul(damping, wave.cosine);
    im0 = hn::Mul(damping, wave.sine);
    // m = R + i f s^2; E1 = m E0; E2 = (m^2 + s^2) E0
    re1 = hn::NegMulAdd(fs, im0, hn::Mul(all(radius), re0));
    im1 = hn::MulAdd(fs, re0, hn::Mul(all(radius), im0));
    re2 = hn::MulAdd(all(variance), re0, hn::NegMulAdd(fs, im1, hn::Mul(all(radius), re1)));
    im2 = hn::MulAdd(all(variance), im0, hn::MulAdd(fs, re1, hn::Mul(all(radius), im1)));
  }
};

// (sin x - x cos x)^2 = (1 - cos 2x)/2 - x sin 2x + x^2 (1 + cos 2x)/2, x = qr; its slope in r is
// q (x - x cos 2x - x^2 sin 2x), its curvature q^2 (1 - cos 2x - 2 x^2 cos 2x). The derivative to sigma of an
// average is sigma times the average of the curvature.
struct Square {
  HWY_INLINE static Three at(Vector q, double radius, double sigma) {
    const Waves w(hn::Add(q, q), radius, sigma);
    const Vector q2 = hn::Mul(q, q), one = all(1);
    const Vector q6 = hn::Mul(hn::Mul(q2, q2), q2);
    const Vector scale = hn::Div(all(16 * M_PI * M_PI), q6);
    const Vector flat = hn::Mul(all(0.5), hn::Sub(one, w.re0));
    const Vector steep = hn::Mul(hn::Mul(all(0.5), q2), hn::Add(all(radius * radius + sigma * sigma), w.re2));
    const Vector value = hn::Add(hn::NegMulAdd(q, w.im1, flat), steep);
    const Vector slope = hn::Mul(q2, hn::NegMulAdd(q, w.im2, hn::Sub(all(radius), w.re1)));
    const Vector curvature = hn::Mul(q2, hn::NegMulAdd(hn::Add(q2, q2), w.re2, hn::Sub(one, w.re0)));
    return {hn::Mul(scale, value), hn::Mul(scale, slope), hn::Mul(scale, hn::Mul(all(sigma), curvature))};
  }
};

// sin x - x cos x: slope q x sin x, curvature q^2 (sin x + x cos x).
struct Amplitude {
  HWY_INLINE static Three at(Vector q, double radius, double sigma) {
    const Waves w(q, radius, sigma);
    const Vector q2 = hn::Mul(q, q);
    const Vector scale = hn::Div(all(4 * M_PI), hn::Mul(q2, q));
    const Vector value = hn::NegMulAdd(q, w.re1, w.im0);
    const Vector slope = hn::Mul(q2, w.im1);
    const Vector curvature = hn::Mul(q2, hn::MulAdd(q, w.re1, w.im0));
    return {hn::Mul(scale, value), hn::Mul(scale, slope), hn::Mul(scale, hn::Mul(all(sigma), curvature))};
  }
};

HWY_INLINE Vector polynomial(const std::array<double, terms>& coefficients, Vector x) {
  Vector sum = all(coefficients[terms - 1]);
  for (std::size_t k = terms - 1; k-- > 0;) sum = hn::MulAdd(sum, x, all(coefficients[k]));
  return sum;
}

template <class Function>
HWY_INLINE void for_blocks(const SphereColumns& c, Function function) {
  constexpr std::size_t lanes = hn::MaxLanes(tag);
  HWY_ALIGN double tail[4][most_lanes];
  for (std::size_t i = 0; i < c.n; i += lanes) {
    const std::size_t left = std::min(lanes, c.n - i);
    const bool full = left == lanes;
    if (!full)
      for (std::size_t k = 0; k < lanes; ++k) tail[3][k] = c.q[i + std::min(k, left - 1)];
    const Three at = function(hn::LoadU(tag, full ? c.q + i : tail[3]));
    hn::StoreU(at.value, tag, full ? c.value + i : tail[0]);
    if (c.per_radius) {
      hn::StoreU(at.per_radius, tag, full ? c.per_radius + i : tail[1]);
      hn::StoreU(at.per_sigma, tag, full ? c.per_sigma + i : tail[2]);
    }
    if (full) continue;
    std::copy_n(tail[0], left, c.value + i);
    if (c.per_radius)
      std::copy_n(tail[1], left, c.per_radius + i), std::copy_n(tail[2], left, c.per_sigma + i);
  }
}

void closed_squares(const SphereColumns& columns, double radius, double sigma) {
  for_blocks(columns, [=](Vector q) HWY_ATTR { return Square::at(q, radius, sigma); });
}
void closed_amplitudes(const SphereColumns& columns, double radius, double sigma) {
  for_blocks(columns, [=](Vector q) HWY_ATTR { return Amplitude::at(q, radius, sigma); });
}
void sum_series(const SphereColumns& columns, const Series& series) {
  for_blocks(columns, [&](Vector q) HWY_ATTR {
    const Vector x = hn::Mul(q, q);
    return Three{polynomial(series.value, x), polynomial(series.per_radius, x),
                 polynomial(series.per_sigma, x)};
  });
}

}  // namespace
}  // namespace nacre::scattering::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nacre::scattering {
namespace {

HWY_EXPORT(closed_squares);
HWY_EXPORT(closed_amplitudes);
HWY_EXPORT(sum_series);

using Coefficients = std::array<double, terms>;

// Of x^6, x^8, ... in (sin x - x cos x)^2, times (4 pi)^2.
Coefficients square_coefficients() {
  Coefficients result{};
  for (std::size_t k = 0; k < terms; ++k) {
    const double n = 2.0 * static_cast<double>(k + 3);
    const double sign = k % 2 ? 1.0 : -1.0;  // (-1)^(n/2)
    const double factor = std::pow(2.0, n - 1) / std::tgamma(n + 1);
    result[k] = 16 * M_PI * M_PI * sign * factor * (-1 + n - n * (n - 1) / 4);
  }
  return result;
}

// Of x^3, x^5, ... in sin x - x cos x, times 4 pi.
Coefficients amplitude_coefficients() {
  Coefficients result{};
  for (std::size_t k = 0; k < terms; ++k) {
    const double n = 2.0 * static_cast<double>(k) + 3;
    result[k] = 4 * M_PI * (k % 2 ? -1.0 : 1.0) * (n - 1) / std::tgamma(n + 1);
  }
  return result;
}

// The series with powers of r replaced by the moments of the normal distribution.
Series averaged(const Coefficients& coefficients, std::size_t first_power, double radius, double sigma) {
  std::array<double, 2 * terms + 6> moment{1, radius};
  for (std::size_t n = 2; n < moment.size(); ++n)
    moment[n] = radius * moment[n - 1] + static_cast<double>(n - 1) * sigma * sigma * moment[n - 2];
  Series series;
  for (std::size_t k = 0; k < terms; ++k) {
    const std::size_t n = first_power + 2 * k;
    const double power = static_cast<double>(n);
    series.value[k] = coefficients[k] * moment[n];
    series.per_radius[k] = coefficients[k] * power * moment[n - 1];
    series.per_sigma[k] = coefficients[k] * power * (power - 1) * sigma * moment[n - 2];
  }
  return series;
}

SphereColumns columns(std::span<const double> q, std::size_t first, std::size_t last, std::span<double> value,
                      std::span<double> per_radius, std::span<double> per_sigma) {
  const bool slopes = !per_radius.empty();
  return {last - first, q.data() + first, value.data() + first, slopes ? per_radius.data() + first : nullptr,
          slopes ? per_sigma.data() + first : nullptr};
}

// Where the series takes over: 14 terms end below 1e-16 of the first, and the closed form has lost no more
// than two digits.
std::size_t series_end(std::span<const double> q, double radius, double sigma) {
  const double reach = std::sqrt(radius * radius + 9 * sigma * sigma);
  return static_cast<std::size_t>(std::lower_bound(q.begin(), q.end(), 1 / reach) - q.begin());
}

}  // namespace

void sphere_gaussian(std::span<const double> q, double radius_nm, double sigma_nm, std::span<double> squares,
                     std::span<double> per_radius, std::span<double> per_sigma) {
  static const Coefficients coefficients = square_coefficients();
  const std::size_t end = series_end(q, radius_nm, sigma_nm);
  if (end > 0) HWY_DYNAMIC_DISPATCH(sum_series)
  (columns(q, 0, end, squares, per_radius, per_sigma), averaged(coefficients, 6, radius_nm, sigma_nm));
  HWY_DYNAMIC_DISPATCH(closed_squares)
  (columns(q, end, q.size(), squares, per_radius, per_sigma), radius_nm, sigma_nm);
}

void sphere_gaussian_amplitude(std::span<const double> q, double radius_nm, double sigma_nm,
                               std::span<double> amplitudes, std::span<double> per_radius,
                               std::span<double> per_sigma) {
  static const Coefficients coefficients = amplitude_coefficients();
  const std::size_t end = series_end(q, radius_nm, sigma_nm);
  if (end > 0) HWY_DYNAMIC_DISPATCH(sum_series)
  (columns(q, 0, end, amplitudes, per_radius, per_sigma), averaged(coefficients, 3, radius_nm, sigma_nm));
  HWY_DYNAMIC_DISPATCH(closed_amplitudes)
  (columns(q, end, q.size(), amplitudes, per_radius, per_sigma), radius_nm, sigma_nm);
}

}  // namespace nacre::scattering
#endif
