// Sine and cosine of a vector of doubles, from one reduction. Included once for each target, after highway.h.
#if defined(NACRE_SCATTERING_SIN_COS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NACRE_SCATTERING_SIN_COS_INL
#undef NACRE_SCATTERING_SIN_COS_INL
#else
#define NACRE_SCATTERING_SIN_COS_INL
#endif

HWY_BEFORE_NAMESPACE();
namespace nacre::scattering::HWY_NAMESPACE {

template <class V>
struct SinCos {
  V sine;
  V cosine;
};

// Absolute error below 3e-16 for |x| < 1e6: x is taken to [-pi/4, pi/4] with pi/2 in three parts (Cody and
// Waite), of which the first two times the whole number of quarter turns are exact, and Taylor's series end
// there with the 15th and the 16th power.
template <class D, class V = hwy::HWY_NAMESPACE::Vec<D>>
HWY_INLINE SinCos<V> sin_cos(D d, V x) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::Rebind<std::int64_t, D> whole;
  const auto c = [d](double value) HWY_ATTR { return hn::Set(d, value); };
  const V turns = hn::Round(hn::Mul(x, c(0.63661977236758134308)));
  V r = hn::NegMulAdd(turns, c(1.57079632673412561417), x);
  r = hn::NegMulAdd(turns, c(6.07710050630396597660e-11), r);
  r = hn::NegMulAdd(turns, c(2.02226624879595063154e-21), r);
  const V r2 = hn::Mul(r, r);
  V s = c(-1.0 / 1307674368000);
  for (const double next :
       {1.0 / 6227020800, -1.0 / 39916800, 1.0 / 362880, -1.0 / 5040, 1.0 / 120, -1.0 / 6})
    s = hn::MulAdd(s, r2, c(next));
  s = hn::MulAdd(hn::Mul(s, r2), r, r);
  V k = c(1.0 / 20922789888000);
  for (const double next :
       {-1.0 / 87178291200, 1.0 / 479001600, -1.0 / 3628800, 1.0 / 40320, -1.0 / 720, 1.0 / 24, -0.5, 1.0})
    k = hn::MulAdd(k, r2, c(next));
  // The last two bits of turns + 2^52 * 1.5 are those of the number of quarter turns.
  const auto quarter = hn::BitCast(whole, hn::Add(turns, c(6755399441055744.0)));
  const auto odd = hn::RebindMask(d, hn::Ne(hn::And(quarter, hn::Set(whole, 1)), hn::Zero(whole)));
  const V flip_s = hn::BitCast(d, hn::ShiftLeft<62>(hn::And(quarter, hn::Set(whole, 2))));
  const V flip_k =
      hn::BitCast(d, hn::ShiftLeft<62>(hn::And(hn::Add(quarter, hn::Set(whole, 1)), hn::Set(whole, 2))));
  return {hn::Xor(hn::IfThenElse(odd, k, s), flip_s), hn::Xor(hn::IfThenElse(odd, s, k), flip_k)};
}

}  // namespace nacre::scattering::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
