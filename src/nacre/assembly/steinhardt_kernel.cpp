#include "nacre/assembly/steinhardt_kernel.hpp"

// Vectors of unknown length cannot stand in arrays.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nacre/assembly/steinhardt_kernel.cpp"
#include <hwy/foreach_target.h>
// Must follow foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace nacre::assembly::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::ScalableTag<double> tag;
using Reals = hn::Vec<decltype(tag)>;
constexpr std::size_t lanes = hn::MaxLanes(tag);

// sums[m] of one particle, a bond a lane.
struct Sums {
  Reals real[highest_l + 1];
  Reals imaginary[highest_l + 1];
};

// Adds one bond a lane. With z = cos theta and D_m = d^m P_l/dz^m over its value at m = l (a constant),
// Legendre's equation differentiated m times gives, downwards from D_l = 1 and D_l+1 = 0,
//   (l - m)(l + m + 1) D_m = 2 (m + 1) z D_m+1 - (1 - z^2) D_m+2.
// `scale[m]` is 1/((l - m)(l + m + 1)); `weight` is 0 in lanes without a bond.
HWY_INLINE void add_bonds(Reals x, Reals y, Reals z, Reals weight, int l, const double* scale, Sums& sums) {
  const Reals square = hn::Max(hn::MulAdd(x, x, hn::MulAdd(y, y, hn::Mul(z, z))), hn::Set(tag, 1e-300));
  const Reals inverse = hn::Div(hn::Set(tag, 1.0), hn::Sqrt(square));
  x = hn::Mul(x, inverse);
  y = hn::Mul(y, inverse);
  z = hn::Mul(z, inverse);
  Reals real[highest_l + 1];  // of (x + iy)^m
  Reals imaginary[highest_l + 1];
  real[0] = weight;
  imaginary[0] = hn::Zero(tag);
  for (int m = 1; m <= l; ++m) {
    real[m] = hn::MulSub(real[m - 1], x, hn::Mul(imaginary[m - 1], y));
    imaginary[m] = hn::MulAdd(real[m - 1], y, hn::Mul(imaginary[m - 1], x));
  }
  const Reals sine_square = hn::MulAdd(x, x, hn::Mul(y, y));
  const Reals two_z = hn::Add(z, z);
  Reals above = hn::Zero(tag);
  Reals here = hn::Set(tag, 1.0);
  for (int m = l;; --m) {
    sums.real[m] = hn::MulAdd(here, real[m], sums.real[m]);
    sums.imaginary[m] = hn::MulAdd(here, imaginary[m], sums.imaginary[m]);
    if (m == 0) break;
    const Reals rise = hn::Mul(hn::Set(tag, static_cast<double>(m)), hn::Mul(two_z, here));
    const Reals below = hn::Mul(hn::NegMulAdd(sine_square, above, rise), hn::Set(tag, scale[m - 1]));
    above = here;
    here = below;
  }
}

HWY_INLINE void clear(Sums& sums, int l) {
  for (int m = 0; m <= l; ++m) sums.real[m] = sums.imaginary[m] = hn::Zero(tag);
}

void sum_blocks(const std::size_t* begin, const std::size_t* end, const crystal::Vector* apart,
                std::size_t first, std::size_t last, int l, std::complex<double>* qlm) {
  double scale[highest_l + 1];
  double factor[highest_l + 1];
  for (int m = 0; m <= l; ++m) {
    scale[m] = m < l ? 1.0 / ((l - m) * (l + m + 1)) : 0;
    factor[m] = harmonic_factor(l, m);
  }
  HWY_ALIGN double x[lanes];
  HWY_ALIGN double y[lanes];
  HWY_ALIGN double z[lanes];
  HWY_ALIGN double weight[lanes];
  Sums sums;
  for (std::size_t i = first; i < last; ++i) {
    clear(sums, l);
    for (std::size_t bond = begin[i]; bond < end[i]; bond += lanes) {
      for (std::size_t k = 0; k < lanes; ++k) {
        const bool there = bond + k < end[i];
        const crystal::Vector& way = apart[there ? bond + k : bond];
        x[k] = way[0];
        y[k] = way[1];
        z[k] = way[2];
        weight[k] = there ? 1 : 0;
      }
      add_bonds(hn::Load(tag, x), hn::Load(tag, y), hn::Load(tag, z), hn::Load(tag, weight), l, scale, sums);
    }
    for (int m = 0; m <= l; ++m)
      qlm[(i - first) * static_cast<std::size_t>(l + 1) + static_cast<std::size_t>(m)] = {
          factor[m] * hn::GetLane(hn::SumOfLanes(tag, sums.real[m])),
          factor[m] * hn::GetLane(hn::SumOfLanes(tag, sums.imaginary[m]))};
  }
}

}  // namespace nacre::assembly::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <cmath>
#include <numbers>

namespace nacre::assembly {

HWY_EXPORT(sum_blocks);

void sum_harmonics(const std::size_t* begin, const std::size_t* end, const crystal::Vector* apart,
                   std::size_t first, std::size_t last, int l, std::complex<double>* qlm) {
  HWY_DYNAMIC_DISPATCH(sum_blocks)(begin, end, apart, first, last, l, qlm);
}

// (-1)^m sqrt((2l + 1)/(4 pi) (l - m)!/(l + m)!) (2l - 1)!!
double harmonic_factor(int l, int m) {
  double square = (2 * l + 1) / (4 * std::numbers::pi);
  for (int k = l - m + 1; k <= l + m; ++k) square /= k;
  double factor = std::sqrt(square) * (m % 2 == 0 ? 1 : -1);
  for (int k = 1; k < l; ++k) factor *= 2 * k + 1;
  return factor;
}

}  // namespace nacre::assembly
#endif
