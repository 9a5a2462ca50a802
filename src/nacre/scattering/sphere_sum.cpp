#include "nacre/scattering/sphere_sum.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

// Vectors of unknown length cannot stand in arrays.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nacre/scattering/sphere_sum.cpp"
#include <hwy/foreach_target.h>
// Must follow foreach_target.h.
#include <hwy/highway.h>

#include "nacre/scattering/sin_cos-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nacre::scattering::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace {

constexpr hn::CappedTag<double, 8> tag;
using Vector = hn::Vec<decltype(tag)>;
constexpr std::size_t lanes = hn::MaxLanes(tag);

HWY_INLINE Vector all(double x) { return hn::Set(tag, x); }

// x^3 (1/3 - x^2/30 + ...), to 1e-17 below 0.7.
HWY_INLINE Vector small_wave(Vector x) {
  const Vector x2 = hn::Mul(x, x);
  Vector sum = all(-16.0 / 355687428096000);
  for (const double next : {14.0 / 1307674368000, -12.0 / 6227020800, 10.0 / 39916800, -8.0 / 362880,
                            6.0 / 5040, -4.0 / 120, 2.0 / 6})
    sum = hn::MulAdd(sum, x2, all(next));
  return hn::Mul(hn::Mul(x2, x), sum);
}

// sin x - x cos x
HWY_INLINE Vector wave(Vector x) {
  const auto small = hn::Lt(x, all(0.7));
  const auto both = sin_cos(tag, x);
  const Vector closed = hn::NegMulAdd(x, both.cosine, both.sine);
  if (hn::AllFalse(tag, small)) return closed;
  return hn::IfThenElse(small, small_wave(x), closed);
}

template <std::size_t columns>
HWY_INLINE void add_up(Vector q, const SphereTerms& terms, Vector* square, Vector* amplitude) {
  const std::size_t n = terms.radius_nm.size();
  const bool shell = terms.outer != 0, amplitudes = !terms.amplitude_weights.empty();
  for (std::size_t k = 0; k < columns; ++k) square[k] = amplitude[k] = all(0);
  for (std::size_t i = 0; i < n; ++i) {
    const double r = terms.radius_nm[i];
    Vector f = hn::Mul(all(terms.inner), wave(hn::Mul(q, all(r))));
    if (shell) f = hn::MulAdd(all(terms.outer), wave(hn::Mul(q, all(r + terms.thickness_nm))), f);
    const Vector f2 = hn::Mul(f, f);
    for (std::size_t k = 0; k < columns; ++k)
      square[k] = hn::MulAdd(all(terms.square_weights[k * n + i]), f2, square[k]);
    if (amplitudes)
      for (std::size_t k = 0; k < columns; ++k)
        amplitude[k] = hn::MulAdd(all(terms.amplitude_weights[k * n + i]), f, amplitude[k]);
  }
}

HWY_INLINE void store(Vector value, std::size_t count, double* to) {
  if (count == lanes) return hn::StoreU(value, tag, to);
  HWY_ALIGN double all_lanes[lanes];
  hn::Store(value, tag, all_lanes);
  std::copy_n(all_lanes, count, to);
}

template <std::size_t columns>
void sum(const double* q_per_nm, std::size_t n, const SphereTerms& terms, const AverageColumns& out) {
  HWY_ALIGN double last[lanes];
  Vector square[columns], amplitude[columns];
  for (std::size_t i = 0; i < n; i += lanes) {
    const std::size_t count = std::min(lanes, n - i);
    for (std::size_t k = 0; k < lanes; ++k) last[k] = q_per_nm[i + std::min(k, count - 1)];
    const Vector q = hn::Max(hn::Load(tag, last), all(1e-12));
    add_up<columns>(q, terms, square, amplitude);
    const Vector scale = hn::Div(all(4 * M_PI), hn::Mul(hn::Mul(q, q), q));
    for (std::size_t k = 0; k < columns; ++k) {
      store(hn::Mul(hn::Mul(scale, scale), square[k]), count, out.squares + k * out.stride + i);
      if (out.amplitudes) store(hn::Mul(scale, amplitude[k]), count, out.amplitudes + k * out.stride + i);
    }
  }
}

void sum_one(const double* q, std::size_t n, const SphereTerms& terms, const AverageColumns& out) {
  sum<1>(q, n, terms, out);
}
void sum_three(const double* q, std::size_t n, const SphereTerms& terms, const AverageColumns& out) {
  sum<3>(q, n, terms, out);
}

}  // namespace
}  // namespace nacre::scattering::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nacre::scattering {
namespace {
HWY_EXPORT(sum_one);
HWY_EXPORT(sum_three);
}  // namespace

void sphere_sum(std::span<const double> q_per_nm, const SphereTerms& terms, const AverageColumns& out) {
  if (terms.columns == 1)
    HWY_DYNAMIC_DISPATCH(sum_one)(q_per_nm.data(), q_per_nm.size(), terms, out);
  else
    HWY_DYNAMIC_DISPATCH(sum_three)(q_per_nm.data(), q_per_nm.size(), terms, out);
}

}  // namespace nacre::scattering
#endif
