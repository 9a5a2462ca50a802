#include "nacre/scattering/pair_binning.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <tuple>

#include "nacre/core/parallel.hpp"

// Vectors of unknown length cannot stand in arrays.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nacre/scattering/pair_binning.cpp"
#include <hwy/foreach_target.h>
// Must follow foreach_target.h.
#include <hwy/highway.h>

#ifndef NACRE_SCATTERING_PAIR_BINNING_TYPES
#define NACRE_SCATTERING_PAIR_BINNING_TYPES
namespace nacre::scattering::binning {

// A distance is a whole number of steps, `steps_per_bin` of them a bin.
inline constexpr int step_bits = 18, count_bit = 40;
inline constexpr std::uint64_t steps_per_bin = 1 << step_bits;
inline constexpr std::uint64_t most_pairs = 1 << 22;  // whose steps stay below count_bit

// Two words a bin, which one addition of 16 bytes counts: pairs << count_bit | steps into the bin, and the
// squares of those steps >> square_shift.
using Words = std::vector<std::uint64_t>;

struct Coordinates {
  std::vector<double> x{}, y{}, z{};  // padded by a vector
};

// Atoms first_i to last_i with first_j to last_j; only pairs of i < j.
struct Block {
  std::size_t first_i, last_i, first_j, last_j;
};

inline constexpr std::size_t longest_j = 256;

}  // namespace nacre::scattering::binning
#endif

HWY_BEFORE_NAMESPACE();
namespace nacre::scattering::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace {

using namespace binning;

constexpr hn::CappedTag<double, 8> tag;
constexpr hn::Rebind<float, decltype(tag)> float_tag;
constexpr hn::Rebind<std::uint64_t, decltype(tag)> whole;
constexpr hn::CappedTag<std::uint64_t, 2> word_tag;
using Vector = hn::Vec<decltype(tag)>;
constexpr std::size_t lanes = hn::MaxLanes(tag);

// To 1e-13: a twelfth bit from the table of the processor, one of Newton's steps in float and one in double.
HWY_INLINE Vector square_root(Vector x) {
  const auto f = hn::DemoteTo(float_tag, x);
  auto inverse = hn::ApproximateReciprocalSqrt(f);
  const auto half_f = hn::Mul(f, hn::Set(float_tag, 0.5F));
  inverse = hn::Mul(inverse, hn::NegMulAdd(half_f, hn::Mul(inverse, inverse), hn::Set(float_tag, 1.5F)));
  const Vector y = hn::PromoteTo(tag, inverse);
  const Vector root = hn::Mul(x, y);
  return hn::MulAdd(hn::Mul(y, hn::Set(tag, 0.5)), hn::NegMulAdd(root, root, x), root);
}

constexpr double magic = 6755399441055744.0;  // 1.5 * 2^52: the low bits of x + magic are those of x rounded
constexpr std::uint64_t one_pair = std::uint64_t{1} << count_bit, step_mask = steps_per_bin - 1;
constexpr std::uint64_t word_mask = ((std::uint64_t{1} << 50) - 1) >> (step_bits - 1) & ~std::uint64_t{1};

// Where to add the pairs of i with n atoms from j, as places in Words, and what.
struct Addends {
  HWY_ALIGN std::uint64_t place[longest_j + 8];
  HWY_ALIGN std::uint64_t
      add[2 * (longest_j + 8)];  // of each vector first the lanes 0, 2, ..., then 1, 3, ...

  HWY_INLINE void fill(const Coordinates& at, std::size_t i, std::size_t j, std::size_t n, double scale) {
    const Vector x = hn::Set(tag, at.x[i]), y = hn::Set(tag, at.y[i]), z = hn::Set(tag, at.z[i]);
    const Vector tiny = hn::Set(tag, 1e-24);  // atoms at one place: no infinite inverse
    for (std::size_t k = 0; k < n; k += lanes) {
      const Vector dx = hn::Sub(hn::LoadU(tag, at.x.data() + j + k), x);
      const Vector dy = hn::Sub(hn::LoadU(tag, at.y.data() + j + k), y);
      const Vector dz = hn::Sub(hn::LoadU(tag, at.z.data() + j + k), z);
      const Vector r = square_root(hn::MulAdd(dz, dz, hn::MulAdd(dy, dy, hn::MulAdd(dx, dx, tiny))));
      store(hn::MulAdd(r, hn::Set(tag, scale), hn::Set(tag, magic)), k);
    }
  }

  // Of distances in steps, and magic.
  HWY_INLINE void store(Vector distance, std::size_t k) {
    const auto steps = hn::BitCast(whole, distance);
    hn::Store(hn::And(hn::ShiftRight<step_bits - 1>(steps), hn::Set(whole, word_mask)), whole, place + k);
    const auto word = hn::Or(hn::And(steps, hn::Set(whole, step_mask)), hn::Set(whole, one_pair));
#if HWY_TARGET == HWY_SCALAR
    const std::uint64_t into = hn::GetLane(steps) & step_mask;
    add[2 * k] = hn::GetLane(word);
    add[2 * k + 1] = into * into;
#else
    const hn::Repartition<std::uint32_t, decltype(tag)> half;  // the count lies above the lower half
    const auto square = hn::BitCast(whole, hn::MulEven(hn::BitCast(half, word), hn::BitCast(half, word)));
    hn::Store(hn::InterleaveLower(whole, word, square), whole, add + 2 * k);
    hn::Store(hn::InterleaveUpper(whole, word, square), whole, add + 2 * k + lanes);
#endif
  }

  HWY_INLINE void add_one(std::uint64_t* words, std::size_t lane, std::size_t entry) const {
    std::uint64_t* at = words + place[lane];
    for (std::size_t w = 0; w < 2; w += hn::MaxLanes(word_tag))
      hn::StoreU(hn::Add(hn::LoadU(word_tag, at + w), hn::Load(word_tag, add + 2 * entry + w)), word_tag,
                 at + w);
  }

  static constexpr std::size_t entry_of(std::size_t lane) {
    return lanes == 1 ? lane : lane / lanes * lanes + lane % 2 * (lanes / 2) + lane % lanes / 2;
  }

  HWY_INLINE void to(std::uint64_t* words, std::size_t n) const {
    std::size_t k = 0;
    for (; k + lanes <= n; k += lanes)
      for (std::size_t lane = 0; lane < lanes; ++lane) add_one(words, k + lane, k + entry_of(lane));
    for (; k < n; ++k) add_one(words, k, entry_of(k));
  }
};

void count_block(const Coordinates& at, const Block& block, double scale, std::uint64_t* words) {
  Addends addends;
  for (std::size_t i = block.first_i; i < block.last_i; ++i) {
    const std::size_t j = std::max(block.first_j, i + 1);
    if (j >= block.last_j) continue;
    addends.fill(at, i, j, block.last_j - j, scale);
    addends.to(words, block.last_j - j);
  }
}

}  // namespace
}  // namespace nacre::scattering::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nacre::scattering {
namespace {

using namespace binning;
using crystal::Nanocrystal;
using crystal::Vector;

HWY_EXPORT(count_block);

constexpr std::size_t rows_per_block = 32;

// Sums without end, to which the words of a block are taken before they overflow. Squares are kept in two
// halves.
struct Sums {
  std::vector<std::uint64_t> count{}, steps{}, low_squares{}, high_squares{};

  explicit Sums(std::size_t bins) : count(bins), steps(bins), low_squares(bins), high_squares(bins) {}
  void take(Words& words) {
    for (std::size_t b = 0; b < count.size(); ++b) {
      count[b] += words[2 * b] >> count_bit;
      steps[b] += words[2 * b] & ((std::uint64_t{1} << count_bit) - 1);
      low_squares[b] += words[2 * b + 1] & 0xffffffff;
      high_squares[b] += words[2 * b + 1] >> 32;
    }
    std::ranges::fill(words, 0);
  }
  void add(const Sums& other) {
    for (std::size_t b = 0; b < count.size(); ++b) {
      count[b] += other.count[b];
      steps[b] += other.steps[b];
      low_squares[b] += other.low_squares[b];
      high_squares[b] += other.high_squares[b];
    }
  }
  double squares(std::size_t b) const {  // carried over, so that the same sum has the same halves
    const std::uint64_t high = high_squares[b] + (low_squares[b] >> 32);
    return std::ldexp(static_cast<double>(high), 32) + static_cast<double>(low_squares[b] & 0xffffffff);
  }
};

// Every third bit: a curve through cells on which neighbours stay together.
std::uint64_t spread_bits(std::uint64_t x) {
  std::uint64_t result = 0;
  for (int bit = 0; bit < 20; ++bit) result |= (x >> bit & 1) << (3 * bit);
  return result;
}

struct Sorted {
  Coordinates at{};
  std::vector<std::size_t> first{};  // of each species, and the number of atoms
  double farthest_A = 0;             // no pair is farther apart
};

std::array<Vector, 2> box_nm(const Nanocrystal& cluster) {
  std::array<Vector, 2> box{cluster.positions_nm[0], cluster.positions_nm[0]};
  for (const Vector& p : cluster.positions_nm)
    for (std::size_t d = 0; d < 3; ++d) {
      box[0][d] = std::min(box[0][d], p[d]);
      box[1][d] = std::max(box[1][d], p[d]);
    }
  return box;
}

// Where an atom stands in the order: by species, then along the curve through cells of 0.8 nm, so that the
// distances of a block of pairs fall into few bins, which stay in the cache.
std::vector<std::size_t> order_of(const Nanocrystal& cluster, const Vector& corner_nm) {
  std::vector<std::tuple<int, std::uint64_t, std::size_t>> key;
  for (std::size_t i = 0; i < cluster.size(); ++i) {
    std::uint64_t code = 0;
    for (std::size_t d = 0; d < 3; ++d)
      code |= spread_bits(static_cast<std::uint64_t>((cluster.positions_nm[i][d] - corner_nm[d]) / 0.8)) << d;
    key.push_back({cluster.kind[i], code, i});
  }
  std::ranges::sort(key);
  std::vector<std::size_t> order;
  for (const auto& [kind, code, i] : key) order.push_back(i);
  return order;
}

Sorted sorted(const Nanocrystal& cluster) {
  Sorted result;
  const auto box = box_nm(cluster);
  result.farthest_A = 10 * std::hypot(box[1][0] - box[0][0], box[1][1] - box[0][1], box[1][2] - box[0][2]);
  for (const std::size_t i : order_of(cluster, box[0])) {
    const Vector& p = cluster.positions_nm[i];
    result.at.x.push_back(10 * (p[0] - box[0][0]));
    result.at.y.push_back(10 * (p[1] - box[0][1]));
    result.at.z.push_back(10 * (p[2] - box[0][2]));
  }
  for (auto* axis : {&result.at.x, &result.at.y, &result.at.z}) axis->resize(cluster.size() + 8);
  result.first.push_back(0);
  for (std::size_t s = 0; s < cluster.species.size(); ++s)
    result.first.push_back(result.first.back() + cluster.count(static_cast<int>(s)));
  return result;
}

// Rows [first, last) of species a with all of species b.
struct Task {
  std::size_t first, last, a, b;
};

Sums count(const Sorted& atoms, const Task& task, double bin_A, std::size_t bins, Stage& stage) {
  const double scale = static_cast<double>(steps_per_bin) / bin_A;
  Words words(2 * bins);
  Sums sums(bins);
  std::uint64_t pairs = 0;
  for (std::size_t i = task.first; i < task.last; i += rows_per_block) {
    for (std::size_t j = atoms.first[task.b]; j < atoms.first[task.b + 1]; j += longest_j) {
      const Block block{i, std::min(i + rows_per_block, task.last), j,
                        std::min(j + longest_j, atoms.first[task.b + 1])};
      HWY_DYNAMIC_DISPATCH(count_block)(atoms.at, block, scale, words.data());
      pairs += rows_per_block * longest_j;
      if (pairs + rows_per_block * longest_j > most_pairs) sums.take(words), pairs = 0;
    }
    stage.advance(static_cast<double>(std::min(rows_per_block, task.last - i)));
  }
  sums.take(words);
  return sums;
}

PairDistances distances(const Sums& sums, double bin_A) {
  PairDistances result;
  const double step_A = bin_A / static_cast<double>(steps_per_bin);
  for (std::size_t b = 0; b < sums.count.size(); ++b) {
    if (sums.count[b] == 0) continue;
    const auto n = static_cast<double>(sums.count[b]);
    const double mean = static_cast<double>(sums.steps[b]) / n;
    const double variance = sums.squares(b) / n - mean * mean;
    const bool equal = variance < 64;  // rounding leaves as much of pairs that are equally far apart
    result.distance_A.push_back(static_cast<double>(b) * bin_A + mean * step_A);
    result.deviation_A.push_back(equal ? 0 : std::sqrt(variance) * step_A);
    result.count.push_back(n);
  }
  return result;
}

// As many tasks as keep the threads busy to the end: sums of integers are the same for any number.
std::vector<Task> tasks_of(const Sorted& atoms, std::size_t a, std::size_t b, int threads) {
  const std::size_t first = atoms.first[a], rows = atoms.first[a + 1] - first;
  const std::size_t parts =
      threads > 1 ? std::clamp<std::size_t>(rows / rows_per_block, 1, 4 * static_cast<std::size_t>(threads))
                  : 1;
  std::vector<Task> tasks;
  for (std::size_t k = 0; k < parts; ++k)
    tasks.push_back({first + rows * k / parts, first + rows * (k + 1) / parts, a, b});
  return tasks;
}

PairDistances pairs_of(const Sorted& atoms, std::size_t a, std::size_t b, double bin_A,
                       const RunControl& control, Stage& stage) {
  const auto bins = static_cast<std::size_t>(atoms.farthest_A / bin_A) + 2;
  const auto tasks = tasks_of(atoms, a, b, control.threads);
  std::vector<Sums> parts(tasks.size(), Sums(0));
  parallel_for(tasks.size(), control,
               [&](std::size_t k) { parts[k] = count(atoms, tasks[k], bin_A, bins, stage); });
  for (std::size_t k = 1; k < parts.size(); ++k) parts[0].add(parts[k]);
  return distances(parts[0], bin_A);
}

}  // namespace

PairHistogram binned_pairs(const Nanocrystal& cluster, double bin_A, const RunControl& control) {
  if (!(bin_A > 0)) throw std::invalid_argument("the bin of pair distances must be wider than zero");
  const std::size_t species = cluster.species.size();
  PairHistogram result{cluster.species, {}, bin_A, std::vector<PairDistances>(pair_count(species))};
  for (std::size_t s = 0; s < species; ++s)
    result.atoms.push_back(static_cast<double>(cluster.count(static_cast<int>(s))));
  if (cluster.size() == 0) return result;
  for (const Vector& p : cluster.positions_nm)
    if (!std::isfinite(p[0] + p[1] + p[2])) throw std::invalid_argument("a position is not a finite number");
  const Sorted atoms = sorted(cluster);
  if (!(atoms.farthest_A / bin_A < 1e8)) throw std::invalid_argument("there would be too many bins");
  Stage stage(control, "pairs", static_cast<double>(cluster.size() * (species + 1)) / 2, "atoms");
  for (std::size_t a = 0; a < species; ++a)
    for (std::size_t b = a; b < species; ++b)
      result.pairs[pair_index(a, b, species)] = pairs_of(atoms, a, b, bin_A, control, stage);
  return result;
}

}  // namespace nacre::scattering
#endif
