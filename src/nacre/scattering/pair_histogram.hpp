// How many pairs of atoms of a cluster lie how far apart: all that Debye's equation and the pair distribution
// function of a cluster ask of its positions. Angstrom.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace nacre::scattering {

// Pairs of one species with another (or itself), in ascending order of their distances, each pair once.
struct PairDistances {
  std::vector<double> distance_A{};   // mean of the pairs counted here
  std::vector<double> deviation_A{};  // standard deviation of their distances; 0 where they are equal
  std::vector<double> count{};        // whole numbers

  std::size_t size() const { return count.size(); }
};

struct PairHistogram {
  std::vector<std::string> species{};
  std::vector<double> atoms{};         // of each species
  double bin_A = 0;                    // width of the bins; 0 where every distance is exact
  std::vector<PairDistances> pairs{};  // of species (0,0), (0,1), ..., (1,1), (1,2), ...: as pair_index says

  double atom_count() const {
    double sum = 0;
    for (const double n : atoms) sum += n;
    return sum;
  }
};

inline std::size_t pair_count(std::size_t species) { return species * (species + 1) / 2; }

// Where the pairs of two species stand, whichever is named first.
inline std::size_t pair_index(std::size_t a, std::size_t b, std::size_t species) {
  if (a > b) std::swap(a, b);
  return a * species - a * (a + 1) / 2 + b;
}

}  // namespace nacre::scattering
