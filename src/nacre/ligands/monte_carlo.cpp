#include "nacre/ligands/monte_carlo.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

#include "nacre/crystal/vectors.hpp"

namespace nacre::ligands {
namespace {

constexpr std::size_t words_per_trial = 3;
constexpr std::size_t trials_per_block = 512;

void check_composition(const Lattice& lattice, int n_a) {
  if (n_a < 0 || n_a > lattice.sites())
    throw std::invalid_argument("a lattice of " + std::to_string(lattice.sites()) + " sites cannot hold " +
                                std::to_string(n_a) + " ligands A");
}

Arrangement shuffled(const Lattice& lattice, int n_a, RandomStream random) {
  Arrangement arrangement(static_cast<std::size_t>(lattice.sites()), 0);
  std::fill_n(arrangement.begin(), n_a, std::uint8_t{1});
  for (std::size_t i = arrangement.size() - 1; i > 0; --i)
    std::swap(arrangement[i], arrangement[random.below(static_cast<std::uint32_t>(i + 1))]);
  return arrangement;
}

// Squared distance of (dx, dy) cells in lattice constants.
int squared_length(LatticeType type, int dx, int dy) {
  return dx * dx + dy * dy + (type == LatticeType::triangular ? dx * dy : 0);
}

// To the middle of the lattice, around the torus where that is shorter.
int squared_distance_to_middle(const Lattice& lattice, int site) {
  const int dx = site % lattice.nx() - lattice.nx() / 2;
  const int dy = site / lattice.nx() - lattice.ny() / 2;
  int shortest = std::numeric_limits<int>::max();
  for (const int by_x : {-lattice.nx(), 0, lattice.nx()})
    for (const int by_y : {-lattice.ny(), 0, lattice.ny()})
      shortest = std::min(shortest, squared_length(lattice.type(), dx + by_x, dy + by_y));
  return shortest;
}

// The sites in the order in which a growing disc takes them.
std::vector<int> disc_order(const Lattice& lattice) {
  std::vector<std::pair<int, int>> by_distance;
  for (int site = 0; site < lattice.sites(); ++site)
    by_distance.emplace_back(squared_distance_to_middle(lattice, site), site);
  std::sort(by_distance.begin(), by_distance.end());
  std::vector<int> order;
  for (const auto& [distance, site] : by_distance) order.push_back(site);
  return order;
}

// The sites in the order in which a stripe along the shorter side takes them.
std::vector<int> stripe_order(const Lattice& lattice) {
  std::vector<int> order(static_cast<std::size_t>(lattice.sites()));
  std::iota(order.begin(), order.end(), 0);
  if (lattice.ny() < lattice.nx())
    std::stable_sort(order.begin(), order.end(),
                     [nx = lattice.nx()](int a, int b) { return a % nx < b % nx; });
  return order;
}

// The first n sites of an order as one ligand, the rest as the other.
Arrangement filled(const std::vector<int>& order, int n_a) {
  const auto sites = static_cast<int>(order.size());
  const bool a_is_minority = 2 * n_a <= sites;
  Arrangement arrangement(order.size(), a_is_minority ? 0 : 1);
  for (const int site : std::span(order).first(static_cast<std::size_t>(std::min(n_a, sites - n_a))))
    arrangement[static_cast<std::size_t>(site)] = a_is_minority ? 1 : 0;
  return arrangement;
}

// The sites of a surface by height along an axis, from the top.
std::vector<int> height_order(const Lattice& lattice, const crystal::Vector& axis) {
  std::vector<double> height;
  for (const auto& position : lattice.positions_nm()) height.push_back(crystal::dot(position, axis));
  std::vector<int> order(height.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::greater<>{},
                           [&](int site) { return height[static_cast<std::size_t>(site)]; });
  return order;
}

// A disc and a stripe on a torus; on a surface caps around the axes of a cube, its edges and its corners.
std::vector<std::vector<int>> separating_orders(const Lattice& lattice) {
  if (lattice.type() != LatticeType::surface) return {stripe_order(lattice), disc_order(lattice)};
  std::vector<std::vector<int>> orders;
  for (int code = 0; code < 27; ++code)
    if (code != 13)
      orders.push_back(height_order(lattice, {code % 3 - 1.0, code / 3 % 3 - 1.0, code / 9 - 1.0}));
  return orders;
}

// The minority as the compact domain that has the fewest unlike pairs.
Arrangement separated(const Lattice& lattice, int n_a) {
  Arrangement best;
  int fewest = std::numeric_limits<int>::max();
  for (const auto& order : separating_orders(lattice)) {
    auto domain = filled(order, n_a);
    const int unlike = count_unlike_pairs(lattice, domain);
    if (unlike < fewest) best = std::move(domain);
    fewest = std::min(fewest, unlike);
  }
  return best;
}

std::vector<std::int32_t> sites_of(const Arrangement& arrangement, std::uint8_t ligand) {
  std::vector<std::int32_t> sites;
  for (std::size_t site = 0; site < arrangement.size(); ++site)
    if (arrangement[site] == ligand) sites.push_back(static_cast<std::int32_t>(site));
  return sites;
}

// Twice the number of A next to each site, less its neighbours: A there has so many more like pairs than
// unlike ones. One more entry takes the changes of neighbours that a site lacks.
std::vector<std::int8_t> count_a_excess(const Lattice& lattice, const Arrangement& arrangement) {
  std::vector<std::int8_t> excess(arrangement.size() + 1, 0);
  for (int site = 0; site < lattice.sites(); ++site) {
    int sum = -lattice.coordination(site);
    for (const std::int32_t other : lattice.neighbors(site))
      sum += 2 * arrangement[static_cast<std::size_t>(other)];
    excess[static_cast<std::size_t>(site)] = static_cast<std::int8_t>(sum);
  }
  return excess;
}

// Metropolis: a swap that changes U by -2z..2z is taken with min(1, exp(-w change)).
std::vector<std::uint64_t> acceptance_thresholds(int z, double w_RT) {
  std::vector<std::uint64_t> thresholds;
  for (int change = -2 * z; change <= 2 * z; ++change) {
    const double probability = std::min(1.0, std::exp(-w_RT * change));
    thresholds.push_back(static_cast<std::uint64_t>(std::llround(0x1p32 * probability)));
  }
  return thresholds;
}

// A whole number below n from one random word.
std::size_t pick(std::uint32_t word, std::size_t n) { return (static_cast<std::uint64_t>(word) * n) >> 32; }

}  // namespace

Arrangement initial_arrangement(const Lattice& lattice, int n_a, Start start, std::uint64_t seed,
                                std::uint64_t replica) {
  check_composition(lattice, n_a);
  if (start == Start::separated) return separated(lattice, n_a);
  return shuffled(lattice, n_a, RandomStream(seed, StreamName::shell_start, replica));
}

ShellChain::ShellChain(const Lattice& lattice, Arrangement arrangement, double w_RT, std::uint64_t seed,
                       std::uint64_t replica)
    : lattice_(lattice),
      arrangement_(std::move(arrangement)),
      sites_a_(sites_of(arrangement_, 1)),
      sites_b_(sites_of(arrangement_, 0)),
      a_excess_(count_a_excess(lattice, arrangement_)),
      threshold_(acceptance_thresholds(lattice.max_coordination(), w_RT)),
      random_(seed, StreamName::shell_swaps, replica),
      words_(words_per_trial * trials_per_block),
      next_word_(words_.size()),
      unlike_pairs_(count_unlike_pairs(lattice, arrangement_)) {}

void ShellChain::set_interaction(double w_RT) {
  threshold_ = acceptance_thresholds(lattice_.max_coordination(), w_RT);
}

void ShellChain::run(std::uint64_t trials) {
  trials_ += trials;
  if (sites_a_.empty() || sites_b_.empty()) return;  // one ligand alone has nothing to swap
  for (; trials > 0; --trials) {
    if (next_word_ == words_.size()) {
      random_.fill(words_);
      next_word_ = 0;
    }
    try_swap(words_.data() + next_word_);
    next_word_ += words_per_trial;
  }
}

// A site with m neighbours A out of z has z - m unlike pairs as A, m as B: swapping A at a with B at b adds
// (2 m(a) - z(a)) - (2 m(b) - z(b)) of them. If a and b are neighbours, their own pair stays unlike: two
// more.
void ShellChain::try_swap(const std::uint32_t* words) {
  std::int32_t& a = sites_a_[pick(words[0], sites_a_.size())];
  std::int32_t& b = sites_b_[pick(words[1], sites_b_.size())];
  const int change = a_excess_[a] - a_excess_[b] + (adjacent(a, b) ? 2 : 0);
  if (words[2] >= threshold_[change + 2 * lattice_.max_coordination()]) return;
  unlike_pairs_ += change;
  ++accepted_;
  swap(a, b);
}

bool ShellChain::adjacent(std::int32_t a, std::int32_t b) const {
  const std::int32_t* neighbors = lattice_.padded_neighbors(a);
  bool found = false;
  for (int k = 0; k < lattice_.max_coordination(); ++k) found |= neighbors[k] == b;
  return found;
}

void ShellChain::swap(std::int32_t& a, std::int32_t& b) {
  const std::int32_t* around_a = lattice_.padded_neighbors(a);
  const std::int32_t* around_b = lattice_.padded_neighbors(b);
  for (int k = 0; k < lattice_.max_coordination(); ++k) {
    a_excess_[around_a[k]] -= 2;
    a_excess_[around_b[k]] += 2;
  }
  std::swap(arrangement_[a], arrangement_[b]);
  std::swap(a, b);
}

}  // namespace nacre::ligands
