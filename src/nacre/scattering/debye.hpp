// Debye's equation: what a cluster of atoms scatters, averaged over all orientations (Debye, Ann. Phys. 351,
// 809 (1915)):
//   I(q) = sum over atoms |f|^2 + 2 sum over pairs Re(f_i f_j*) exp(-q^2 (U_i + U_j)/2) sin(q r_ij)/(q r_ij)
// Lengths in angstrom; clusters are in nm, as everywhere. Three ways lead to the pairs: one by one
// (debye_exact), in bins (binned_pairs), by counting the vectors of a lattice (counted_pairs).
#pragma once

#include <complex>
#include <span>
#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/crystal/nanocrystal.hpp"
#include "nacre/scattering/pair_histogram.hpp"

namespace nacre::scattering {

// What the species of a cluster scatter at the points of a pattern.
struct DebyeAtoms {
  std::span<const std::vector<std::complex<double>>> amplitudes{};  // [species][point]: scattering_amplitudes
  std::span<const double>
      u_A2{};  // mean-square displacement of each species along one direction; empty: none
};

// Per atom of the cluster.
struct DebyePattern {
  std::vector<double> q_per_A{};
  std::vector<double> total{};
  std::vector<double> self{};  // <|f|^2>: what the atoms would scatter without their neighbours
  std::vector<std::vector<double>>
      parts{};  // of each pair of species as pair_index counts them; their sum is total
};

// From pairs in bins or counted; q may stand in any order and at any distance. Throws std::invalid_argument
// for fewer amplitudes than species or points, a negative q, and atoms that lie upon one another (closer than
// 0.001 A).
DebyePattern debye_pattern(const PairHistogram& pairs, const DebyeAtoms& atoms,
                           std::span<const double> q_per_A);

// Every pair at every q, by vectors of sines: to 1e-10 of debye_plain. The sum has the same order for any
// number of threads.
DebyePattern debye_exact(const crystal::Nanocrystal& cluster, const DebyeAtoms& atoms,
                         std::span<const double> q_per_A, const RunControl& control = {});

// The double sum as it stands, with the standard library's sine: the oracle of all others, 20 times slower.
DebyePattern debye_plain(const crystal::Nanocrystal& cluster, const DebyeAtoms& atoms,
                         std::span<const double> q_per_A);

// What a calculation would take, said before it starts.
struct DebyeCost {
  std::string what{};  // "the direct sum over the pairs of 10000000 atoms"
  double seconds = 0;  // on one core with AVX-512; up to three times as long without
  double bytes = 0;
};
struct DebyeLimits {
  double seconds = 3600;
  double bytes = 4e9;
};

DebyeCost cost_of_exact(double atoms, double points);
DebyeCost cost_of_binning(double atoms, double farthest_A, double bin_A, std::size_t species, int threads);

// Throws std::invalid_argument, which says the cost and the limit, for a cost above a limit.
void require_within(const DebyeCost& cost, const DebyeLimits& limits);

}  // namespace nacre::scattering
