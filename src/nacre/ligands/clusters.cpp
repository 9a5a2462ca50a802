#include "nacre/ligands/clusters.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>

namespace nacre::ligands {
namespace {

// Sets of sites as trees; the root of a tree holds its size.
class Forest {
 public:
  explicit Forest(int sites) : parent_(sites), size_(sites, 1) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }

  int root(int site) {
    while (parent_[site] != site) {
      parent_[site] = parent_[parent_[site]];  // halves the path for the next caller
      site = parent_[site];
    }
    return site;
  }

  void join(int a, int b) {
    a = root(a);
    b = root(b);
    if (a == b) return;
    if (size_[a] < size_[b]) std::swap(a, b);
    parent_[b] = a;
    size_[a] += size_[b];
  }

  // 0 for a site that is no root.
  int size_of_root(int site) const { return parent_[site] == site ? size_[site] : 0; }

 private:
  std::vector<int> parent_;
  std::vector<int> size_;
};

// Sum of the squared shares: the share of the own kind that a ligand finds in its cluster.
double own_share(const std::vector<int>& areas) {
  double sum = 0;
  double sum_of_squares = 0;
  for (const double area : areas) {
    sum += area;
    sum_of_squares += area * area;
  }
  return sum_of_squares / (sum * sum);
}

double mean_own_share(const ClusterAreas& areas) {
  if (areas.a.empty()) return own_share(areas.b);
  if (areas.b.empty()) return own_share(areas.a);
  return 0.5 * (own_share(areas.a) + own_share(areas.b));
}

}  // namespace

ClusterAreas cluster_areas(const Lattice& lattice, const Arrangement& arrangement) {
  Forest forest(lattice.sites());
  for (int site = 0; site < lattice.sites(); ++site)
    for (const std::int32_t other : lattice.neighbors(site))
      if (other < site && arrangement[other] == arrangement[site]) forest.join(site, other);
  ClusterAreas areas;
  for (int site = 0; site < lattice.sites(); ++site)
    if (const int size = forest.size_of_root(site); size > 0)
      (arrangement[site] == 1 ? areas.a : areas.b).push_back(size);
  std::sort(areas.a.begin(), areas.a.end(), std::greater<>{});
  std::sort(areas.b.begin(), areas.b.end(), std::greater<>{});
  return areas;
}

ClusterMeasures measure_clusters(const ClusterAreas& areas) {
  const int n_a = std::accumulate(areas.a.begin(), areas.a.end(), 0);
  const int n_b = std::accumulate(areas.b.begin(), areas.b.end(), 0);
  const int largest = std::max(areas.a.empty() ? 0 : areas.a.front(), areas.b.empty() ? 0 : areas.b.front());
  ClusterMeasures measures;
  measures.clusters = static_cast<int>(areas.a.size() + areas.b.size());
  measures.mean_area = static_cast<double>(n_a + n_b) / measures.clusters;
  measures.mean_fraction = mean_own_share(areas);
  measures.largest_fraction = static_cast<double>(largest) / std::max(n_a, n_b);
  return measures;
}

std::size_t power_of_two_bin(int area) { return std::bit_width(static_cast<unsigned>(area)) - 1u; }

double random_unlike_fraction(int n_a, int sites) {
  const double n = sites;
  return 2.0 * n_a * (n - n_a) / (n * (n - 1));
}

std::string_view pattern_name(double unlike_fraction, double random_fraction, double mean_cluster_fraction) {
  if (random_fraction <= 0) return "pure";
  if (unlike_fraction >= 1.15 * random_fraction) return "ordered";
  if (unlike_fraction >= 0.85 * random_fraction) return "random";
  return mean_cluster_fraction >= 0.97 ? "Janus" : "clustered";
}

}  // namespace nacre::ligands
