#include "nacre/assembly/native_search.hpp"

#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nacre/assembly/native_search.cpp"
#include <hwy/foreach_target.h>
// Must follow foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace nacre::assembly::native::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<float, 16> real;
constexpr hn::RebindToSigned<decltype(real)> whole;
constexpr hn::RebindToUnsigned<decltype(real)> index;
using Real = hn::Vec<decltype(real)>;
using Whole = hn::Vec<decltype(whole)>;
using Mask = hn::Mask<decltype(real)>;
constexpr std::size_t lanes = hn::MaxLanes(real);

HWY_INLINE Real length(Whole a, Whole b, float unit) {
  return hn::Mul(hn::ConvertTo(real, hn::Sub(a, b)), hn::Set(real, unit));
}

// How far along one axis from the region.
HWY_INLINE Real outside(Whole a, const Region& region, std::size_t k) {
  const Real d = hn::Abs(length(a, hn::Set(whole, region.center[k]), region.unit[k]));
  return hn::Max(hn::Sub(d, hn::Set(real, region.half_width[k])), hn::Zero(real));
}

HWY_INLINE Real squares(Real x, Real y, Real z) { return hn::MulAdd(x, x, hn::MulAdd(y, y, hn::Mul(z, z))); }

HWY_INLINE Mask first_lanes(std::size_t left) { return hn::FirstN(real, left < lanes ? left : lanes); }

void collect_slots(const Cells& cells, std::size_t begin, std::size_t end, const Region& region,
                   Candidates& candidates) {
  const Real limit = hn::Set(real, region.reach * region.reach);
  std::size_t n = candidates.count;
  for (std::size_t i = begin; i < end; i += lanes) {
    const Whole x = hn::LoadU(whole, cells.x.data() + i);
    const Whole y = hn::LoadU(whole, cells.y.data() + i);
    const Whole z = hn::LoadU(whole, cells.z.data() + i);
    const Real r2 = squares(outside(x, region, 0), outside(y, region, 1), outside(z, region, 2));
    const Mask near = hn::And(hn::Lt(r2, limit), first_lanes(end - i));
    const auto near_whole = hn::RebindMask(whole, near);
    hn::StoreU(hn::Compress(x, near_whole), whole, candidates.x.data() + n);
    hn::StoreU(hn::Compress(y, near_whole), whole, candidates.y.data() + n);
    hn::StoreU(hn::Compress(z, near_whole), whole, candidates.z.data() + n);
    hn::StoreU(hn::Compress(hn::LoadU(real, cells.half.data() + i), near), real, candidates.half.data() + n);
    hn::StoreU(hn::Compress(hn::LoadU(index, cells.offset.data() + i), hn::RebindMask(index, near)), index,
               candidates.offset.data() + n);
    n += hn::CountTrue(real, near);
  }
  candidates.count = n;
}

std::size_t search_candidates(const Candidates& candidates, const Seeker& seeker, const SearchRange& range,
                              std::uint32_t* found) {
  const Whole x = hn::Set(whole, seeker.x), y = hn::Set(whole, seeker.y), z = hn::Set(whole, seeker.z);
  const Real half = hn::Set(real, seeker.half), cutoff = hn::Set(real, range.cutoff),
             skin = hn::Set(real, range.skin);
  const auto self = hn::Set(index, seeker.offset);
  std::size_t n = 0;
  for (std::size_t i = 0; i < candidates.count; i += lanes) {
    const Real dx = length(x, hn::LoadU(whole, candidates.x.data() + i), range.unit[0]);
    const Real dy = length(y, hn::LoadU(whole, candidates.y.data() + i), range.unit[1]);
    const Real dz = length(z, hn::LoadU(whole, candidates.z.data() + i), range.unit[2]);
    const auto offset = hn::LoadU(index, candidates.offset.data() + i);
    const Real s = hn::Add(half, hn::LoadU(real, candidates.half.data() + i));
    const Real reach = hn::MulAdd(s, cutoff, skin);
    const Mask near =
        hn::And(hn::Lt(squares(dx, dy, dz), hn::Mul(reach, reach)), first_lanes(candidates.count - i));
    const auto kept = hn::And(hn::RebindMask(index, near), hn::Ne(offset, self));
    hn::StoreU(hn::Compress(offset, kept), index, found + n);
    n += hn::CountTrue(index, kept);
  }
  return n;
}

}  // namespace nacre::assembly::native::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nacre::assembly::native {

HWY_EXPORT(collect_slots);
HWY_EXPORT(search_candidates);

void Candidates::reserve(std::size_t n) {
  const std::size_t room = n + 16;
  if (x.size() >= room) return;
  x.resize(room);
  y.resize(room);
  z.resize(room);
  half.resize(room);
  offset.resize(room);
}

void collect(const Cells& cells, std::size_t begin, std::size_t end, const Region& region,
             Candidates& candidates) {
  HWY_DYNAMIC_DISPATCH(collect_slots)(cells, begin, end, region, candidates);
}

std::size_t search(const Candidates& candidates, const Seeker& seeker, const SearchRange& range,
                   std::uint32_t* found) {
  return HWY_DYNAMIC_DISPATCH(search_candidates)(candidates, seeker, range, found);
}

}  // namespace nacre::assembly::native
#endif
