// Pair potentials for vectors of any target. Included by native_kernel.cpp once for each target, hence no
// pragma.
#if defined(NACRE_NATIVE_POWERS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NACRE_NATIVE_POWERS_INL
#undef NACRE_NATIVE_POWERS_INL
#else
#define NACRE_NATIVE_POWERS_INL
#endif

#include "nacre/assembly/native_terms.hpp"

HWY_BEFORE_NAMESPACE();
namespace nacre::assembly::native::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <class D>
struct PairValues {
  hn::Vec<D> q;       // s/r, or its square where the powers are even
  hn::Vec<D> per_r2;  // 1 / r^2
  hn::Vec<D> virial;  // r times the force
  hn::Vec<D> energy;  // not set unless asked for
};

// 1/v and 1/sqrt(v) to rounding: on AVX-512 from 14 bits by Newton's and Halley's steps, faster than
// division.
template <class D>
HWY_INLINE hn::Vec<D> reciprocal(D d, hn::Vec<D> v) {
#if HWY_TARGET == HWY_AVX3
  if constexpr (hn::MaxLanes(D()) == 16) {
    const auto y = hn::ApproximateReciprocal(v);
    return hn::MulAdd(y, hn::NegMulAdd(v, y, hn::Set(d, 1)), y);
  } else {
    const hn::Vec<D> y{_mm512_rcp14_pd(v.raw)};
    const auto e = hn::NegMulAdd(v, y, hn::Set(d, 1));
    const auto series = hn::MulAdd(e, hn::MulAdd(e, e, e), e);  // e + e^2 + e^3
    return hn::MulAdd(y, series, y);
  }
#else
  return hn::Div(hn::Set(d, 1), v);
#endif
}

template <class D>
HWY_INLINE hn::Vec<D> reciprocal_root(D d, hn::Vec<D> v) {
  using T = hn::TFromD<D>;
#if HWY_TARGET == HWY_AVX3
  if constexpr (hn::MaxLanes(D()) == 16) {
    const auto y = hn::ApproximateReciprocalSqrt(v);
    const auto e = hn::NegMulAdd(hn::Mul(v, y), y, hn::Set(d, 1));
    return hn::MulAdd(hn::Mul(y, hn::Set(d, T(0.5))), e, y);
  } else {
    const hn::Vec<D> y{_mm512_rsqrt14_pd(v.raw)};
    const auto e = hn::NegMulAdd(hn::Mul(v, y), y, hn::Set(d, 1));
    const auto series =
        hn::MulAdd(e, hn::MulAdd(e, hn::Set(d, T(0.3125)), hn::Set(d, T(0.375))), hn::Set(d, T(0.5)));
    return hn::MulAdd(hn::Mul(y, e), series, y);
  }
#else
  return hn::Div(hn::Set(d, T(1)), hn::Sqrt(v));
#endif
}

template <int n, class V>
HWY_INLINE V power(V q) {
  if constexpr (n == 1) {
    return q;
  } else if constexpr (n % 2 == 0) {
    const V half = power<n / 2>(q);
    return hn::Mul(half, half);
  } else {
    return hn::Mul(power<n - 1>(q), q);
  }
}

template <class D>
HWY_INLINE hn::Vec<D> power(D d, hn::Vec<D> q, int n) {
  auto result = n & 1 ? q : hn::Set(d, 1);
  for (n >>= 1; n > 0; n >>= 1) {
    q = hn::Mul(q, q);
    if (n & 1) result = hn::Mul(result, q);
  }
  return result;
}

// Energy and virial of a form, cut. Form::add(d, q or q^2, ...) has the two powers; `smooth` has the terms
// that the cut adds, of which the force needs only the slope.
template <class D, bool smooth>
struct Cut {
  hn::Vec<D> cutoff, energy, slope;

  HWY_INLINE explicit Cut(const PairTerms& terms)
      : cutoff(set(terms.cutoff)), energy(set(terms.cut_energy)), slope(set(terms.cut_slope)) {}

  static HWY_INLINE hn::Vec<D> set(double x) { return hn::Set(D(), static_cast<hn::TFromD<D>>(x)); }

  template <bool with_energy>
  HWY_INLINE void apply(hn::Vec<D> x, PairValues<D>& value) const {
    value.virial = hn::MulAdd(slope, x, value.virial);
    if constexpr (with_energy)
      value.energy = hn::NegMulAdd(slope, hn::Sub(x, cutoff), hn::Sub(value.energy, energy));
  }
};

template <class D, class Form, bool smooth>
struct PowerSum {
  static constexpr bool is_square = Form::is_square;
  Cut<D, smooth> cut;
  Form form;
  hn::Vec<D> force_n, force_m, energy_n, energy_m;

  HWY_INLINE explicit PowerSum(const PairTerms& terms)
      : cut(terms),
        form(terms),
        force_n(cut.set(terms.force_n)),
        force_m(cut.set(terms.force_m)),
        energy_n(cut.set(terms.energy_n)),
        energy_m(cut.set(terms.energy_m)) {}

  template <bool with_energy>
  HWY_INLINE PairValues<D> evaluate(D d, hn::Vec<D> r2, hn::Vec<D> s) const {
    PairValues<D> value;
    if constexpr (is_square) {
      value.per_r2 = reciprocal(d, r2);
      value.q = hn::Mul(hn::Mul(s, s), value.per_r2);
    } else {
      const auto per_r = reciprocal_root(d, r2);
      value.per_r2 = hn::Mul(per_r, per_r);
      value.q = hn::Mul(s, per_r);
    }
    const auto powers = form.powers(d, value.q);
    value.virial = powers.combine(force_n, force_m);
    if constexpr (with_energy) value.energy = powers.combine(energy_n, energy_m);
    if constexpr (smooth) {
      const auto one = hn::Set(d, 1);
      cut.template apply<with_energy>(hn::Div(one, is_square ? hn::Sqrt(value.q) : value.q), value);
    }
    return value;
  }
};

// a q^n - b q^m of two powers at hand.
template <class V>
struct TwoPowers {
  V n, m;
  HWY_INLINE V combine(V a, V b) const { return hn::MulSub(a, n, hn::Mul(b, m)); }
};
// The same where n is twice m, from q^m alone.
template <class V>
struct DoublePower {
  V m;
  HWY_INLINE V combine(V a, V b) const { return hn::Mul(m, hn::MulSub(a, m, b)); }
};

struct Power25 {
  static constexpr bool is_square = false;
  HWY_INLINE explicit Power25(const PairTerms&) {}
  template <class D>
  HWY_INLINE DoublePower<hn::Vec<D>> powers(D, hn::Vec<D> q) const {
    const auto q8 = power<8>(q);
    return {hn::Mul(power<2>(q8), hn::Mul(q8, q))};
  }
};
struct Power6 {
  static constexpr bool is_square = true;
  HWY_INLINE explicit Power6(const PairTerms&) {}
  template <class D>
  HWY_INLINE DoublePower<hn::Vec<D>> powers(D, hn::Vec<D> q2) const {
    return {power<3>(q2)};
  }
};
struct Power50And6 {
  static constexpr bool is_square = true;
  HWY_INLINE explicit Power50And6(const PairTerms&) {}
  template <class D>
  HWY_INLINE TwoPowers<hn::Vec<D>> powers(D, hn::Vec<D> q2) const {
    const auto sixth = power<3>(q2);
    return {hn::Mul(power<8>(sixth), q2), sixth};
  }
};
struct IntegerPower {
  static constexpr bool is_square = false;
  int n, m;
  HWY_INLINE explicit IntegerPower(const PairTerms& terms) : n(terms.n), m(terms.m) {}
  template <class D>
  HWY_INLINE TwoPowers<hn::Vec<D>> powers(D d, hn::Vec<D> q) const {
    return {power(d, q, n), power(d, q, m)};
  }
};
template <class D>
struct RealPower {
  static constexpr bool is_square = false;
  hn::Vec<D> n, m;
  HWY_INLINE explicit RealPower(const PairTerms& terms)
      : n(Cut<D, false>::set(terms.real_n)), m(Cut<D, false>::set(terms.real_m)) {}
  // Highway's own is wrong where it would overflow.
  static HWY_INLINE hn::Vec<D> exponential(D d, hn::Vec<D> v) {
    using T = hn::TFromD<D>;
    const auto is_too_much = hn::Gt(v, hn::Set(d, static_cast<T>(sizeof(T) == 4 ? 88 : 709)));
    return hn::IfThenElse(is_too_much, hn::Inf(d), hn::Exp(d, v));
  }
  HWY_INLINE TwoPowers<hn::Vec<D>> powers(D d, hn::Vec<D> q) const {
    const auto log = hn::Log(d, q);
    return {exponential(d, hn::Mul(n, log)), exponential(d, hn::Mul(m, log))};
  }
};

template <class D, bool smooth>
using FiftyTwentyFive = PowerSum<D, Power25, smooth>;
template <class D, bool smooth>
using FiftySix = PowerSum<D, Power50And6, smooth>;
template <class D, bool smooth>
using TwelveSix = PowerSum<D, Power6, smooth>;
template <class D, bool smooth>
using IntegerPowers = PowerSum<D, IntegerPower, smooth>;
template <class D, bool smooth>
using RealPowers = PowerSum<D, RealPower<D>, smooth>;

// Cubic Hermite between rows; below the first row the energy goes on as a straight line.
template <class D, bool smooth>
struct TablePowers {
  static constexpr bool is_square = false;
  using T = hn::TFromD<D>;
  Cut<D, smooth> cut;
  const T* cubics;
  hn::Vec<D> first, rows_per_x;
  int intervals;

  HWY_INLINE explicit TablePowers(const PairTerms& terms)
      : cut(terms),
        first(cut.set(terms.table.first)),
        rows_per_x(cut.set(terms.table.rows_per_x)),
        intervals(terms.table.intervals) {
    if constexpr (sizeof(T) == 4)
      cubics = terms.table.cubics_single.data();
    else
      cubics = terms.table.cubics.data();
  }

  template <bool with_energy>
  HWY_INLINE PairValues<D> evaluate(D d, hn::Vec<D> r2, hn::Vec<D> s) const {
    constexpr hn::RebindToSigned<D> whole;
    PairValues<D> value;
    const auto per_r = reciprocal_root(d, r2);
    value.per_r2 = hn::Mul(per_r, per_r);
    value.q = hn::Mul(s, per_r);
    const auto x = hn::Div(hn::Set(d, 1), value.q);
    const auto place = hn::Mul(hn::Sub(x, first), rows_per_x);
    const auto bounded = hn::Min(hn::Max(place, hn::Zero(d)), hn::Set(d, static_cast<T>(intervals - 1)));
    const auto row = hn::ConvertTo(whole, bounded);
    const auto t = hn::Min(hn::Sub(place, hn::ConvertTo(d, row)), hn::Set(d, 1));
    const auto is_below = hn::Lt(t, hn::Zero(d));
    const auto base = hn::ShiftLeft<2>(row);
    const auto c0 = hn::GatherIndex(d, cubics, base), c1 = hn::GatherIndex(d, cubics + 1, base);
    const auto c2 = hn::IfThenZeroElse(is_below, hn::GatherIndex(d, cubics + 2, base));
    const auto c3 = hn::IfThenZeroElse(is_below, hn::GatherIndex(d, cubics + 3, base));
    const auto three_c3 = hn::Mul(hn::Set(d, 3), c3);
    const auto slope = hn::MulAdd(t, hn::MulAdd(t, three_c3, hn::Add(c2, c2)), c1);
    value.virial = hn::Neg(hn::Mul(x, hn::Mul(slope, rows_per_x)));
    if constexpr (with_energy) value.energy = hn::MulAdd(t, hn::MulAdd(t, hn::MulAdd(t, c3, c2), c1), c0);
    if constexpr (smooth) cut.template apply<with_energy>(x, value);
    return value;
  }
};

}  // namespace nacre::assembly::native::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
