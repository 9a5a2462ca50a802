#include "nacre/scattering/lattice_pairs.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <map>
#include <tuple>

#include "nacre/core/parallel.hpp"
#include "nacre/crystal/vectors.hpp"
#include "nacre/scattering/distance_counter.hpp"
#include "nacre/scattering/occupancy.hpp"

namespace nacre::scattering {
namespace {

using crystal::Nanocrystal;
using crystal::UnitCell;
using crystal::Vector;
using Cell = std::array<int, 3>;

// Finds sites by their fractional coordinates.
class Sites {
 public:
  Sites(const UnitCell& unit, double tolerance_nm)
      : unit_(unit), reciprocal_(unit.reciprocal_per_nm()), tolerance_nm_(tolerance_nm) {}

  // The site and cell of an atom at this place from the origin of the crystal.
  std::optional<std::pair<int, Cell>> find(const Vector& position_nm, int species) const {
    for (std::size_t s = 0; s < unit_.sites.size(); ++s) {
      if (unit_.sites[s].species != species) continue;
      Cell cell{};
      Vector off{};
      for (std::size_t d = 0; d < 3; ++d) {
        const double x = crystal::dot(position_nm, reciprocal_[d]) - unit_.sites[s].fractional[d];
        cell[d] = static_cast<int>(std::lround(x));
        off[d] = x - cell[d];
      }
      const Vector apart = unit_.position_nm(off);
      if (crystal::dot(apart, apart) <= tolerance_nm_ * tolerance_nm_)
        return std::pair{static_cast<int>(s), cell};
    }
    return {};
  }

 private:
  const UnitCell& unit_;
  std::array<Vector, 3> reciprocal_;
  double tolerance_nm_;
};

// All atoms on the sites, the first of them on site `first`.
std::optional<LatticeCluster> place(const Nanocrystal& cluster, const UnitCell& unit, const Sites& sites,
                                    std::size_t first) {
  const Vector at = unit.position_nm(unit.sites[first].fractional);
  LatticeCluster result{unit, {}, {}};
  for (std::size_t i = 0; i < cluster.size(); ++i) {
    Vector p{};
    for (std::size_t d = 0; d < 3; ++d)
      p[d] = cluster.positions_nm[i][d] - cluster.positions_nm[0][d] + at[d];
    const auto found = sites.find(p, cluster.kind[i]);
    if (!found) return {};
    result.site.push_back(found->first);
    result.cell.push_back(found->second);
  }
  return result;
}

bool twice_on_a_site(const LatticeCluster& cluster) {
  std::vector<std::pair<int, Cell>> all;
  for (std::size_t i = 0; i < cluster.site.size(); ++i) all.push_back({cluster.site[i], cluster.cell[i]});
  std::ranges::sort(all);
  return std::ranges::adjacent_find(all) != all.end();
}

// Pairs of sublattices whose sites are the same vector apart count together.
struct Together {
  std::size_t pair = 0;  // pair_index of the species
  bool same = false;     // one sublattice with itself: every pair is seen from both ends
  Vector apart{};        // fractional, from the first site to the second
  std::vector<std::array<std::size_t, 2>> sites{};
};

std::vector<Together> together(const UnitCell& unit) {
  std::map<std::tuple<std::size_t, bool, std::array<std::int64_t, 3>>, Together> groups;
  const auto& sites = unit.sites;
  for (std::size_t i = 0; i < sites.size(); ++i)
    for (std::size_t j = i; j < sites.size(); ++j) {
      const bool swap = sites[j].species < sites[i].species;
      const std::size_t from = swap ? j : i, to = swap ? i : j;
      const std::size_t pair = pair_index(static_cast<std::size_t>(sites[i].species),
                                          static_cast<std::size_t>(sites[j].species), unit.species.size());
      Together one{pair, i == j, {}, {{from, to}}};
      std::array<std::int64_t, 3> key{};
      for (std::size_t d = 0; d < 3; ++d) {
        one.apart[d] = sites[to].fractional[d] - sites[from].fractional[d];
        key[d] = std::llround(one.apart[d] * 1e9);
      }
      const auto [at, is_new] = groups.try_emplace({pair, i == j, key}, one);
      if (!is_new) at->second.sites.push_back({from, to});
    }
  std::vector<Together> result;
  for (const auto& [key, group] : groups) result.push_back(group);
  return result;
}

// One sublattice with itself lists every vector and its opposite: half of the vectors are enough.
bool is_wanted(const Cell& vector, bool same) { return !same || vector > Cell{0, 0, 0}; }

// What one counter of distances may take: enough for wurtzite, whose distances are a fifth as many as its
// vectors.
double counter_bytes(double points) { return 16 * points + 1e5; }

DistanceCounter count(const Together& group, const Occupancy& occupancy, const UnitCell& unit,
                      double most_bytes) {
  DistanceCounter counter(most_bytes);
  const std::vector<double> counts = occupancy.correlation(group.sites);
  occupancy.for_each(counts, [&](const Cell& vector, double n) {
    if (!is_wanted(vector, group.same)) return;
    Vector apart{};
    for (std::size_t d = 0; d < 3; ++d) apart[d] = group.apart[d] + vector[d];
    const Vector r_nm = unit.position_nm(apart);
    counter.add(100 * crystal::dot(r_nm, r_nm), n);
  });
  return counter;
}

// cells: along each vector of the lattice.
DebyeCost cost(const UnitCell& unit, double atoms, double points, const Vector& cells, int threads) {
  char what[96];
  std::snprintf(what, sizeof what, "counting the lattice vectors of %.0f atoms", atoms);
  double farthest_A = 0;
  for (std::size_t d = 0; d < 3; ++d)
    farthest_A += 10 * (cells[d] + 1) * std::sqrt(crystal::dot(unit.vectors_nm[d], unit.vectors_nm[d]));
  const auto sites = static_cast<double>(unit.sites.size());
  const double counters = threads + static_cast<double>(pair_count(unit.species.size()));
  const double bins = 48 * farthest_A / DistanceCounter::bin_A;  // bytes, while they grow
  return {
      what, points * static_cast<double>(together(unit).size()) * 5e-8,
      8 * points * (sites * 1.1 + 2.2 * threads) + counters * (counter_bytes(points) + bins) + 100 * atoms};
}

}  // namespace

std::optional<LatticeCluster> on_lattice(const Nanocrystal& cluster, const UnitCell& unit,
                                         double tolerance_nm) {
  if (cluster.species != unit.species) return {};
  if (cluster.size() == 0) return LatticeCluster{unit, {}, {}};
  const Sites sites(unit, tolerance_nm);
  for (std::size_t s = 0; s < unit.sites.size(); ++s) {
    if (unit.sites[s].species != cluster.kind[0]) continue;
    auto result = place(cluster, unit, sites, s);
    if (result && !twice_on_a_site(*result)) return result;
  }
  return {};
}

PairHistogram counted_pairs(const LatticeCluster& cluster, const RunControl& control) {
  const UnitCell& unit = cluster.unit;
  PairHistogram result{unit.species, std::vector<double>(unit.species.size()), 0,
                       std::vector<PairDistances>(pair_count(unit.species.size()))};
  if (cluster.site.empty()) return result;
  for (const int site : cluster.site)
    result.atoms[static_cast<std::size_t>(unit.sites[static_cast<std::size_t>(site)].species)] += 1;
  const Occupancy occupancy(unit.sites.size(), cluster.site, cluster.cell, control);
  const double most_bytes = counter_bytes(static_cast<double>(Occupancy::points(cluster.cell)));
  const auto groups = together(unit);
  std::vector<DistanceCounter> of_pair(result.pairs.size(), DistanceCounter(most_bytes));
  const auto at_once = static_cast<std::size_t>(std::max(control.threads, 1));
  for (std::size_t first = 0; first < groups.size();
       first += at_once) {  // a counter for each thread, no more
    std::vector<DistanceCounter> counters(std::min(at_once, groups.size() - first));
    parallel_for(counters.size(), control,
                 [&](std::size_t g) { counters[g] = count(groups[first + g], occupancy, unit, most_bytes); });
    for (std::size_t g = 0; g < counters.size(); ++g) of_pair[groups[first + g].pair].add(counters[g]);
  }
  for (std::size_t p = 0; p < of_pair.size(); ++p) {
    result.pairs[p] = of_pair[p].distances();
    if (of_pair[p].in_bins()) result.bin_A = DistanceCounter::bin_A;
  }
  return result;
}

DebyeCost cost_of_counting(const LatticeCluster& cluster, int threads) {
  if (cluster.site.empty()) return cost(cluster.unit, 0, 0, {}, threads);
  Cell low = cluster.cell[0], high = low;
  for (const Cell& cell : cluster.cell)
    for (std::size_t d = 0; d < 3; ++d) {
      low[d] = std::min(low[d], cell[d]);
      high[d] = std::max(high[d], cell[d]);
    }
  Vector cells{};
  for (std::size_t d = 0; d < 3; ++d) cells[d] = high[d] - low[d] + 1;
  return cost(cluster.unit, static_cast<double>(cluster.site.size()),
              static_cast<double>(Occupancy::points(cluster.cell)), cells, threads);
}

DebyeCost cost_of_counting(const UnitCell& unit, double diameter_nm, int threads) {
  Vector cells{};
  const auto reciprocal = unit.reciprocal_per_nm();
  for (std::size_t d = 0; d < 3; ++d)
    cells[d] = diameter_nm * std::sqrt(crystal::dot(reciprocal[d], reciprocal[d])) + 1;
  const double atoms =
      M_PI / 6 * std::pow(diameter_nm, 3) / unit.volume_nm3() * static_cast<double>(unit.sites.size());
  return cost(unit, atoms, 8 * cells[0] * cells[1] * cells[2], cells, threads);
}

}  // namespace nacre::scattering
