// Slow, obvious counterparts of the lattice code: every arrangement of a small lattice, one by one.
#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <utility>

#include "nacre/ligands/lattice.hpp"

namespace brute_force {

inline nacre::ligands::Arrangement arrangement(const nacre::ligands::Lattice& lattice, std::uint32_t bits) {
  nacre::ligands::Arrangement result;
  for (int site = 0; site < lattice.sites(); ++site)
    result.push_back(static_cast<std::uint8_t>((bits >> site) & 1u));
  return result;
}

// g(n_a, U) over all 2^sites arrangements.
inline std::map<std::pair<int, int>, int> density_of_states(const nacre::ligands::Lattice& lattice) {
  std::map<std::pair<int, int>, int> counts;
  for (std::uint32_t bits = 0; bits < (1u << lattice.sites()); ++bits) {
    const auto states = arrangement(lattice, bits);
    ++counts[{__builtin_popcount(bits), nacre::ligands::count_unlike_pairs(lattice, states)}];
  }
  return counts;
}

// <U> at one composition.
inline double mean_unlike_pairs(const nacre::ligands::Lattice& lattice, int n_a, double w_RT) {
  double z = 0;
  double sum = 0;
  for (const auto& [key, count] : density_of_states(lattice)) {
    if (key.first != n_a) continue;
    const double weight = count * std::exp(-w_RT * key.second);
    z += weight;
    sum += weight * key.second;
  }
  return sum / z;
}

}  // namespace brute_force
