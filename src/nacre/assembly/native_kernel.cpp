#include "nacre/assembly/native_kernel.hpp"

#include <type_traits>

#define HWY_DISABLED_TARGETS \
  (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV | HWY_SSSE3 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nacre/assembly/native_kernel.cpp"
#include <hwy/foreach_target.h>
// Must follow foreach_target.h.
#include <hwy/highway.h>

#include <hwy/cache_control.h>
#include <hwy/contrib/math/math-inl.h>

#include "nacre/assembly/native_powers-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nacre::assembly::native::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Rows whose forces are added up in the kernel's precision before the sum goes to double.
constexpr std::size_t rows_a_sum = 32;
// Neighbours. Lists of a million particles come from memory: asked for so early, they are there in time,
// which took 60 ns a particle and step to 46.
constexpr std::size_t row_ahead = 512;

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

// Sums of a window in double, slot by slot: lane after lane of block after block.
struct WindowSums {
  HWY_ALIGN double x[window_size] = {};
  HWY_ALIGN double y[window_size] = {};
  HWY_ALIGN double z[window_size] = {};
  double energy = 0;
  double virial = 0;
};

template <class D>
HWY_INLINE void add_to(double* slots, D d, hn::Vec<D> v) {
  if constexpr (sizeof(hn::TFromD<D>) == 8) {
    hn::Store(hn::Add(hn::Load(d, slots), v), d, slots);
  } else {
#if HWY_TARGET == HWY_SCALAR
    *slots += hn::GetLane(v);
#else
    constexpr hn::Half<D> half;
    constexpr hn::Rebind<double, hn::Half<D>> to;
    constexpr std::size_t n = hn::MaxLanes(half);
    hn::Store(hn::Add(hn::Load(to, slots), hn::PromoteTo(to, hn::LowerHalf(half, v))), to, slots);
    hn::Store(hn::Add(hn::Load(to, slots + n), hn::PromoteTo(to, hn::UpperHalf(half, v))), to, slots + n);
#endif
  }
}

template <class D>
HWY_INLINE double total(D d, hn::Vec<D> v) {
  HWY_ALIGN double lane[hn::MaxLanes(D())] = {};
  add_to(lane, d, v);
  double sum = 0;
  for (const double x : lane) sum += x;
  return sum;
}

// What the rows of one group need, besides the potential.
template <class D>
struct Setting {
  hn::Vec<D> y_scale, z_scale;  // units of these axes in units of the first
  hn::Vec<D> shortest;          // q at the cut-off, or its square
  hn::Vec<D> least;             // r^2 that overflows any power
};

// Where the neighbours of a row are.
template <class D>
struct Row {
  hn::Vec<D> dx, dy, dz, r2, s;
};

template <bool cube, class D, class P>
HWY_INLINE Row<D> load_row(D d, const P* packed, const std::uint32_t* row, const Particles<D>& at,
                           const Setting<D>& setting) {
  const Particles<D> other = load(d, packed, row);
  Row<D> r;
  r.dx = hn::ConvertTo(d, hn::Sub(at.x, other.x));
  r.dy = hn::ConvertTo(d, hn::Sub(at.y, other.y));
  r.dz = hn::ConvertTo(d, hn::Sub(at.z, other.z));
  if constexpr (!cube) {
    r.dy = hn::Mul(r.dy, setting.y_scale);
    r.dz = hn::Mul(r.dz, setting.z_scale);
  }
  // Zero gives no number rather than no force.
  r.r2 = hn::Max(hn::MulAdd(r.dx, r.dx, hn::MulAdd(r.dy, r.dy, hn::Mul(r.dz, r.dz))), setting.least);
  r.s = hn::Add(at.half, other.half);
  return r;
}

// Adds the forces of rows on the lanes of `at`. In double each row is loaded while the one before is
// computed, since a row's operations wait for one another; the row after the last is loaded for nothing, and
// must be there. In single that gains nothing.
template <bool cube, bool with_sums, class D, class P, class Powers>
HWY_INLINE void add_rows(D d, const P* packed, const std::uint32_t* row, std::size_t rows,
                         const Particles<D>& at, const Setting<D>& setting, const Powers& powers,
                         std::size_t slot, WindowSums& sums) {
  auto fx = hn::Zero(d), fy = hn::Zero(d), fz = hn::Zero(d), energy = hn::Zero(d), virial = hn::Zero(d);
  constexpr bool is_ahead = sizeof(hn::TFromD<D>) == 8;
  Row<D> now, next = load_row<cube>(d, packed, row, at, setting);
  for (std::size_t k = 0; k < rows; ++k) {
    hwy::Prefetch(row + row_ahead);
    if constexpr (is_ahead) {
      now = next;
      row += Numbers<P>::block;
      next = load_row<cube>(d, packed, row, at, setting);
    } else {
      now = load_row<cube>(d, packed, row, at, setting);
      row += Numbers<P>::block;
    }
    const PairValues<D> value = powers.template evaluate<with_sums>(d, now.r2, now.s);
    const auto is_within = hn::Ge(value.q, setting.shortest);
    const auto along = hn::IfThenElseZero(is_within, hn::Mul(value.virial, value.per_r2));
    fx = hn::MulAdd(along, now.dx, fx);
    fy = hn::MulAdd(along, now.dy, fy);
    fz = hn::MulAdd(along, now.dz, fz);
    if constexpr (with_sums) {
      energy = hn::Add(energy, hn::IfThenElseZero(is_within, value.energy));
      virial = hn::Add(virial, hn::IfThenElseZero(is_within, value.virial));
    }
  }
  add_to(sums.x + slot, d, fx);
  add_to(sums.y + slot, d, fy);
  add_to(sums.z + slot, d, fz);
  if constexpr (with_sums) {
    sums.energy += total(d, energy);
    sums.virial += total(d, virial);
  }
}

// One group of a window.
template <bool cube, bool with_sums, class P>
struct GroupRunner {
  using D = typename Numbers<P>::Tag;
  using T = hn::TFromD<D>;
  static constexpr std::size_t block_lanes = Numbers<P>::block;

  const KernelJob<P>& job;
  const Window& window;
  std::size_t group, groups;

  static HWY_INLINE hn::Vec<D> set(double x) { return hn::Set(D(), static_cast<T>(x)); }

  template <class Powers>
  HWY_NOINLINE void run(const PairTerms& terms, WindowSums& sums) const {
    constexpr D d;
    const Powers powers(terms);
    const double q = 1 / terms.cutoff;
    const auto& length = job.frame.length;
    const Setting<D> setting{set(length[1] / length[0]), set(length[2] / length[0]),
                             set(Powers::is_square ? q * q : q), set(sizeof(T) == 4 ? 1e-30 : 1e-300)};
    for (std::size_t slot = 0; slot < window.members.size(); slot += hn::MaxLanes(d)) {
      const Particles<D> at = load(d, job.packed, window.members.data() + slot);
      const std::uint32_t* first = window.first_row.data() + slot / block_lanes * groups + group;
      for (std::size_t row = first[0]; row < first[1]; row += rows_a_sum)
        add_rows<cube, with_sums>(d, job.packed,
                                  window.neighbors.data() + row * block_lanes + slot % block_lanes,
                                  HWY_MIN(rows_a_sum, first[1] - row), at, setting, powers, slot, sums);
    }
  }

  template <template <class, bool> class Powers>
  HWY_INLINE void cut(const PairTerms& terms, WindowSums& sums) const {
    if (with_sums || terms.cut_slope != 0)
      run<Powers<D, true>>(terms, sums);
    else
      run<Powers<D, false>>(terms, sums);
  }

  HWY_INLINE void operator()(const PairTerms& terms, WindowSums& sums) const {
    switch (terms.kind) {
      case PowerKind::fifty_twenty_five:
        return cut<FiftyTwentyFive>(terms, sums);
      case PowerKind::fifty_six:
        return cut<FiftySix>(terms, sums);
      case PowerKind::twelve_six:
        return cut<TwelveSix>(terms, sums);
      case PowerKind::integers:
        return cut<IntegerPowers>(terms, sums);
      case PowerKind::reals:
        return cut<RealPowers>(terms, sums);
      case PowerKind::table:
        break;
    }
    cut<TablePowers>(terms, sums);
  }
};

template <bool cube, bool with_sums, class P>
PairSums run_window(const KernelJob<P>& job, const Window& window, const std::vector<PairGroup>& groups) {
  WindowSums sums;
  for (std::size_t g = 0; g < groups.size(); ++g)
    GroupRunner<cube, with_sums, P>{job, window, g, groups.size()}(groups[g].terms, sums);
  const double units = sizeof(P) == 16 ? 4294967296.0 : 4294967296.0 * 4294967296.0;
  const double per_unit = units / job.frame.length[0];
  for (std::size_t k = 0; k < window.slots.size(); ++k) {
    const std::size_t slot = window.slots[k];
    job.fx[window.begin + k] = per_unit * sums.x[slot];
    job.fy[window.begin + k] = per_unit * sums.y[slot];
    job.fz[window.begin + k] = per_unit * sums.z[slot];
  }
  return {sums.energy / 2, sums.virial / 2};
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
