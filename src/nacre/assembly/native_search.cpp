#include "nacre/assembly/native_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

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
constexpr std::size_t lanes = hn::MaxLanes(real);

HWY_INLINE Real squares(Real x, Real y, Real z) { return hn::MulAdd(x, x, hn::MulAdd(y, y, hn::Mul(z, z))); }

// Along one axis from the center.
HWY_INLINE Real place(const std::int32_t* at, const Region& region, std::size_t k) {
  const auto from_center = hn::Sub(hn::LoadU(whole, at), hn::Set(whole, region.center[k]));
  return hn::Mul(hn::ConvertTo(real, from_center), hn::Set(real, region.unit(k)));
}

HWY_INLINE Real outside(Real place, const Region& region, std::size_t k) {
  return hn::Max(hn::Sub(hn::Abs(place), hn::Set(real, region.half_width[k])), hn::Zero(real));
}

void collect_slots(const Cells& cells, std::size_t begin, std::size_t end, const Region& region,
                   Candidates& candidates) {
  candidates.reserve(candidates.count + (end - begin));
  const Real limit = hn::Set(real, region.reach * region.reach);
  std::size_t n = candidates.count;
  for (std::size_t i = begin; i < end; i += lanes) {
    const Real x = place(cells.x.data() + i, region, 0);
    const Real y = place(cells.y.data() + i, region, 1);
    const Real z = place(cells.z.data() + i, region, 2);
    const Real r2 = squares(outside(x, region, 0), outside(y, region, 1), outside(z, region, 2));
    const auto near = hn::And(hn::Lt(r2, limit), hn::FirstN(real, HWY_MIN(lanes, end - i)));
    hn::StoreU(hn::Compress(x, near), real, candidates.x.data() + n);
    hn::StoreU(hn::Compress(y, near), real, candidates.y.data() + n);
    hn::StoreU(hn::Compress(z, near), real, candidates.z.data() + n);
    hn::StoreU(hn::Compress(hn::LoadU(real, cells.half.data() + i), near), real, candidates.half.data() + n);
    hn::StoreU(hn::Compress(hn::LoadU(index, cells.offset.data() + i), hn::RebindMask(index, near)), index,
               candidates.offset.data() + n);
    n += hn::CountTrue(real, near);
  }
  candidates.count = n;
}

// Cells along x, which end at the end of the row and go on at its start.
HWY_INLINE void collect_row(const Cells& cells, std::size_t row, CellRange range, const Region& region,
                            Candidates& candidates) {
  const std::uint32_t* first = cells.first.data() + row;
  const std::size_t end = range.first + range.count, in_row = cells.count[0];
  collect_slots(cells, first[range.first], first[HWY_MIN(end, in_row)], region, candidates);
  if (end > in_row) collect_slots(cells, first[0], first[end - in_row], region, candidates);
}

void collect_cells(const Cells& cells, const Region& region, Candidates& candidates) {
  CellRange range[3];
  for (std::size_t k = 0; k < 3; ++k) {
    const double units = double{region.half_width[k] + region.reach} / double{region.unit(k)} + 2;
    const auto reach = static_cast<std::int64_t>(HWY_MIN(units, 4294967296.0));
    range[k] = cell_range(region.center[k] - reach, region.center[k] + reach, cells.count[k]);
  }
  for (std::uint32_t kz = 0; kz < range[2].count; ++kz) {
    const std::size_t z = (range[2].first + kz) % cells.count[2];
    for (std::uint32_t ky = 0; ky < range[1].count; ++ky) {
      const std::size_t y = (range[1].first + ky) % cells.count[1];
      collect_row(cells, (z * cells.count[1] + y) * cells.count[0], range[0], region, candidates);
    }
  }
}

template <bool wraps>
HWY_INLINE Real distance(float a, const HugeVector<float>& b, std::size_t i, const Region& region,
                         std::size_t k) {
  const Real d = hn::Sub(hn::Set(real, a), hn::LoadU(real, b.data() + i));
  if constexpr (!wraps) return d;
  const Real length = hn::Set(real, region.length[k]);
  return hn::NegMulAdd(hn::Round(hn::Div(d, length)), length, d);
}

template <bool wraps>
HWY_INLINE std::size_t search_one(const Candidates& candidates, const Seeker& seeker, const Region& region,
                                  const SearchRange& range, std::uint32_t* found) {
  const Real half = hn::Set(real, seeker.half), cutoff = hn::Set(real, range.cutoff);
  const Real skin = hn::Set(real, range.skin);
  const auto self = hn::Set(index, seeker.offset);
  std::size_t n = 0;
  for (std::size_t i = 0; i < candidates.count; i += lanes) {
    const Real dx = distance<wraps>(seeker.x, candidates.x, i, region, 0);
    const Real dy = distance<wraps>(seeker.y, candidates.y, i, region, 1);
    const Real dz = distance<wraps>(seeker.z, candidates.z, i, region, 2);
    const auto offset = hn::LoadU(index, candidates.offset.data() + i);
    const Real reach = hn::MulAdd(hn::Add(half, hn::LoadU(real, candidates.half.data() + i)), cutoff, skin);
    const auto is_near = hn::Lt(squares(dx, dy, dz), hn::Mul(reach, reach));
    const auto kept = hn::And(hn::RebindMask(index, is_near), hn::Ne(offset, self));
    hn::StoreU(hn::Compress(offset, kept), index, found + n);
    n += hn::CountTrue(index, kept);
  }
  return n;
}

std::size_t search_all(const Candidates& candidates, std::span<const Seeker> seekers, const Region& region,
                       const SearchRange& range, std::uint32_t* found, std::uint32_t* counts) {
  const bool is_wide = region.is_wide();
  std::size_t total = 0;
  for (std::size_t s = 0; s < seekers.size(); ++s) {
    const std::size_t n = is_wide ? search_one<true>(candidates, seekers[s], region, range, found + total)
                                  : search_one<false>(candidates, seekers[s], region, range, found + total);
    counts[s] = static_cast<std::uint32_t>(n);
    total += n;
  }
  return total;
}

template <std::size_t block_lanes>
HWY_INLINE void rows_of(const BlockRows& block, const std::uint32_t* found, std::size_t rows,
                        std::uint32_t far, std::uint32_t* to) {
  constexpr hn::CappedTag<std::uint32_t, block_lanes> d;
  constexpr hn::RebindToSigned<decltype(d)> signed_d;
  for (std::size_t lane = 0; lane < block_lanes; lane += hn::MaxLanes(d)) {
    const auto start = hn::LoadU(d, block.start + lane), count = hn::LoadU(d, block.count + lane);
    for (std::size_t k = 0; k < rows; ++k) {
      const auto row = hn::Set(d, static_cast<std::uint32_t>(k));
      const auto is_there = hn::Lt(row, count);
      const auto at = hn::BitCast(signed_d, hn::IfThenElseZero(is_there, hn::Add(start, row)));
      const auto neighbor = hn::GatherIndex(d, found, at);
      hn::StoreU(hn::IfThenElse(is_there, neighbor, hn::Set(d, far)), d, to + k * block_lanes + lane);
    }
  }
}

void write_block(const BlockRows& block, const std::uint32_t* found, std::size_t rows, std::uint32_t far,
                 std::uint32_t* to) {
  if (block.lanes == 8) return rows_of<8>(block, found, rows, far, to);
  rows_of<16>(block, found, rows, far, to);
}

}  // namespace nacre::assembly::native::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nacre::assembly::native {

HWY_EXPORT(collect_cells);
HWY_EXPORT(search_all);
HWY_EXPORT(write_block);

namespace {

constexpr std::size_t spare = 16;

}  // namespace

bool Region::is_wide() const {
  for (std::size_t k = 0; k < 3; ++k)
    if (2 * half_width[k] + reach > 0.49f * length[k]) return true;
  return false;
}

void Candidates::reserve(std::size_t n) {
  const std::size_t room = n + spare;
  if (x.size() >= room) return;
  for (auto* values : {&x, &y, &z, &half}) values->resize(2 * room);
  offset.resize(2 * room);
}

void collect(const Cells& cells, const Region& region, Candidates& candidates) {
  HWY_DYNAMIC_DISPATCH(collect_cells)(cells, region, candidates);
}

std::size_t search(Candidates& candidates, std::span<const Seeker> seekers, const Region& region,
                   const SearchRange& range, std::uint32_t* found, std::uint32_t* counts) {
  candidates.reserve(candidates.count);
  // No candidate: nearer to nobody.
  std::fill_n(candidates.half.begin() + static_cast<std::ptrdiff_t>(candidates.count), spare,
              std::numeric_limits<float>::quiet_NaN());
  return HWY_DYNAMIC_DISPATCH(search_all)(candidates, seekers, region, range, found, counts);
}

void write_rows(const BlockRows& block, const std::uint32_t* found, std::size_t rows, std::uint32_t far,
                std::uint32_t* to) {
  HWY_DYNAMIC_DISPATCH(write_block)(block, found, rows, far, to);
}

}  // namespace nacre::assembly::native
#endif
