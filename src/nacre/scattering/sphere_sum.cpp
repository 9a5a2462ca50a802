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

// sin x - x cos x, from sine and cosine where that does not cancel.
HWY_INLINE Vector wave(Vector x, const SinCos<Vector>& both) {
  const auto small = hn::Lt(x, all(0.7));
  const Vector closed = hn::NegMulAdd(x, both.cosine, both.sine);
  if (hn::AllFalse(tag, small)) return closed;
  return hn::IfThenElse(small, small_wave(x), closed);
}

struct AnyRadii {
  HWY_INLINE AnyRadii(Vector, double, double) {}
  HWY_INLINE Vector next(Vector q, double radius, std::size_t) {
    const Vector x = hn::Mul(q, all(radius));
    return wave(x, sin_cos(tag, x));
  }
};

// Radii in equal steps: sine and cosine are turned from one to the next, and made anew every 32 steps, before
// rounding adds up to 1e-14.
struct EvenRadii {
  SinCos<Vector> turn, at;
  HWY_INLINE EvenRadii(Vector q, double first, double step) {
    turn = sin_cos(tag, hn::Mul(q, all(step)));
    at = sin_cos(tag, hn::Mul(q, all(first)));
  }
  HWY_INLINE Vector next(Vector q, double radius, std::size_t i) {
    const Vector x = hn::Mul(q, all(radius));
    if (i % 32 == 31) at = sin_cos(tag, x);
    const Vector result = wave(x, at);
    const Vector sine = hn::MulAdd(at.sine, turn.cosine, hn::Mul(at.cosine, turn.sine));
    at.cosine = hn::NegMulAdd(at.sine, turn.sine, hn::Mul(at.cosine, turn.cosine));
    at.sine = sine;
    return result;
  }
};

template <std::size_t columns, class Radii>
HWY_INLINE void add_up(Vector q, const SphereTerms& terms, double step, Vector* square, Vector* amplitude) {
  const std::size_t n = terms.radius_nm.size();
  const bool shell = terms.outer != 0, amplitudes = !terms.amplitude_weights.empty();
  Radii inner(q, terms.radius_nm[0], step), outer(q, terms.radius_nm[0] + terms.thickness_nm, step);
  for (std::size_t k = 0; k < columns; ++k) square[k] = amplitude[k] = all(0);
  for (std::size_t i = 0; i < n; ++i) {
    const double r = terms.radius_nm[i];
    Vector f = hn::Mul(all(terms.inner), inner.next(q, r, i));
    if (shell) f = hn::MulAdd(all(terms.outer), outer.next(q, r + terms.thickness_nm, i), f);
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

template <std::size_t columns, class Radii>
HWY_INLINE void sum(std::span<const double> q_per_nm, const SphereTerms& terms, double step,
                    const AverageColumns& out) {
  HWY_ALIGN double last[lanes];
  Vector square[columns], amplitude[columns];
  for (std::size_t i = 0; i < q_per_nm.size(); i += lanes) {
    const std::size_t count = std::min(lanes, q_per_nm.size() - i);
    for (std::size_t k = 0; k < lanes; ++k) last[k] = q_per_nm[i + std::min(k, count - 1)];
    const Vector q = hn::Max(hn::Load(tag, last), all(1e-12));
    add_up<columns, Radii>(q, terms, step, square, amplitude);
    const Vector scale = hn::Div(all(4 * M_PI), hn::Mul(hn::Mul(q, q), q));
    for (std::size_t k = 0; k < columns; ++k) {
      store(hn::Mul(hn::Mul(scale, scale), square[k]), count, out.squares + k * out.stride + i);
      if (out.amplitudes) store(hn::Mul(scale, amplitude[k]), count, out.amplitudes + k * out.stride + i);
    }
  }
}

template <std::size_t columns>
HWY_INLINE void sum_columns(std::span<const double> q, const SphereTerms& terms, double step,
                            const AverageColumns& out) {
  if (step > 0) return sum<columns, EvenRadii>(q, terms, step, out);
  sum<columns, AnyRadii>(q, terms, step, out);
}

void sum_terms(std::span<const double> q, const SphereTerms& terms, double step, const AverageColumns& out) {
  if (terms.columns == 1) return sum_columns<1>(q, terms, step, out);
  sum_columns<3>(q, terms, step, out);
}

}  // namespace
}  // namespace nacre::scattering::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nacre::scattering {
namespace {

HWY_EXPORT(sum_terms);

// The step between the radii where all are equal but for rounding, else 0.
double equal_step(std::span<const double> radius) {
  if (radius.size() < 4) return 0;
  const double step = (radius.back() - radius.front()) / static_cast<double>(radius.size() - 1);
  for (std::size_t i = 0; i < radius.size(); ++i)
    if (std::abs(radius[i] - radius[0] - static_cast<double>(i) * step) > 4e-15 * radius.back()) return 0;
  return step;
}

}  // namespace

void sphere_sum(std::span<const double> q_per_nm, const SphereTerms& terms, const AverageColumns& out) {
  if (terms.radius_nm.empty()) return;
  HWY_DYNAMIC_DISPATCH(sum_terms)(q_per_nm, terms, equal_step(terms.radius_nm), out);
}

}  // namespace nacre::scattering
#endif
