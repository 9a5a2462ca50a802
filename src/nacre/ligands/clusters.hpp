// Clusters of like ligands, and the names of patterns.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "nacre/ligands/lattice.hpp"

namespace nacre::ligands {

// Areas (in sites) of all clusters of nearest neighbours of the same ligand, in descending order.
struct ClusterAreas {
  std::vector<int> a;
  std::vector<int> b;
};
ClusterAreas cluster_areas(const Lattice& lattice, const Arrangement& arrangement);

struct ClusterMeasures {
  int clusters = 0;
  double mean_area = 0;         // number average
  double mean_fraction = 0;     // share of its kind that a ligand finds in its cluster, mean of the two kinds
  double largest_fraction = 0;  // largest cluster over the number of the majority ligand
};
ClusterMeasures measure_clusters(const ClusterAreas& areas);

// The k with 2^k <= area < 2^(k + 1).
std::size_t power_of_two_bin(int area);

// Unlike-pair fraction of a random arrangement: 2 n_a n_b / (N (N - 1)).
double random_unlike_fraction(int n_a, int sites);

// Name of a pattern by pattern_criterion; "pure" where there is one ligand only. mean_cluster_fraction
// is ClusterMeasures::mean_fraction: 1 when each ligand is one domain, less by twice the share of strays.
std::string_view pattern_name(double unlike_fraction, double random_fraction, double mean_cluster_fraction);
inline constexpr std::string_view pattern_criterion =
    "ordered: unlike pairs >= 1.15 x random; random: within 15 % of random; "
    "Janus: mean cluster fraction >= 0.97; clustered: otherwise";

}  // namespace nacre::ligands
