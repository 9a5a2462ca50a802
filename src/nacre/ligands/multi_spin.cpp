#include "nacre/ligands/multi_spin.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <new>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

namespace nacre::ligands {
namespace {

constexpr std::size_t pairs_per_draw = 512;
constexpr int sites_in_cache = 8192;  // half a MiB of planes
using Plane = std::array<std::uint64_t, plane_words>;

Plane plane_at(const std::uint64_t* words) {
  Plane plane;
  std::copy_n(words, plane_words, plane.begin());
  return plane;
}

// Adds up planes: how many of them have a replica's bit. Each level keeps its sum and one plane that waits,
// so that a plane costs two additions of three planes on average, however large the sum.
class PlaneCounter {
 public:
  void add(Plane plane) {
    for (std::size_t level = 0;; ++level) {
      if (level == levels_.size()) levels_.emplace_back();
      Level& at = levels_[level];
      if (!std::exchange(at.waits, !at.waits)) {
        at.waiting = plane;
        return;
      }
      plane = add_up(at.sum, at.waiting, plane);
    }
  }

  std::vector<int> counts() const {
    std::vector<int> counts(plane_lanes, 0);
    for (std::size_t level = 0; level < levels_.size(); ++level) {
      add_weighted(levels_[level].sum, 1 << level, counts);
      if (levels_[level].waits) add_weighted(levels_[level].waiting, 1 << level, counts);
    }
    return counts;
  }

 private:
  struct Level {
    Plane sum{};
    Plane waiting{};
    bool waits = false;
  };

  // Leaves the sum of the three in the first, returns the carry.
  static Plane add_up(Plane& a, const Plane& b, const Plane& c) {
    Plane carry;
    for (std::size_t w = 0; w < plane_words; ++w) {
      const std::uint64_t differ = a[w] ^ b[w];
      carry[w] = (a[w] & b[w]) | (differ & c[w]);
      a[w] = differ ^ c[w];
    }
    return carry;
  }

  static void add_weighted(const Plane& plane, int weight, std::vector<int>& counts) {
    for (std::size_t lane = 0; lane < counts.size(); ++lane)
      counts[lane] += static_cast<int>((plane[lane / 64] >> (lane % 64)) & 1u) * weight;
  }

  std::vector<Level> levels_;
};

// 2^32 exp(-|w| change), with 2^32 itself one less.
std::uint32_t threshold(double w_RT, int change) {
  return static_cast<std::uint32_t>(std::min(std::exp(-std::abs(w_RT) * change) * 0x1p32, 0x1p32 - 1));
}

}  // namespace

MultiSpinBlock::Words MultiSpinBlock::planes(std::size_t count) {
  const std::size_t bytes = count * sizeof(Plane);
  Words words(static_cast<std::uint64_t*>(std::aligned_alloc(sizeof(Plane), bytes)), std::free);
  if (!words) throw std::bad_alloc();
  std::memset(words.get(), 0, bytes);
  return words;
}

MultiSpinBlock::MultiSpinBlock(const Lattice& lattice, std::uint64_t seed, std::uint64_t block)
    : lattice_(lattice),
      spins_(planes(static_cast<std::size_t>(lattice.sites()))),
      thresholds_(planes(threshold_bits * levels())),
      repelling_(planes(1)),
      generator_(planes(4)),
      accepted_(planes(acceptance_planes)),
      random_(seed, StreamName::shell_pairs, block),
      words_(2 * pairs_per_draw),
      pairs_(pairs_per_draw),
      next_pair_(pairs_per_draw),
      accepted_by_lane_(lanes, 0) {
  if (lattice.max_coordination() > most_multi_spin_neighbors)
    throw std::invalid_argument("the multi-spin engine takes sites with at most " +
                                std::to_string(most_multi_spin_neighbors) + " neighbours, not " +
                                std::to_string(lattice.max_coordination()));
  std::array<std::uint32_t, 2 * 4 * plane_words> seeds;
  RandomStream(seed, StreamName::shell_planes, block).fill(seeds);
  std::memcpy(generator_.get(), seeds.data(), sizeof seeds);
  set_interactions(std::vector<double>(lanes, 0));
}

std::size_t MultiSpinBlock::levels() const {
  const auto z = static_cast<std::size_t>(lattice_.max_coordination());
  return lattice_.type() == LatticeType::surface ? 2 * z : z;
}

void MultiSpinBlock::place(int lane, const Arrangement& arrangement) {
  const auto at = static_cast<std::size_t>(lane);
  const std::uint64_t bit = std::uint64_t{1} << (at % 64);
  for (std::size_t site = 0; site < arrangement.size(); ++site) {
    std::uint64_t& word = spins_[site * plane_words + at / 64];
    word = arrangement[site] == 1 ? word | bit : word & ~bit;
  }
}

void MultiSpinBlock::set_interactions(const std::vector<double>& w_RT) {
  const int change_per_level = lattice_.type() == LatticeType::surface ? 1 : 2;
  const std::size_t n = levels();
  std::fill_n(thresholds_.get(), threshold_bits * n * plane_words, 0);
  std::fill_n(repelling_.get(), plane_words, 0);
  for (std::size_t lane = 0; lane < w_RT.size(); ++lane) {
    const std::uint64_t mask = std::uint64_t{1} << (lane % 64);
    if (w_RT[lane] >= 0) repelling_[lane / 64] |= mask;
    for (std::size_t level = 0; level < n; ++level) {
      const std::uint32_t limit = threshold(w_RT[lane], change_per_level * static_cast<int>(level + 1));
      for (std::size_t bit = 0; bit < threshold_bits; ++bit)
        if ((limit >> (threshold_bits - 1 - bit)) & 1u)
          thresholds_[(bit * n + level) * plane_words + lane / 64] |= mask;
    }
  }
}

// Two different sites, each pair as likely as any other to 2^-32.
void MultiSpinBlock::choose_pairs() {
  random_.fill(words_);
  const auto sites = static_cast<std::uint64_t>(lattice_.sites());
  for (std::size_t p = 0; p < pairs_.size(); ++p) {
    const auto i = static_cast<std::int32_t>((words_[2 * p] * sites) >> 32);
    const auto j = static_cast<std::int32_t>((words_[2 * p + 1] * (sites - 1)) >> 32);
    pairs_[p] = {i, j + (j >= i ? 1 : 0)};
  }
  next_pair_ = 0;
}

void MultiSpinBlock::run(std::uint64_t pairs) {
  const MultiSpinGraph graph{lattice_.padded_neighbors(0), lattice_.coordinations().data(),
                             lattice_.max_coordination(), lattice_.type() != LatticeType::surface,
                             lattice_.sites() > sites_in_cache};
  while (pairs > 0) {
    if (next_pair_ == pairs_.size()) choose_pairs();
    const std::size_t n = std::min<std::uint64_t>(pairs, pairs_.size() - next_pair_);
    run_multi_spin(
        graph,
        {spins_.get(), thresholds_.get(), repelling_.get(), generator_.get(), accepted_.get(), pairs_tried_},
        std::span(pairs_).subspan(next_pair_, n));
    next_pair_ += n;
    pairs_tried_ += n;
    uncollected_ += n;
    pairs -= n;
    if (uncollected_ >> acceptance_planes) collect_accepted();
  }
}

Arrangement MultiSpinBlock::arrangement(int lane) const {
  const auto at = static_cast<std::size_t>(lane);
  Arrangement arrangement(static_cast<std::size_t>(lattice_.sites()));
  for (std::size_t site = 0; site < arrangement.size(); ++site)
    arrangement[site] = (spins_[site * plane_words + at / 64] >> (at % 64)) & 1u;
  return arrangement;
}

std::vector<int> MultiSpinBlock::unlike_pairs() const {
  PlaneCounter counter;
  for (int site = 0; site < lattice_.sites(); ++site) {
    const Plane own = plane_at(&spins_[static_cast<std::size_t>(site) * plane_words]);
    for (const std::int32_t other : lattice_.neighbors(site)) {
      if (other < site) continue;
      Plane unlike = plane_at(&spins_[static_cast<std::size_t>(other) * plane_words]);
      for (std::size_t w = 0; w < plane_words; ++w) unlike[w] ^= own[w];
      counter.add(unlike);
    }
  }
  return counter.counts();
}

void MultiSpinBlock::collect_accepted() {
  for (std::size_t b = 0; b < acceptance_planes; ++b)
    for (std::size_t lane = 0; lane < accepted_by_lane_.size(); ++lane)
      accepted_by_lane_[lane] +=
          std::ldexp(static_cast<double>((accepted_[b * plane_words + lane / 64] >> (lane % 64)) & 1u),
                     static_cast<int>(b));
  std::fill_n(accepted_.get(), acceptance_planes * plane_words, 0);
  uncollected_ = 0;
}

std::vector<double> MultiSpinBlock::take_accepted() {
  collect_accepted();
  return std::exchange(accepted_by_lane_, std::vector<double>(lanes, 0));
}

double MultiSpinBlock::trials_per_pair(int n_a, int sites) {
  const double n = sites;
  const double lazy = 0.5 / static_cast<double>(trials_per_lazy_one);
  return (1 - lazy) * 2 * n_a * (n - n_a) / (n * (n - 1));
}

}  // namespace nacre::ligands
