// Constants of one pair potential as the kernels use them. With q = s/r, a sum of two powers has the energy
// energy_n q^n - energy_m q^m and r times the force force_n q^n - force_m q^m.
#pragma once

#include <cstdint>
#include <vector>

#include "nacre/assembly/interactions.hpp"

namespace nacre::assembly::native {

enum class PowerKind : std::uint8_t {
  fifty_twenty_five,
  fifty_six,
  twelve_six,
  integers,  // any two
  reals,     // by logarithm and exponential
  table,
};

// Cubics in t from 0 to 1 between rows: energy c0 + t (c1 + t (c2 + t c3)).
struct TableTerms {
  double first = 0;
  double rows_per_x = 0;
  std::int32_t intervals = 0;
  std::vector<double> cubics{};  // four an interval
  std::vector<float> cubics_single{};
};

struct PairTerms {
  PowerKind kind = PowerKind::integers;
  int n = 0, m = 0;
  double real_n = 0, real_m = 0;
  double force_n = 0, force_m = 0;
  double energy_n = 0, energy_m = 0;
  double cutoff = 0;      // r/s
  double cut_energy = 0;  // taken off
  double cut_slope = 0;   // dU/d(r/s) at the cut-off where the force is shifted, else 0
  TableTerms table{};
};

PairTerms make_terms(const PairPotential& pair);

// Species of the second particle that a species meets with one and the same potential.
struct PairGroup {
  PairTerms terms{};
  std::vector<std::size_t> species{};
};

// Of each species, its groups: one where all partners have the same potential.
std::vector<std::vector<PairGroup>> make_groups(const Interactions& interactions);

}  // namespace nacre::assembly::native
