#include "nacre/assembly/native_kernel.hpp"

#include <type_traits>

#define HWY_DISABLED_TARGETS \
  (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV | HWY_SSSE3 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nacre/assembly/native_kernel.cpp"
#include <hwy/foreach_target.h>
// Must follow foreach_target.h.
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

#include "nacre/assembly/native_powers-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nacre::assembly::native::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Rows whose forces are added up in the kernel's precision before the sum goes to double.
constexpr std::size_t rows_a_sum = 16;

template <typename P>
struct Numbers;
template <>
struct Numbers<PackedSingle> {
  using Tag = hn::CappedTag<float, lanes_single>;
  static constexpr std::size_t block = lanes_single;
};
template <>
struct Numbers<PackedDouble> {
  using Tag = hn::CappedTag<double, lanes_double>;
  static constexpr std::size_t block = lanes_double;
};

template <class D>
struct Particles {
  hn::Vec<hn::RebindToSigned<D>> x, y, z;
  hn::Vec<D> half;
};

// Particles at offsets, one a lane.
#if HWY_TARGET == HWY_SCALAR
template <class D, class P>
HWY_INLINE Particles<D> load(D d, const P* packed, const std::uint32_t* offset) {
  constexpr hn::RebindToSigned<D> whole;
  const P& p = packed[*offset / sizeof(P)];
  return {hn::Set(whole, p.x), hn::Set(whole, p.y), hn::Set(whole, p.z), hn::Set(d, p.half)};
}
#else
// 16 bytes at each of base + offset[0], offset[stride], ..., as one vector.
template <std::size_t stride, class D>
HWY_INLINE hn::Vec<D> load_parts(D d, const char* base, const std::uint32_t* offset) {
  if constexpr (hn::MaxLanes(D()) * sizeof(hn::TFromD<D>) == 16) {
    return hn::LoadU(d, reinterpret_cast<const hn::TFromD<D>*>(base + offset[0]));
  } else {
    constexpr hn::Half<D> half;
    constexpr std::size_t parts = hn::MaxLanes(D()) * sizeof(hn::TFromD<D>) / 16;
    return hn::Combine(d, load_parts<stride>(half, base, offset + parts / 2 * stride),
                       load_parts<stride>(half, base, offset));
  }
}

// Loaded whole and transposed.
template <class D>
HWY_INLINE Particles<D> load(D d, const PackedSingle* packed, const std::uint32_t* offset) {
  constexpr hn::RebindToSigned<D> whole;
  constexpr hn::RepartitionToWide<decltype(whole)> wide;
  const char* base = reinterpret_cast<const char*>(packed);
  const auto a = load_parts<4>(whole, base, offset), b = load_parts<4>(whole, base, offset + 1);
  const auto c = load_parts<4>(whole, base, offset + 2), e = load_parts<4>(whole, base, offset + 3);
  const auto ab_low = hn::BitCast(wide, hn::InterleaveLower(whole, a, b));
  const auto ab_high = hn::BitCast(wide, hn::InterleaveUpper(whole, a, b));
  const auto ce_low = hn::BitCast(wide, hn::InterleaveLower(whole, c, e));
  const auto ce_high = hn::BitCast(wide, hn::InterleaveUpper(whole, c, e));
  return {hn::BitCast(whole, hn::InterleaveLower(wide, ab_low, ce_low)),
          hn::BitCast(whole, hn::InterleaveUpper(wide, ab_low, ce_low)),
          hn::BitCast(whole, hn::InterleaveLower(wide, ab_high, ce_high)),
          hn::BitCast(d, hn::InterleaveUpper(wide, ab_high, ce_high))};
}

template <class D>
HWY_INLINE Particles<D> load(D d, const PackedDouble* packed, const std::uint32_t* offset) {
  constexpr hn::RebindToSigned<D> whole;
  const char* base = reinterpret_cast<const char*>(packed);
  const auto a = load_parts<2>(whole, base, offset), b = load_parts<2>(whole, base, offset + 1);
  const auto c = load_parts<2>(whole, base + 16, offset), e = load_parts<2>(whole, base + 16, offset + 1);
  return {hn::InterleaveLower(whole, a, b), hn::InterleaveUpper(whole, a, b),
          hn::InterleaveLower(whole, c, e), hn::BitCast(d, hn::InterleaveUpper(whole, c, e))};
}
#endif

// Sums in double of as many lanes as D has.
template <class D>
struct LaneSums {
  HWY_ALIGN double lane[hn::MaxLanes(D())] = {};

  HWY_INLINE void add(D d, hn::Vec<D> v) {
    if constexpr (sizeof(hn::TFromD<D>) == 8) {
      hn::Store(hn::Add(hn::Load(d, lane), v), d, lane);
    } else {
#if HWY_TARGET == HWY_SCALAR
      lane[0] += hn::GetLane(v);
#else
      constexpr hn::Half<D> half;
      constexpr hn::Rebind<double, hn::Half<D>> to;
      constexpr std::size_t n = hn::MaxLanes(half);
      hn::Store(hn::Add(hn::Load(to, lane), hn::PromoteTo(to, hn::LowerHalf(half, v))), to, lane);
      hn::Store(hn::Add(hn::Load(to, lane + n), hn::PromoteTo(to, hn::UpperHalf(half, v))), to, lane + n);
#endif
    }
  }
  HWY_INLINE double total() const {
    double sum = 0;
    for (const double x : lane) sum += x;
    return sum;
  }
};

template <class D>
struct BlockSums {
  LaneSums<D> x, y, z, energy, virial;
};

// What the rows of one group need, besides the potential.
template <class D>
struct Setting {
  hn::Vec<D> y_scale, z_scale;  // units of these axes in units of the first
  hn::Vec<D> shortest;          // q at the cut-off, or its square
  hn::Vec<D> least;             // r^2 that overflows any power
};

// Adds the forces of rows `begin` to `end` on the lanes of `at`.
template <bool cube, bool with_sums, class D, class P, class Powers>
HWY_INLINE void add_rows(D d, const P* packed, const std::uint32_t* row, std::size_t rows,
                         const Particles<D>& at, const Setting<D>& setting, const Powers& powers,
                         BlockSums<D>& sums) {
  auto fx = hn::Zero(d), fy = hn::Zero(d), fz = hn::Zero(d), energy = hn::Zero(d), virial = hn::Zero(d);
  for (std::size_t k = 0; k < rows; ++k, row += Numbers<P>::block) {
    const Particles<D> other = load(d, packed, row);
    const auto dx = hn::ConvertTo(d, hn::Sub(at.x, other.x));
    auto dy = hn::ConvertTo(d, hn::Sub(at.y, other.y));
    auto dz = hn::ConvertTo(d, hn::Sub(at.z, other.z));
    if constexpr (!cube) {
      dy = hn::Mul(dy, setting.y_scale);
      dz = hn::Mul(dz, setting.z_scale);
    }
    // Zero gives no number rather than no force.
    const auto r2 = hn::Max(hn::MulAdd(dx, dx, hn::MulAdd(dy, dy, hn::Mul(dz, dz))), setting.least);
    const auto s = hn::Add(at.half, other.half);
    const PairValues<D> value = powers.template evaluate<with_sums>(d, r2, s);
    const auto is_within = hn::Ge(value.q, setting.shortest);
    const auto along = hn::IfThenElseZero(is_within, hn::Mul(value.virial, value.per_r2));
    fx = hn::MulAdd(along, dx, fx);
    fy = hn::MulAdd(along, dy, fy);
    fz = hn::MulAdd(along, dz, fz);
    if constexpr (with_sums) {
      energy = hn::Add(energy, hn::IfThenElseZero(is_within, value.energy));
      virial = hn::Add(virial, hn::IfThenElseZero(is_within, value.virial));
    }
  }
  sums.x.add(d, fx);
  sums.y.add(d, fy);
  sums.z.add(d, fz);
  if constexpr (with_sums) {
    sums.energy.add(d, energy);
    sums.virial.add(d, virial);
  }
}

template <class D>
struct Block {
  const std::uint32_t* neighbors;
  std::size_t rows;
  Particles<D> at;
};

template <bool cube, bool with_sums, class D, class P>
struct GroupRunner {
  const P* packed;
  const Frame& frame;

  template <class Powers>
  HWY_NOINLINE void run(const Powers& powers, const PairTerms& terms, const Block<D>& block,
                        BlockSums<D>& sums) const {
    using T = hn::TFromD<D>;
    constexpr D d;
    const double q = 1 / terms.cutoff;
    const Setting<D> setting{hn::Set(d, static_cast<T>(frame.length[1] / frame.length[0])),
                             hn::Set(d, static_cast<T>(frame.length[2] / frame.length[0])),
                             hn::Set(d, static_cast<T>(Powers::is_square ? q * q : q)),
                             hn::Set(d, static_cast<T>(sizeof(T) == 4 ? 1e-30 : 1e-300))};
    for (std::size_t k = 0; k < block.rows; k += rows_a_sum) {
      const std::size_t rows = block.rows - k < rows_a_sum ? block.rows - k : rows_a_sum;
      add_rows<cube, with_sums>(d, packed, block.neighbors + k * Numbers<P>::block, rows, block.at, setting,
                                powers, sums);
    }
  }

  template <template <class, bool> class Powers>
  HWY_INLINE void cut(const PairTerms& terms, const Block<D>& block, BlockSums<D>& sums) const {
    if (with_sums || terms.cut_slope != 0)
      run(Powers<D, true>(terms), terms, block, sums);
    else
      run(Powers<D, false>(terms), terms, block, sums);
  }

  HWY_INLINE void operator()(const PairTerms& terms, const Block<D>& block, BlockSums<D>& sums) const {
    switch (terms.kind) {
      case PowerKind::fifty_twenty_five:
        return cut<FiftyTwentyFive>(terms, block, sums);
      case PowerKind::fifty_six:
        return cut<FiftySix>(terms, block, sums);
      case PowerKind::twelve_six:
        return cut<TwelveSix>(terms, block, sums);
      case PowerKind::integers:
        return cut<IntegerPowers>(terms, block, sums);
      case PowerKind::reals:
        return cut<RealPowers>(terms, block, sums);
      case PowerKind::table:
        break;
    }
    cut<TablePowers>(terms, block, sums);
  }
};

// Forces of the lanes that are particles.
template <class D, class P>
HWY_INLINE void store(const KernelJob<P>& job, const std::uint32_t* members, std::size_t lanes,
                      double per_unit, const BlockSums<D>& sums) {
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const std::size_t i = members[lane] / sizeof(P);
    job.fx[i] = per_unit * sums.x.lane[lane];
    job.fy[i] = per_unit * sums.y.lane[lane];
    job.fz[i] = per_unit * sums.z.lane[lane];
  }
}

template <bool cube, bool with_sums, class P>
PairSums run_window(const KernelJob<P>& job, const Window& window, const std::vector<PairGroup>& groups) {
  using D = typename Numbers<P>::Tag;
  constexpr D d;
  constexpr std::size_t block_lanes = Numbers<P>::block, lanes = hn::MaxLanes(d);
  const double units = sizeof(P) == 16 ? 4294967296.0 : 4294967296.0 * 4294967296.0;
  const GroupRunner<cube, with_sums, D, P> run_group{job.packed, job.frame};
  const std::size_t particles = window.end - window.begin;
  PairSums total;
  for (std::size_t m = 0; m < particles; m += lanes) {
    const std::size_t block = m / block_lanes, lane = m % block_lanes;
    BlockSums<D> sums;
    const Particles<D> at = load(d, job.packed, window.members.data() + m);
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const std::uint32_t* rows = window.first_row.data() + block * groups.size() + g;
      const Block<D> of{window.neighbors.data() + rows[0] * block_lanes + lane, rows[1] - rows[0], at};
      run_group(groups[g].terms, of, sums);
    }
    const std::size_t used = particles - m < lanes ? particles - m : lanes;
    store(job, window.members.data() + m, used, units / job.frame.length[0], sums);
    if (with_sums) {
      total.energy += sums.energy.total() / 2;
      total.virial += sums.virial.total() / 2;
    }
  }
  return total;
}

template <class P>
PairSums run(const KernelJob<P>& job, const Window& window, const std::vector<PairGroup>& groups,
             bool with_sums) {
  if (with_sums) return run_window<false, true>(job, window, groups);
  if (job.frame.is_cube()) return run_window<true, false>(job, window, groups);
  return run_window<false, false>(job, window, groups);
}

PairSums run_single(const KernelJob<PackedSingle>& job, const Window& window,
                    const std::vector<PairGroup>& groups, bool with_sums) {
  return run(job, window, groups, with_sums);
}
PairSums run_double(const KernelJob<PackedDouble>& job, const Window& window,
                    const std::vector<PairGroup>& groups, bool with_sums) {
  return run(job, window, groups, with_sums);
}
std::string_view target_name() { return hwy::TargetName(HWY_TARGET); }

}  // namespace nacre::assembly::native::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nacre::assembly::native {

HWY_EXPORT(run_single);
HWY_EXPORT(run_double);
HWY_EXPORT(target_name);

PairSums pair_forces(const KernelJob<PackedSingle>& job, const Window& window,
                     const std::vector<PairGroup>& groups, bool with_sums) {
  return HWY_DYNAMIC_DISPATCH(run_single)(job, window, groups, with_sums);
}
PairSums pair_forces(const KernelJob<PackedDouble>& job, const Window& window,
                     const std::vector<PairGroup>& groups, bool with_sums) {
  return HWY_DYNAMIC_DISPATCH(run_double)(job, window, groups, with_sums);
}

std::string_view kernel_target() { return HWY_DYNAMIC_DISPATCH(target_name)(); }

}  // namespace nacre::assembly::native
#endif
