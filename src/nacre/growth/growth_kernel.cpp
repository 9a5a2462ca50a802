#include "nacre/growth/growth_kernel.hpp"

// Vectors of unknown length cannot stand in arrays.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nacre/growth/growth_kernel.cpp"
#include <hwy/foreach_target.h>
// Must follow foreach_target.h.
#include <hwy/highway.h>
// After highway.h.
#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace nacre::growth::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<double, growth_lanes> tag;
using Vector = hn::Vec<decltype(tag)>;

HWY_INLINE Vector all(double x) { return hn::Set(tag, x); }

// Beyond e^700 the rate is beyond any step; the exponential would overflow.
HWY_INLINE Vector exponential(Vector x) { return hn::Exp(tag, hn::Min(x, all(700))); }

HWY_INLINE Vector power(Vector x, double exponent) {
  const int whole = static_cast<int>(exponent);
  if (whole != exponent || whole < 0 || whole > 16)
    return hn::Exp(tag, hn::Mul(all(exponent), hn::Log(tag, x)));
  Vector result = all(1);
  for (int n = whole; n > 0; n /= 2, x = hn::Mul(x, x))
    if (n % 2 == 1) result = hn::Mul(result, x);
  return result;
}

// R of GrowthLaw, and its derivative.
struct Resistance {
  Vector value;
  Vector slope;
};

HWY_INLINE Resistance resistance(const GrowthLaw& law, Vector radius) {
  if (law.no_resistance) return {all(0), all(0)};
  Vector rate = all(law.floor_nm_s), fall = all(0);  // fall: -d(rate)/dr
  if (law.above_nm_s > 0) {
    const Vector per_outer = hn::Div(all(1), hn::Add(radius, all(law.offset_nm)));
    const Vector above =
        hn::Mul(all(law.above_nm_s), power(hn::Mul(all(law.reference_nm), per_outer), law.exponent));
    rate = hn::Add(rate, above);
    fall = hn::Mul(hn::Mul(all(law.exponent), above), per_outer);
  }
  Vector value = hn::Div(all(1), rate);
  Vector slope = hn::Mul(hn::Mul(value, value), fall);
  if (law.lift_nm > 0) {
    const Vector per_radius = hn::Div(all(1), radius);
    const Vector lift = exponential(hn::Mul(all(law.lift_nm), per_radius));
    value = hn::Mul(value, lift);
    slope = hn::Sub(hn::Mul(slope, lift),
                    hn::Mul(value, hn::Mul(all(law.lift_nm), hn::Mul(per_radius, per_radius))));
  }
  return {value, slope};
}

void roots(std::size_t n, const double* cube, double least, double* root) {
  for (std::size_t i = 0; i < n; i += hn::Lanes(tag)) {
    const Vector x = hn::Max(hn::LoadU(tag, cube + i), all(least * least * least));
    hn::StoreU(hn::Exp(tag, hn::Mul(all(1.0 / 3), hn::Log(tag, x))), tag, root + i);
  }
}

void rates(const GrowthLaw& law, std::size_t n, const double* radius_nm, const double* inverse_factor,
           double* rate_nm_s) {
  for (std::size_t i = 0; i < n; i += hn::Lanes(tag)) {
    const Vector radius = hn::LoadU(tag, radius_nm + i);
    const Vector outer = hn::Add(radius, all(law.two_tolman_nm));
    const Vector equilibrium =
        hn::Mul(all(law.solubility), exponential(hn::Div(all(law.capillary_nm), outer)));
    const Vector surface = hn::Mul(resistance(law, radius).value, hn::LoadU(tag, inverse_factor + i));
    const Vector both = hn::MulAdd(radius, all(law.per_diffusion_s_nm2), surface);
    const Vector drive = hn::Mul(all(law.molar_volume), hn::Sub(all(law.monomer), equilibrium));
    hn::StoreU(hn::Div(drive, both), tag, rate_nm_s + i);
  }
}

void slopes(const GrowthLaw& law, std::size_t n, const double* radius_nm, const double* inverse_factor,
            double* rate_nm_s, double* per_radius, double* per_monomer) {
  for (std::size_t i = 0; i < n; i += hn::Lanes(tag)) {
    const Vector radius = hn::LoadU(tag, radius_nm + i), inverse = hn::LoadU(tag, inverse_factor + i);
    const Vector per_outer = hn::Div(all(1), hn::Add(radius, all(law.two_tolman_nm)));
    const Vector height = hn::Mul(all(law.capillary_nm), per_outer);
    const Vector equilibrium = hn::Mul(all(law.solubility), exponential(height));
    const Resistance surface = resistance(law, radius);
    const Vector both = hn::MulAdd(radius, all(law.per_diffusion_s_nm2), hn::Mul(surface.value, inverse));
    const Vector conductance = hn::Div(all(1), both);
    const Vector monomer_slope = hn::Mul(all(law.molar_volume), conductance);
    const Vector rate = hn::Mul(monomer_slope, hn::Sub(all(law.monomer), equilibrium));
    const Vector from_solubility = hn::Mul(hn::Mul(monomer_slope, equilibrium), hn::Mul(height, per_outer));
    const Vector growing = hn::MulAdd(surface.slope, inverse, all(law.per_diffusion_s_nm2));
    const Vector from_resistance = hn::Mul(hn::Mul(rate, conductance), growing);
    hn::StoreU(rate, tag, rate_nm_s + i);
    hn::StoreU(hn::Sub(from_solubility, from_resistance), tag, per_radius + i);
    hn::StoreU(monomer_slope, tag, per_monomer + i);
  }
}

}  // namespace nacre::growth::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nacre::growth {

HWY_EXPORT(roots);
HWY_EXPORT(rates);
HWY_EXPORT(slopes);

void cube_roots(std::size_t n, const double* cube, double least, double* root) {
  HWY_DYNAMIC_DISPATCH(roots)(n, cube, least, root);
}

void growth_rates(const GrowthLaw& law, std::size_t n, const double* radius_nm, const double* inverse_factor,
                  double* rate_nm_s) {
  HWY_DYNAMIC_DISPATCH(rates)(law, n, radius_nm, inverse_factor, rate_nm_s);
}

void growth_slopes(const GrowthLaw& law, std::size_t n, const double* radius_nm, const double* inverse_factor,
                   double* rate_nm_s, double* per_radius, double* per_monomer) {
  HWY_DYNAMIC_DISPATCH(slopes)(law, n, radius_nm, inverse_factor, rate_nm_s, per_radius, per_monomer);
}

}  // namespace nacre::growth
#endif
