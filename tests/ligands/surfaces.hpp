// Small graphs of sites for the tests.
#pragma once

#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "nacre/ligands/lattice.hpp"

namespace nacre::ligands {

inline SiteGraph graph_of(std::size_t sites, const std::vector<std::pair<int, int>>& pairs) {
  std::vector<std::vector<std::int32_t>> neighbors(sites);
  for (const auto& [a, b] : pairs) {
    neighbors[static_cast<std::size_t>(a)].push_back(b);
    neighbors[static_cast<std::size_t>(b)].push_back(a);
  }
  SiteGraph graph{.positions_nm = {}, .first = {0}, .neighbors = {}};
  for (std::size_t site = 0; site < sites; ++site) {
    graph.positions_nm.push_back({static_cast<double>(site), 0, 0});
    graph.neighbors.insert(graph.neighbors.end(), neighbors[site].begin(), neighbors[site].end());
    graph.first.push_back(static_cast<std::int32_t>(graph.neighbors.size()));
  }
  return graph;
}

// Eleven pairs of eight sites, which have 0 to 5 neighbours.
inline SiteGraph small_surface() {
  return graph_of(8,
                  {{0, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 5}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 6}, {4, 6}});
}

// The torus as a surface: the same pairs by the other path.
inline SiteGraph as_surface(const Lattice& lattice) {
  std::vector<std::pair<int, int>> pairs;
  for (int site = 0; site < lattice.sites(); ++site)
    for (const std::int32_t other : lattice.neighbors(site))
      if (site < other) pairs.emplace_back(site, other);
  return graph_of(static_cast<std::size_t>(lattice.sites()), pairs);
}

// Sites on a sphere by the golden angle, neighbours within 1.4 mean distances: 4 to 8 each.
inline SiteGraph spherical_surface(int sites) {
  std::vector<std::array<double, 3>> positions;
  for (int i = 0; i < sites; ++i) {
    const double z = 1 - (2 * i + 1.0) / sites;
    const double angle = std::numbers::pi * (3 - std::sqrt(5.0)) * i;
    positions.push_back({std::sqrt(1 - z * z) * std::cos(angle), std::sqrt(1 - z * z) * std::sin(angle), z});
  }
  std::vector<std::pair<int, int>> pairs;
  const double reach = 1.4 * std::sqrt(4 * std::numbers::pi / sites);
  for (int i = 0; i < sites; ++i)
    for (int j = 0; j < i; ++j)
      if (std::hypot(positions[i][0] - positions[j][0], positions[i][1] - positions[j][1],
                     positions[i][2] - positions[j][2]) < reach)
        pairs.emplace_back(i, j);
  SiteGraph graph = graph_of(static_cast<std::size_t>(sites), pairs);
  graph.positions_nm = positions;
  return graph;
}

}  // namespace nacre::ligands
