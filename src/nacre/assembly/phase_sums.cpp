#include "nacre/assembly/phase_sums.hpp"

// Vectors of unknown length cannot stand in arrays.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nacre/assembly/phase_sums.cpp"
#include <hwy/foreach_target.h>
// Must follow foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace nacre::assembly::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace {

constexpr hn::CappedTag<float, 16> tag;
constexpr std::size_t lanes = hn::MaxLanes(tag);

// e = x y, or x conj(y).
void multiply(const PhaseBlock& x, const PhaseBlock& y, bool conjugate_y, PhaseBlock& e) {
  const auto sign = hn::Set(tag, conjugate_y ? -1.0f : 1.0f);
  for (std::size_t j = 0; j < phase_block; j += lanes) {
    const auto xc = hn::Load(tag, x.cosine + j), xs = hn::Load(tag, x.sine + j);
    const auto yc = hn::Load(tag, y.cosine + j), ys = hn::Mul(sign, hn::Load(tag, y.sine + j));
    hn::Store(hn::NegMulAdd(xs, ys, hn::Mul(xc, yc)), tag, e.cosine + j);
    hn::Store(hn::MulAdd(xs, yc, hn::Mul(xc, ys)), tag, e.sine + j);
  }
}

void add_one(const PhaseBlock& e, const PhaseBlock& z, double* out) {
  auto cc = hn::Zero(tag), ss = hn::Zero(tag), cs = hn::Zero(tag), sc = hn::Zero(tag);
  for (std::size_t j = 0; j < phase_block; j += lanes) {
    const auto ec = hn::Load(tag, e.cosine + j), es = hn::Load(tag, e.sine + j);
    const auto zc = hn::Load(tag, z.cosine + j), zs = hn::Load(tag, z.sine + j);
    cc = hn::MulAdd(ec, zc, cc);
    ss = hn::MulAdd(es, zs, ss);
    cs = hn::MulAdd(ec, zs, cs);
    sc = hn::MulAdd(es, zc, sc);
  }
  const auto sum = [](auto v) { return static_cast<double>(hn::GetLane(hn::SumOfLanes(tag, v))); };
  const double a = sum(cc), b = sum(ss), c = sum(cs), d = sum(sc);
  out[0] += a - b;
  out[1] += d + c;
  out[2] += a + b;
  out[3] += d - c;
}

void add_all(const PhaseBlock& x, const PhaseBlock& y, bool conjugate_y, const PhaseBlock* z,
             std::size_t count, double* out) {
  PhaseBlock e;
  multiply(x, y, conjugate_y, e);
  for (std::size_t l = 0; l < count; ++l) add_one(e, z[l], out + 4 * l);
}

}  // namespace
}  // namespace nacre::assembly::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nacre::assembly {

HWY_EXPORT(add_all);

void add_phase_sums(const PhaseBlock& x, const PhaseBlock& y, bool conjugate_y, const PhaseBlock* z,
                    std::size_t count, double* out) {
  HWY_DYNAMIC_DISPATCH(add_all)(x, y, conjugate_y, z, count, out);
}

}  // namespace nacre::assembly
#endif
