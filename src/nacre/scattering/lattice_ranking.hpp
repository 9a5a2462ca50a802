// Which lattice the peaks of an assembly belong to: every lattice of the table with every choice of its first
// peaks is held against the measured places; what does not fit is rejected, with the reason.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "nacre/scattering/lattice_table.hpp"

namespace nacre::scattering {

struct ObservedPeak {
  double q_per_A = 0;
  double q_error = 0;
  double area = 0;
};

struct RankingOptions {
  double tolerance =
      0.003;               // of the scale of q, relative and from peak to peak; adds to each error in squares
  double q_min_per_A = 0;  // within which peaks would have been seen
  double q_max_per_A = 0;
  double no_place = 4;    // standard errors beyond which a peak has no place at a reflection
  int first_choices = 3;  // reflections that the first peak may be
  double faint = 10;      // a reflection counts as missing when it would be seen even so many times weaker
                          // than its neighbours let expect: form factors have minima
  // Standard error of the area of a peak at q, were there one.
  std::function<double(double q_per_A)> area_error{};
};

struct AssignedPeak {
  std::string label{};  // "(11)"; of the nearest reflection where there is no place
  double q_per_A = 0;   // where the lattice has it
  double off = 0;       // measured less lattice, in errors
  bool has_place = true;
};

// Reflections of the lattice where no peak was found, within the range of q.
struct MissingReflection {
  std::string label{};
  double q_per_A = 0;
  double expected = 0;  // area, from the neighbours by multiplicity and 1/q^2; NaN: nothing to tell it from
  double limit = 0;     // three standard errors of an area there
  bool contradicts = false;
  std::string why{};
};

struct LatticeVerdict {
  std::string name{};
  bool possible = false;
  std::string reason{};
  double a_A = 0;
  double a_error = 0;
  double chi2 = 0;         // of the places, with the tolerance; peaks without a place count 100 each at most
  int degrees = 0;         // peaks - 1
  double penalty = 0;      // of missing reflections, and 2 ln of how many places the lattice has on offer
  double neighbour_A = 0;  // centre-to-centre
  double neighbour_error = 0;
  std::vector<AssignedPeak> peaks{};
  std::vector<MissingReflection> missing{};

  double score() const { return chi2 + penalty; }
};

// Possible lattices first, then by their score. Needs at least two peaks, ascending; throws
// std::invalid_argument otherwise.
std::vector<LatticeVerdict> rank_lattices(std::span<const ObservedPeak> peaks,
                                          std::span<const AssemblyLattice> lattices,
                                          const RankingOptions& options);

}  // namespace nacre::scattering
