#include "nacre/assembly/step_kernels.hpp"

// Vectors of unknown length cannot stand in arrays.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nacre/assembly/step_kernels.cpp"
#include <hwy/foreach_target.h>
// Must follow foreach_target.h.
#include <hwy/highway.h>

#include "nacre/core/random.hpp"

HWY_BEFORE_NAMESPACE();
namespace nacre::assembly::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Philox4x32-10 (Salmon et al. 2011, doi:10.1145/2063384.2063405) with one 32-bit word in each lane of 64, so
// that the products need no shuffling and a word lies beside the velocity that it kicks. What stands in the
// upper halves of lanes is never read.
template <class D>
struct Philox {
  using Words = hn::Vec<hn::Repartition<std::uint64_t, D>>;
  static constexpr hn::Repartition<std::uint64_t, D> wide{};

#if HWY_TARGET == HWY_SCALAR  // has no lanes of half the width
  static HWY_INLINE Words product(Words a, std::uint32_t b) {
    return hn::Set(wide, (hn::GetLane(a) & 0xFFFFFFFFu) * b);
  }
#else
  static constexpr hn::Repartition<std::uint32_t, D> narrow{};
  static HWY_INLINE Words product(Words a, std::uint32_t b) {
    return hn::MulEven(hn::BitCast(narrow, a), hn::Set(narrow, b));
  }
#endif

  static HWY_INLINE void fill(Words (&c)[4], std::uint64_t seed) {
    std::uint32_t low = static_cast<std::uint32_t>(seed), high = static_cast<std::uint32_t>(seed >> 32);
    for (int round = 0; round < 10; ++round) {
      const Words first = product(c[0], 0xD2511F53u);
      const Words second = product(c[2], 0xCD9E8D57u);
      c[0] = hn::Xor(hn::Xor(hn::ShiftRight<32>(second), c[1]), hn::Set(wide, low));
      c[2] = hn::Xor(hn::Xor(hn::ShiftRight<32>(first), c[3]), hn::Set(wide, high));
      c[1] = second;
      c[3] = first;
      low += 0x9E3779B9u;
      high += 0xBB67AE85u;
    }
  }

  // w - (2^32 - 1)/2, exactly: the word becomes the lower end of the mantissa of 2^52.
  static HWY_INLINE hn::Vec<D> centred(D d, Words words) {
    const Words mantissa = hn::And(words, hn::Set(wide, 0xFFFFFFFFu));
    const auto number = hn::BitCast(d, hn::Or(mantissa, hn::Set(wide, 0x4330000000000000u)));
    return hn::Add(hn::Sub(number, hn::Set(d, 0x1p52 + 0x1p31)), hn::Set(d, 0.5));
  }
};

template <class D>
HWY_INLINE hn::Vec<hn::Repartition<std::uint64_t, D>> tags(D, const std::uint32_t* tag) {
  const hn::Repartition<std::uint64_t, D> wide;
  const hn::Rebind<std::uint32_t, D> narrow;
  return hn::PromoteTo(wide, hn::LoadU(narrow, tag));
}

// Sums over lanes of one stretch.
template <class D>
struct Sums {
  using V = hn::Vec<D>;
  V v2, ended, gained, limit, fast;

  HWY_INLINE Sums(D d, double speed_limit)
      : v2(hn::Zero(d)),
        ended(hn::Zero(d)),
        gained(hn::Zero(d)),
        limit(hn::Set(d, speed_limit * speed_limit)),
        fast(hn::Zero(d)) {}

  HWY_INLINE void add(D d, V squared) {
    v2 = hn::Add(v2, squared);
    // Not <=, so that a NaN counts too.
    fast = hn::Add(fast, hn::IfThenElse(hn::Le(squared, limit), hn::Zero(d), hn::Set(d, 1.0)));
  }
  HWY_INLINE void write(D d, StepSums& sums) const {
    sums.v2 += hn::GetLane(hn::SumOfLanes(d, v2));
    sums.v2_ended += hn::GetLane(hn::SumOfLanes(d, ended));
    sums.v2_gained += hn::GetLane(hn::SumOfLanes(d, gained));
    sums.too_fast += static_cast<std::size_t>(hn::GetLane(hn::SumOfLanes(d, fast)));
  }
};

// Calls step(d, i, sums) for whole vectors, then for single particles.
template <typename Step>
HWY_INLINE StepSums sweep(std::size_t n, double speed_limit, Step step) {
  StepSums result;
  std::size_t i = 0;
  const hn::ScalableTag<double> d;
  Sums sums(d, speed_limit);
  for (; i + hn::Lanes(d) <= n; i += hn::Lanes(d)) step(d, i, sums);
  sums.write(d, result);
  const hn::CappedTag<double, 1> one;
  Sums rest(one, speed_limit);
  for (; i < n; ++i) step(one, i, rest);
  rest.write(one, result);
  return result;
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE V squared(D, V x, V y, V z) {
  return hn::MulAdd(z, z, hn::MulAdd(y, y, hn::Mul(x, x)));
}

StepSums kick_drift(const ParticleSpan& p, const KickDrift& task) {
  return sweep(p.size, task.speed_limit, [&](auto d, std::size_t i, auto& sums) HWY_ATTR {
    const auto scale = hn::Set(d, task.scale), kick = hn::Set(d, task.kick), drift = hn::Set(d, task.drift);
    const auto ending = hn::Set(d, task.ending_kick);
    hn::Vec<decltype(d)> ended[3], v[3];
    for (int k = 0; k < 3; ++k) {
      const auto f = hn::LoadU(d, p.f[k] + i);
      ended[k] = hn::MulAdd(ending, f, hn::LoadU(d, p.v[k] + i));
      v[k] = hn::MulAdd(kick, f, hn::Mul(scale, ended[k]));
      hn::StoreU(v[k], d, p.v[k] + i);
      hn::StoreU(hn::MulAdd(drift, v[k], hn::LoadU(d, p.x[k] + i)), d, p.x[k] + i);
    }
    sums.add(d, squared(d, v[0], v[1], v[2]));
    sums.ended = hn::Add(sums.ended, squared(d, ended[0], ended[1], ended[2]));
  });
}

StepSums kick(const ParticleSpan& p, double amount) {
  return sweep(p.size, 1e300, [&](auto d, std::size_t i, auto& sums) HWY_ATTR {
    hn::Vec<decltype(d)> v[3];
    for (int k = 0; k < 3; ++k) {
      v[k] = hn::MulAdd(hn::Set(d, amount), hn::LoadU(d, p.f[k] + i), hn::LoadU(d, p.v[k] + i));
      hn::StoreU(v[k], d, p.v[k] + i);
    }
    sums.add(d, squared(d, v[0], v[1], v[2]));
  });
}

StepSums noisy_drift(const ParticleSpan& p, const NoisyDrift& task) {
  const auto low = static_cast<std::uint32_t>(task.step), high = static_cast<std::uint32_t>(task.step >> 32);
  constexpr auto name = static_cast<std::uint32_t>(StreamName::langevin_noise) << 8;
  const double per_word = task.noise * 3.46410161513775458705 * 0x1p-32;  // sqrt(12)
  return sweep(p.size, task.speed_limit, [&](auto d, std::size_t i, auto& sums) HWY_ATTR {
    using Random = Philox<decltype(d)>;
    const auto kick = hn::Set(d, task.kick), drift = hn::Set(d, task.drift);
    const auto keep = hn::Set(d, task.keep), noise = hn::Set(d, per_word);
    typename Random::Words words[4] = {tags(d, p.tag + i), hn::Set(Random::wide, name),
                                       hn::Set(Random::wide, low), hn::Set(Random::wide, high)};
    Random::fill(words, task.seed);
    const auto ending = hn::Set(d, task.ending_kick);
    hn::Vec<decltype(d)> ended[3], before[3], after[3];
    for (int k = 0; k < 3; ++k) {
      const auto f = hn::LoadU(d, p.f[k] + i);
      ended[k] = hn::MulAdd(ending, f, hn::LoadU(d, p.v[k] + i));
      before[k] = hn::MulAdd(kick, f, ended[k]);
      after[k] = hn::MulAdd(noise, Random::centred(d, words[k]), hn::Mul(keep, before[k]));
      hn::StoreU(after[k], d, p.v[k] + i);
      hn::StoreU(hn::MulAdd(drift, hn::Add(before[k], after[k]), hn::LoadU(d, p.x[k] + i)), d, p.x[k] + i);
    }
    const auto v2 = squared(d, after[0], after[1], after[2]);
    sums.add(d, v2);
    sums.ended = hn::Add(sums.ended, squared(d, ended[0], ended[1], ended[2]));
    sums.gained = hn::Add(sums.gained, hn::Sub(v2, squared(d, before[0], before[1], before[2])));
  });
}

void rescale(const ParticleSpan& p, double positions, double velocities) {
  sweep(p.size, 0, [&](auto d, std::size_t i, auto&) HWY_ATTR {
    for (int k = 0; k < 3; ++k) {
      hn::StoreU(hn::Mul(hn::Set(d, positions), hn::LoadU(d, p.x[k] + i)), d, p.x[k] + i);
      hn::StoreU(hn::Mul(hn::Set(d, velocities), hn::LoadU(d, p.v[k] + i)), d, p.v[k] + i);
    }
  });
}

}  // namespace nacre::assembly::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nacre::assembly {

HWY_EXPORT(kick_drift);
HWY_EXPORT(kick);
HWY_EXPORT(noisy_drift);
HWY_EXPORT(rescale);

StepSums kick_drift(const ParticleSpan& particles, const KickDrift& task) {
  return HWY_DYNAMIC_DISPATCH(kick_drift)(particles, task);
}
StepSums kick(const ParticleSpan& particles, double amount) {
  return HWY_DYNAMIC_DISPATCH(kick)(particles, amount);
}
StepSums noisy_drift(const ParticleSpan& particles, const NoisyDrift& task) {
  return HWY_DYNAMIC_DISPATCH(noisy_drift)(particles, task);
}
void rescale(const ParticleSpan& particles, double positions, double velocities) {
  HWY_DYNAMIC_DISPATCH(rescale)(particles, positions, velocities);
}

}  // namespace nacre::assembly
#endif
