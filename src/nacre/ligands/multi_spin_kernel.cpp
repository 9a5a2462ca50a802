#include "nacre/ligands/multi_spin_kernel.hpp"

// Vectors of unknown length cannot stand in arrays.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nacre/ligands/multi_spin_kernel.cpp"
#include <hwy/foreach_target.h>
// Must follow foreach_target.h.
#include <hwy/highway.h>

#include <hwy/cache_control.h>

HWY_BEFORE_NAMESPACE();
namespace nacre::ligands::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<std::uint64_t, plane_words> tag;
using Vector = hn::Vec<decltype(tag)>;
constexpr std::size_t vector_words = hn::MaxLanes(tag);
constexpr std::size_t parts = plane_words / vector_words;

constexpr std::size_t trials_to_neighbors = 12;
constexpr std::size_t trials_to_spins = 4;

// 512 bits in as many vectors as the target needs, always used together: how many random planes a trial takes
// depends on all replicas.
struct Plane {
  Vector part[parts];
};

template <typename Function>
HWY_INLINE Plane each(Function function) {
  Plane result;
  for (std::size_t p = 0; p < parts; ++p) result.part[p] = function(p);
  return result;
}

HWY_INLINE Plane load(const std::uint64_t* words) {
  return each([&](std::size_t p) HWY_ATTR { return hn::Load(tag, words + p * vector_words); });
}
HWY_INLINE void store(const Plane& plane, std::uint64_t* words) {
  for (std::size_t p = 0; p < parts; ++p) hn::Store(plane.part[p], tag, words + p * vector_words);
}
HWY_INLINE Plane zeros() {
  return each([](std::size_t) HWY_ATTR { return hn::Zero(tag); });
}
HWY_INLINE Plane operator^(const Plane& a, const Plane& b) {
  return each([&](std::size_t p) HWY_ATTR { return hn::Xor(a.part[p], b.part[p]); });
}
HWY_INLINE Plane operator&(const Plane& a, const Plane& b) {
  return each([&](std::size_t p) HWY_ATTR { return hn::And(a.part[p], b.part[p]); });
}
HWY_INLINE Plane operator|(const Plane& a, const Plane& b) {
  return each([&](std::size_t p) HWY_ATTR { return hn::Or(a.part[p], b.part[p]); });
}
HWY_INLINE Plane and_not(const Plane& a, const Plane& b) {  // a & ~b
  return each([&](std::size_t p) HWY_ATTR { return hn::AndNot(b.part[p], a.part[p]); });
}
// Bit by bit; IfVecThenElse does so on AVX-512 alone, where it is one instruction.
HWY_INLINE Plane choose(const Plane& mask, const Plane& yes, const Plane& no) {
#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL
  return each([&](std::size_t p)
                  HWY_ATTR { return hn::IfVecThenElse(mask.part[p], yes.part[p], no.part[p]); });
#else
  return no ^ (mask & (yes ^ no));
#endif
}
HWY_INLINE bool none(const Plane& plane) {
  Vector any = plane.part[0];
  for (std::size_t p = 1; p < parts; ++p) any = hn::Or(any, plane.part[p]);
  return hn::AllTrue(tag, hn::Eq(any, hn::Zero(tag)));
}

// Sum and carry of three planes.
struct Added {
  Plane sum;
  Plane carry;
};
HWY_INLINE Added add(const Plane& a, const Plane& b, const Plane& c) {
  return {each([&](std::size_t p) HWY_ATTR { return hn::Xor(a.part[p], hn::Xor(b.part[p], c.part[p])); }),
          choose(a ^ b, c, a)};
}
HWY_INLINE Added add(const Plane& a, const Plane& b) { return {a ^ b, a & b}; }

// xoshiro256++ (Blackman and Vigna 2021, doi:10.1145/3460772), one in each word.
struct Generator {
  Plane s[4];

  HWY_INLINE Plane next() {
    const Plane result = each([&](std::size_t p) HWY_ATTR {
      return hn::Add(hn::RotateRight<41>(hn::Add(s[0].part[p], s[3].part[p])), s[0].part[p]);
    });
    const Plane shifted = each([&](std::size_t p) HWY_ATTR { return hn::ShiftLeft<17>(s[1].part[p]); });
    s[2] = s[2] ^ s[0];
    s[3] = s[3] ^ s[1];
    s[1] = s[1] ^ s[2];
    s[0] = s[0] ^ s[3];
    s[2] = s[2] ^ shifted;
    s[3] = each([&](std::size_t p) HWY_ATTR { return hn::RotateRight<19>(s[3].part[p]); });
    return result;
  }
};

// The bits of a random number below a threshold, most significant first: at the first that differs from the
// threshold's, the threshold has a 1 where the number is below. threshold(bit) is its plane.
template <typename Threshold>
HWY_INLINE Plane draw(Plane undecided, Plane accepted, Generator& random, Threshold threshold) {
  for (int bit = 0; bit < threshold_bits; ++bit) {
    const Plane limit = threshold(bit);
    accepted = choose(undecided, limit, accepted);
    undecided = and_not(undecided, random.next() ^ limit);
    if (bit >= 5 && none(undecided)) break;
  }
  return accepted;
}

// Like neighbours of two unlike sites, before the swap, less half of all; counted as unlike ones where unlike
// pairs attract. A site that neighbours the other counts itself in its place: their own pair stays unlike.
template <int z>
HWY_INLINE void gather(const MultiSpinGraph& graph, const MultiSpinPlanes& planes, SitePair pair,
                       const Plane& flip_i, const Plane& flip_j, Plane* like) {
  const std::int32_t* around_i = graph.neighbors + static_cast<std::ptrdiff_t>(pair.i) * z;
  const std::int32_t* around_j = graph.neighbors + static_cast<std::ptrdiff_t>(pair.j) * z;
  for (int k = 0; k < z; ++k) {
    const std::ptrdiff_t next_i = around_i[k] == pair.j ? pair.i : around_i[k];
    like[k] = load(planes.spins + next_i * static_cast<std::ptrdiff_t>(plane_words)) ^ flip_i;
    const std::ptrdiff_t next_j = around_j[k];
    like[z + k] = load(planes.spins + next_j * static_cast<std::ptrdiff_t>(plane_words)) ^ flip_j;
  }
}

struct Square {
  static constexpr int z = 4;
  Plane bits[4];

  HWY_INLINE explicit Square(const Plane* x) {
    const Added a = add(x[0], x[1], x[2]);
    const Added b = add(x[3], x[4], x[5]);
    const Added c = add(x[6], x[7], a.sum);
    const Added ones = add(b.sum, c.sum);
    const Added d = add(a.carry, b.carry, c.carry);
    const Added twos = add(d.sum, ones.carry);
    const Added fours = add(d.carry, twos.carry);
    bits[0] = ones.sum;
    bits[1] = twos.sum;
    bits[2] = fours.sum;
    bits[3] = fours.carry;
  }
  HWY_INLINE Plane above_half() const { return bits[3] | (bits[2] & (bits[1] | bits[0])); }  // 5..8
  HWY_INLINE Plane threshold(const std::uint64_t* level) const {
    const auto at = [level](std::size_t i) HWY_ATTR { return load(level + i * plane_words); };
    return choose(bits[1], choose(bits[0], at(2), at(1)), choose(bits[0], at(0), at(3)));
  }
};

struct Triangular {
  static constexpr int z = 6;
  Plane bits[4];

  HWY_INLINE explicit Triangular(const Plane* x) {
    const Added a = add(x[0], x[1], x[2]);
    const Added b = add(x[3], x[4], x[5]);
    const Added c = add(x[6], x[7], x[8]);
    const Added d = add(x[9], x[10], x[11]);
    const Added e = add(a.sum, b.sum, c.sum);
    const Added ones = add(e.sum, d.sum);
    const Added f = add(a.carry, b.carry, c.carry);
    const Added g = add(d.carry, e.carry, ones.carry);
    const Added twos = add(f.sum, g.sum);
    const Added fours = add(f.carry, g.carry, twos.carry);
    bits[0] = ones.sum;
    bits[1] = twos.sum;
    bits[2] = fours.sum;
    bits[3] = fours.carry;
  }
  HWY_INLINE Plane above_half() const { return bits[3] | (bits[2] & bits[1] & bits[0]); }  // 7..12
  HWY_INLINE Plane threshold(const std::uint64_t* level) const {
    const auto at = [level](std::size_t i) HWY_ATTR { return load(level + i * plane_words); };
    const Plane to_eleven = choose(bits[1], choose(bits[0], at(4), at(3)), choose(bits[0], at(2), at(1)));
    return choose(bits[2], choose(bits[0], at(0), at(5)), to_eleven);
  }
};

template <class Torus>
struct OnTorus {
  const MultiSpinGraph& graph;
  const MultiSpinPlanes& planes;

  HWY_INLINE Plane accepted(SitePair pair, const Plane& unlike, const Plane& flip, Generator& random) const {
    Plane like[2 * Torus::z];
    const Plane other = each([&](std::size_t p) HWY_ATTR { return hn::Not(flip.part[p]); });
    gather<Torus::z>(graph, planes, pair, flip, other, like);
    const Torus count(like);
    const Plane undecided = unlike & count.above_half();
    return draw(undecided, unlike, random, [&](int bit) HWY_ATTR {
      return count.threshold(planes.thresholds + static_cast<std::size_t>(bit) * Torus::z * plane_words);
    });
  }
};

// Any number of neighbours: the like ones are added up one by one.
struct OnSurface {
  static constexpr int counter_bits = 5;
  const MultiSpinGraph& graph;
  const MultiSpinPlanes& planes;

  struct Level {
    Plane mask;
    std::size_t index;
  };

  HWY_INLINE void count_like(std::int32_t site, std::int32_t other, const Plane& flip, Plane* bits) const {
    const std::int32_t* around = graph.neighbors + static_cast<std::ptrdiff_t>(site) * graph.stride;
    for (int k = 0; k < graph.coordination[site]; ++k) {
      const std::ptrdiff_t next = around[k] == other ? site : around[k];
      Plane carry = load(planes.spins + next * static_cast<std::ptrdiff_t>(plane_words)) ^ flip;
      for (int b = 0; b < counter_bits; ++b) {
        const Added added = add(bits[b], carry);
        bits[b] = added.sum;
        carry = added.carry;
      }
    }
  }

  HWY_INLINE Plane equal(const Plane* bits, int value, Plane mask) const {
    for (int b = 0; b < counter_bits; ++b) mask = (value >> b) & 1 ? mask & bits[b] : and_not(mask, bits[b]);
    return mask;
  }

  HWY_INLINE Plane accepted(SitePair pair, const Plane& unlike, const Plane& flip, Generator& random) const {
    Plane bits[counter_bits] = {zeros(), zeros(), zeros(), zeros(), zeros()};
    count_like(pair.i, pair.j, flip, bits);
    count_like(pair.j, -1, each([&](std::size_t p) HWY_ATTR { return hn::Not(flip.part[p]); }), bits);
    const int all = graph.coordination[pair.i] + graph.coordination[pair.j];
    Level levels[2 * most_multi_spin_neighbors];
    std::size_t used = 0;
    Plane undecided = zeros();
    for (int like = all / 2 + 1; like <= all; ++like) {
      const Plane mask = equal(bits, like, unlike);
      if (none(mask)) continue;
      levels[used++] = {mask, static_cast<std::size_t>(2 * like - all - 1)};
      undecided = undecided | mask;
    }
    const std::size_t stride = 2 * static_cast<std::size_t>(graph.stride) * plane_words;
    return draw(undecided, unlike, random, [&](int bit) HWY_ATTR {
      Plane limit = zeros();
      const std::uint64_t* row = planes.thresholds + static_cast<std::size_t>(bit) * stride;
      for (std::size_t l = 0; l < used; ++l)
        limit = limit | (levels[l].mask & load(row + levels[l].index * plane_words));
      return limit;
    });
  }
};

HWY_INLINE void count_acceptance(Plane carry, std::uint64_t* planes) {
  for (std::size_t b = 0; b < acceptance_planes && !none(carry); ++b) {
    const Added added = add(load(planes + b * plane_words), carry);
    store(added.sum, planes + b * plane_words);
    carry = added.carry;
  }
}

// Lattices that outgrow the caches wait for memory unless it is asked for some trials ahead.
HWY_INLINE void fetch_around(const MultiSpinGraph& graph, const MultiSpinPlanes& planes, std::int32_t site) {
  const std::int32_t* around = graph.neighbors + static_cast<std::ptrdiff_t>(site) * graph.stride;
  hwy::Prefetch(planes.spins + site * static_cast<std::ptrdiff_t>(plane_words));
  for (int k = 0; k < graph.coordination[site]; ++k)
    hwy::Prefetch(planes.spins + around[k] * static_cast<std::ptrdiff_t>(plane_words));
}
HWY_INLINE void fetch_ahead(const MultiSpinGraph& graph, const MultiSpinPlanes& planes,
                            std::span<const SitePair> coming) {
  if (coming.size() <= trials_to_neighbors) return;
  for (const std::int32_t site : {coming[trials_to_neighbors].i, coming[trials_to_neighbors].j}) {
    hwy::Prefetch(graph.neighbors + static_cast<std::ptrdiff_t>(site) * graph.stride);
    hwy::Prefetch(graph.coordination + site);
  }
  fetch_around(graph, planes, coming[trials_to_spins].i);
  fetch_around(graph, planes, coming[trials_to_spins].j);
}

template <class Sites>
HWY_INLINE void run_pairs(const MultiSpinGraph& graph, const MultiSpinPlanes& planes,
                          std::span<const SitePair> pairs) {
  const Sites sites{graph, planes};
  const Plane repelling = load(planes.repelling);
  Generator random;
  for (std::size_t s = 0; s < 4; ++s) random.s[s] = load(planes.generator + s * plane_words);
  std::uint64_t trial = planes.first_trial;
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    if (graph.exceeds_cache) fetch_ahead(graph, planes, pairs.subspan(p));
    const SitePair pair = pairs[p];
    std::uint64_t* at_i =
        planes.spins + static_cast<std::ptrdiff_t>(pair.i) * static_cast<std::ptrdiff_t>(plane_words);
    std::uint64_t* at_j =
        planes.spins + static_cast<std::ptrdiff_t>(pair.j) * static_cast<std::ptrdiff_t>(plane_words);
    const Plane i = load(at_i);
    const Plane j = load(at_j);
    Plane unlike = i ^ j;
    const std::uint64_t turn = trial++ % trials_per_lazy_one;
    if (turn == 0) unlike = unlike & random.next();
    const Plane swapped = sites.accepted(pair, unlike, i ^ repelling, random);
    store(i ^ swapped, at_i);
    store(j ^ swapped, at_j);
    if (turn == 1) count_acceptance(swapped, planes.accepted);
  }
  for (std::size_t s = 0; s < 4; ++s) store(random.s[s], planes.generator + s * plane_words);
}

void run_square(const MultiSpinGraph& graph, const MultiSpinPlanes& planes, std::span<const SitePair> pairs) {
  run_pairs<OnTorus<Square>>(graph, planes, pairs);
}
void run_triangular(const MultiSpinGraph& graph, const MultiSpinPlanes& planes,
                    std::span<const SitePair> pairs) {
  run_pairs<OnTorus<Triangular>>(graph, planes, pairs);
}
void run_surface(const MultiSpinGraph& graph, const MultiSpinPlanes& planes,
                 std::span<const SitePair> pairs) {
  run_pairs<OnSurface>(graph, planes, pairs);
}
std::string_view target_name() { return hwy::TargetName(HWY_TARGET); }

}  // namespace nacre::ligands::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nacre::ligands {

HWY_EXPORT(run_square);
HWY_EXPORT(run_triangular);
HWY_EXPORT(run_surface);
HWY_EXPORT(target_name);

void run_multi_spin(const MultiSpinGraph& graph, const MultiSpinPlanes& planes,
                    std::span<const SitePair> pairs) {
  if (!graph.torus) return HWY_DYNAMIC_DISPATCH(run_surface)(graph, planes, pairs);
  if (graph.stride == 4) return HWY_DYNAMIC_DISPATCH(run_square)(graph, planes, pairs);
  HWY_DYNAMIC_DISPATCH(run_triangular)(graph, planes, pairs);
}

std::string_view multi_spin_target() { return HWY_DYNAMIC_DISPATCH(target_name)(); }

}  // namespace nacre::ligands
#endif
