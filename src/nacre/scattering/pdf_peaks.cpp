#include "nacre/scattering/pdf_peaks.hpp"

#include <algorithm>
#include <cmath>

// Vectors of unknown length cannot stand in arrays.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nacre/scattering/pdf_peaks.cpp"
#include <hwy/foreach_target.h>
// Must follow foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace nacre::scattering::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace {

constexpr hn::CappedTag<double, 8> tag;
using Vector = hn::Vec<decltype(tag)>;
constexpr std::size_t lanes = hn::MaxLanes(tag);

// exp(-u^2/2) at points a step d apart, from four exponentials: its ratio from point to point is itself
// multiplied by exp(-d^2) at each. Rounding adds up to some n^2 times 1e-16 over n vectors, 1e-13 over the
// widest peaks.
struct Gaussian {
  Vector value, ratio, change;

  HWY_INLINE Gaussian(double u, double d) {
    HWY_ALIGN double values[lanes];
    HWY_ALIGN double ratios[lanes];
    const double wide = d * static_cast<double>(lanes);
    const double each = std::exp(-d * d);
    double power = 1;
    for (std::size_t k = 0; k < lanes; ++k) power *= each;  // exp(-lanes d^2)
    double at = std::exp(-u * u / 2), next = std::exp(-u * d - d * d / 2);
    double far = std::exp(-u * wide - wide * wide / 2);
    for (std::size_t k = 0; k < lanes; ++k) {
      values[k] = at;
      ratios[k] = far;
      at *= next;
      next *= each;
      far *= power;
    }
    value = hn::Load(tag, values);
    ratio = hn::Load(tag, ratios);
    change = hn::Set(tag, std::exp(-wide * wide));
  }

  HWY_INLINE void advance() {
    value = hn::Mul(value, ratio);
    ratio = hn::Mul(ratio, change);
  }
};

HWY_INLINE void add_to(double* place, Vector value) {
  hn::StoreU(hn::Add(hn::LoadU(tag, place), value), tag, place);
}

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

void add_one(const Peak& peak, const PeakChange* changes, Range range, double first, double step,
             PeakColumns& columns) {
  const double d = step / peak.width_A;
  const double u0 = (first + static_cast<double>(range.begin) * step - peak.centre_A) / peak.width_A;
  Gaussian gaussian(u0, d);
  Vector u = hn::MulAdd(hn::Iota(tag, 0.0), hn::Set(tag, d), hn::Set(tag, u0));
  const Vector advance = hn::Set(tag, d * static_cast<double>(lanes)), height = hn::Set(tag, peak.height);
  const std::size_t directions = columns.columns() - 1, stride = columns.stride();
  double* const base = columns.column(0);
  for (std::size_t k = range.begin; k < range.end; k += lanes) {
    add_to(base + k, hn::Mul(height, gaussian.value));
    double* place = base + k;
    for (std::size_t i = 0; i < directions; ++i) {
      place += stride;
      const Vector c = hn::MulAdd(hn::MulAdd(hn::Set(tag, changes[i].c2), u, hn::Set(tag, changes[i].c1)), u,
                                  hn::Set(tag, changes[i].c0));
      add_to(place, hn::Mul(c, gaussian.value));
    }
    gaussian.advance();
    u = hn::Add(u, advance);
  }
}

void add_all(std::span<const Peak> peaks, const PeakChange* changes, double first, double step, double end,
             PeakColumns& columns) {
  const auto points = static_cast<double>(columns.points());
  for (std::size_t p = 0; p < peaks.size(); ++p) {
    const Peak& peak = peaks[p];
    const double low = std::ceil((peak.centre_A - end * peak.width_A - first) / step);
    const double high = std::floor((peak.centre_A + end * peak.width_A - first) / step) + 1;
    if (high <= 0 || low >= points) continue;
    const Range range{static_cast<std::size_t>(std::max(low, 0.0)),
                      static_cast<std::size_t>(std::min(high, points))};
    add_one(peak, changes + p * (columns.columns() - 1), range, first, step, columns);
  }
}

}  // namespace
}  // namespace nacre::scattering::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nacre::scattering {
namespace {

HWY_EXPORT(add_all);

}  // namespace

PeakColumns::PeakColumns(std::size_t columns, std::size_t points)
    : columns_(columns), points_(points), stride_((points + 15) / 8 * 8), values_(columns * stride_, 0.0) {}

void add_peaks(std::span<const Peak> peaks, std::span<const PeakChange> changes, double first_A,
               double step_A, double end, PeakColumns& columns) {
  if (columns.points() == 0) return;
  HWY_DYNAMIC_DISPATCH(add_all)(peaks, changes.data(), first_A, step_A, end, columns);
}

}  // namespace nacre::scattering
#endif
