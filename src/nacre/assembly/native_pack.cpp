#include "nacre/assembly/native_pack.hpp"

#include <algorithm>
#include <type_traits>

#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nacre/assembly/native_pack.cpp"
#include <hwy/foreach_target.h>
// Must follow foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace nacre::assembly::native::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::ScalableTag<double> real;
constexpr hn::RebindToSigned<decltype(real)> whole;
constexpr hn::Rebind<std::int32_t, decltype(real)> half_whole;
constexpr hn::Rebind<std::uint32_t, decltype(real)> half_bits;
constexpr hn::Rebind<float, decltype(real)> single;
constexpr hn::RebindToUnsigned<decltype(real)> bits;
using Real = hn::Vec<decltype(real)>;
using Single = hn::Vec<decltype(single)>;
using HalfWhole = hn::Vec<decltype(half_whole)>;
constexpr std::size_t lanes = hn::MaxLanes(real);

constexpr double two_to_32 = 4294967296.0;
// Added to a number below 2^51, it leaves the nearest whole number in the lowest bits.
constexpr double rounder = 6755399441055744.0;

// One axis: what is packed, and what has become of the coordinate.
struct Axis {
  const double* coordinate;
  const std::int32_t* listed;
  double per_length;
  float unit;  // sigma per 2^-32 of the length

  HWY_INLINE Real turns(std::size_t i) const {
    return hn::Mul(hn::LoadU(real, coordinate + i), hn::Set(real, per_length));
  }
  HWY_INLINE Single moved(std::size_t i, HalfWhole now) const {
    return hn::Mul(hn::ConvertTo(single, hn::Sub(now, hn::LoadU(half_whole, listed + i))),
                   hn::Set(single, unit));
  }
};

HWY_INLINE HalfWhole to_whole(Real turns) {
  const Real shifted = hn::MulAdd(turns, hn::Set(real, two_to_32), hn::Set(real, rounder));
  return hn::BitCast(half_whole, hn::TruncateTo(half_bits, hn::BitCast(bits, shifted)));
}

HWY_INLINE hn::Vec<decltype(whole)> to_long_whole(Real turns) {
  const Real within = hn::Sub(turns, hn::Round(turns));
  return hn::ConvertTo(whole, hn::Mul(within, hn::Set(real, two_to_32 * two_to_32)));
}

// The upper half: the coordinate in units of 2^-32.
HWY_INLINE HalfWhole upper(hn::Vec<decltype(whole)> v) {
  return hn::BitCast(half_whole, hn::TruncateTo(half_bits, hn::ShiftRight<32>(hn::BitCast(bits, v))));
}

struct Packer {
  Axis x, y, z;
  const double* diameter;
  double per_unit;

  HWY_INLINE void store(PackedSingle* to, std::size_t i, Real tx, Real ty, Real tz, HalfWhole now[3]) const {
    now[0] = to_whole(tx);
    now[1] = to_whole(ty);
    now[2] = to_whole(tz);
    const Single half = hn::DemoteTo(single, hn::Mul(hn::LoadU(real, diameter + i), hn::Set(real, per_unit)));
    hn::StoreInterleaved4(now[0], now[1], now[2], hn::BitCast(half_whole, half), half_whole,
                          reinterpret_cast<std::int32_t*>(to + i));
  }
  HWY_INLINE void store(PackedDouble* to, std::size_t i, Real tx, Real ty, Real tz, HalfWhole now[3]) const {
    const auto wx = to_long_whole(tx);
    const auto wy = to_long_whole(ty);
    const auto wz = to_long_whole(tz);
    now[0] = upper(wx);
    now[1] = upper(wy);
    now[2] = upper(wz);
    const Real half = hn::Mul(hn::LoadU(real, diameter + i), hn::Set(real, per_unit));
    hn::StoreInterleaved4(wx, wy, wz, hn::BitCast(whole, half), whole,
                          reinterpret_cast<std::int64_t*>(to + i));
  }

  // Whole vectors; the rest is the caller's.
  template <typename P>
  HWY_INLINE Packed run(P* to, std::size_t begin, std::size_t end) const {
    const Real limit = hn::Set(real, 4.0);
    auto unsound = hn::Ne(limit, limit);
    Single largest = hn::Zero(single);
    for (std::size_t i = begin; i < end; i += lanes) {
      const Real tx = x.turns(i), ty = y.turns(i), tz = z.turns(i);
      const Real farthest = hn::Add(hn::Abs(tx), hn::Add(hn::Abs(ty), hn::Abs(tz)));
      unsound = hn::Or(unsound, hn::Not(hn::Lt(farthest, limit)));
      HalfWhole now[3] = {hn::Zero(half_whole), hn::Zero(half_whole), hn::Zero(half_whole)};
      store(to, i, tx, ty, tz, now);
      if (!x.listed) continue;
      const Single dx = x.moved(i, now[0]), dy = y.moved(i, now[1]), dz = z.moved(i, now[2]);
      largest = hn::Max(largest, hn::MulAdd(dx, dx, hn::MulAdd(dy, dy, hn::Mul(dz, dz))));
    }
    return {hn::GetLane(hn::MaxOfLanes(single, largest)), hn::AllFalse(real, unsound)};
  }
};

template <typename P>
Packed run(const PackArrays& from, P* to, std::size_t begin, std::size_t end) {
  constexpr double units = std::is_same_v<P, PackedSingle> ? two_to_32 : two_to_32 * two_to_32;
  const auto axis = [&](std::size_t k) {
    const double length = from.frame.length[k];
    return Axis{from.coordinate[k], from.listed[k], 1 / length, static_cast<float>(length / two_to_32)};
  };
  const Packer packer{axis(0), axis(1), axis(2), from.diameter, 0.5 * units / from.frame.length[0]};
  return packer.run(to, begin, end);
}

Packed run_single(const PackArrays& from, PackedSingle* to, std::size_t begin, std::size_t end) {
  return run(from, to, begin, end);
}
Packed run_double(const PackArrays& from, PackedDouble* to, std::size_t begin, std::size_t end) {
  return run(from, to, begin, end);
}

}  // namespace nacre::assembly::native::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nacre::assembly::native {

HWY_EXPORT(run_single);
HWY_EXPORT(run_double);

namespace {

constexpr std::size_t most_lanes = 8;

Packed pack_whole(const PackArrays& from, PackedSingle* to, std::size_t begin, std::size_t end) {
  return HWY_DYNAMIC_DISPATCH(run_single)(from, to, begin, end);
}
Packed pack_whole(const PackArrays& from, PackedDouble* to, std::size_t begin, std::size_t end) {
  return HWY_DYNAMIC_DISPATCH(run_double)(from, to, begin, end);
}

// The last particles, fewer than a vector may have: the last one repeated.
struct Tail {
  double coordinate[3][most_lanes];
  double diameter[most_lanes];
  std::int32_t listed[3][most_lanes];

  PackArrays fill(const PackArrays& from, std::size_t begin, std::size_t end) {
    PackArrays arrays = from;
    for (std::size_t lane = 0; lane < most_lanes; ++lane) {
      const std::size_t i = std::min(begin + lane, end - 1);
      diameter[lane] = from.diameter[i];
      for (std::size_t k = 0; k < 3; ++k) {
        coordinate[k][lane] = from.coordinate[k][i];
        listed[k][lane] = from.listed[k] ? from.listed[k][i] : 0;
      }
    }
    arrays.diameter = diameter;
    for (std::size_t k = 0; k < 3; ++k) {
      arrays.coordinate[k] = coordinate[k];
      if (from.listed[k]) arrays.listed[k] = listed[k];
    }
    return arrays;
  }
};

template <typename P>
Packed pack_any(const PackArrays& from, P* to, std::size_t begin, std::size_t end) {
  const std::size_t whole = end - (end - begin) % most_lanes;
  Packed packed = pack_whole(from, to, begin, whole);
  if (whole == end) return packed;
  Tail tail;
  P rest[most_lanes];
  const Packed last = pack_whole(tail.fill(from, whole, end), rest, 0, most_lanes);
  std::copy(rest, rest + (end - whole), to + whole);
  packed.largest_move_squared = std::max(packed.largest_move_squared, last.largest_move_squared);
  packed.is_sound = packed.is_sound && last.is_sound;
  return packed;
}

}  // namespace

Packed pack(const PackArrays& from, PackedSingle* to, std::size_t begin, std::size_t end) {
  return pack_any(from, to, begin, end);
}
Packed pack(const PackArrays& from, PackedDouble* to, std::size_t begin, std::size_t end) {
  return pack_any(from, to, begin, end);
}

void record(const PackedSingle* packed, std::size_t begin, std::size_t end, WholePositions& whole) {
  for (std::size_t i = begin; i < end; ++i) {
    whole.x[i] = packed[i].x;
    whole.y[i] = packed[i].y;
    whole.z[i] = packed[i].z;
  }
}

void record(const PackedDouble* packed, std::size_t begin, std::size_t end, WholePositions& whole) {
  const auto upper = [](std::int64_t v) { return static_cast<std::int32_t>(v >> 32); };
  for (std::size_t i = begin; i < end; ++i) {
    whole.x[i] = upper(packed[i].x);
    whole.y[i] = upper(packed[i].y);
    whole.z[i] = upper(packed[i].z);
  }
}

}  // namespace nacre::assembly::native
#endif
