#include "nacre/ligands/monte_carlo.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

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

// The minority as a disc or as a stripe, whichever has fewer unlike pairs.
Arrangement separated(const Lattice& lattice, int n_a) {
  const Arrangement disc = filled(disc_order(lattice), n_a);
  const Arrangement stripe = filled(stripe_order(lattice), n_a);
  return count_unlike_pairs(lattice, stripe) <= count_unlike_pairs(lattice, disc) ? stripe : disc;
}

std::vector<std::int32_t> sites_of(const Arrangement& arrangement, std::uint8_t ligand) {
  std::vector<std::int32_t> sites;
  for (std::size_t site = 0; site < arrangement.size(); ++site)
    if (arrangement[site] == ligand) sites.push_back(static_cast<std::int32_t>(site));
  return sites;
}

std::vector<std::int8_t> count_a_neighbors(const Lattice& lattice, const Arrangement& arrangement) {
  std::vector<std::int8_t> counts(arrangement.size(), 0);
  for (int site = 0; site < lattice.sites(); ++site)
    for (int k = 0; k < lattice.coordination(); ++k)
      counts[site] = static_cast<std::int8_t>(counts[site] + arrangement[lattice.neighbors(site)[k]]);
  return counts;
}

// Metropolis: a swap that changes U by 2h is taken with min(1, exp(-2 w h)), h = -z..z.
std::vector<std::uint64_t> acceptance_thresholds(int z, double w_RT) {
  std::vector<std::uint64_t> thresholds;
  for (int half = -z; half <= z; ++half) {
    const double probability = std::min(1.0, std::exp(-2 * w_RT * half));
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
      a_neighbors_(count_a_neighbors(lattice, arrangement_)),
      threshold_(acceptance_thresholds(lattice.coordination(), w_RT)),
      random_(seed, StreamName::shell_swaps, replica),
      words_(words_per_trial * trials_per_block),
      next_word_(words_.size()),
      unlike_pairs_(count_unlike_pairs(lattice, arrangement_)) {}

void ShellChain::set_interaction(double w_RT) {
  threshold_ = acceptance_thresholds(lattice_.coordination(), w_RT);
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

// With m the number of A next to a site, A at a and B at b have z - m(a) + m(b) unlike pairs before and
// m(a) + z - m(b) after. If a and b are neighbours, their own pair stays unlike: one more in half the change.
void ShellChain::try_swap(const std::uint32_t* words) {
  std::int32_t& a = sites_a_[pick(words[0], sites_a_.size())];
  std::int32_t& b = sites_b_[pick(words[1], sites_b_.size())];
  const int half_change = a_neighbors_[a] - a_neighbors_[b] + (adjacent(a, b) ? 1 : 0);
  if (words[2] >= threshold_[half_change + lattice_.coordination()]) return;
  unlike_pairs_ += 2 * half_change;
  ++accepted_;
  swap(a, b);
}

bool ShellChain::adjacent(std::int32_t a, std::int32_t b) const {
  const std::int32_t* neighbors = lattice_.neighbors(a);
  bool found = false;
  for (int k = 0; k < lattice_.coordination(); ++k) found |= neighbors[k] == b;
  return found;
}

void ShellChain::swap(std::int32_t& a, std::int32_t& b) {
  for (int k = 0; k < lattice_.coordination(); ++k) {
    --a_neighbors_[lattice_.neighbors(a)[k]];
    ++a_neighbors_[lattice_.neighbors(b)[k]];
  }
  std::swap(arrangement_[a], arrangement_[b]);
  std::swap(a, b);
}

}  // namespace nacre::ligands
