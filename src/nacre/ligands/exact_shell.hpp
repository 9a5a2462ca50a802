// Thermodynamics of a mixed shell from its density of states: no noise, microseconds a point.
#pragma once

#include <memory>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/ligands/density_of_states.hpp"

namespace nacre::ligands {

// Averages at one composition and one reduced pair energy; U is the number of unlike pairs.
struct PairStatistics {
  double ln_z = 0;      // ln sum_U g exp(-w U), w = chi_G / z in RT
  double mean = 0;      // <U>
  double variance = 0;  // <U^2> - <U>^2
};

// g as doubles, ready to sum. Safe to share between threads.
class ExactShell {
 public:
  explicit ExactShell(const DensityOfStates& states);

  int sites() const { return sites_; }
  int nx() const { return nx_; }
  int ny() const { return ny_; }

  // w_RT: free energy of one unlike pair in RT. Any n_a in 0..sites().
  PairStatistics at(int n_a, double w_RT) const;

  // All n_a in 0..sites()/2 at one w_RT; `out` gets sites()/2 + 1 entries.
  void all(double w_RT, std::vector<PairStatistics>& out) const;

 private:
  // One composition: U = lowest + 2j for j below `size`, its counts at `first` in the two tables.
  struct Level {
    int lowest;
    int highest;
    std::size_t first;
    std::size_t size;  // padded with zeros to a multiple of the lanes
  };
  class Weights;
  PairStatistics statistics(const Level& level, double w_RT, const Weights& weights) const;
  const Level& level(int n_a) const;

  int sites_;
  int nx_;
  int ny_;
  std::vector<Level> levels_;         // by n_a, up to sites / 2
  std::vector<double> from_lowest_;   // counts of each level in ascending U
  std::vector<double> from_highest_;  // and in descending U, for w < 0
};

// The shell of a periodic square lattice: 11 x 11 from the table that ships inside the library, others
// enumerated (with progress). Kept for the life of the process. Throws Error (usage) beyond max_exact_*.
std::shared_ptr<const ExactShell> exact_shell(int nx, int ny, const RunControl& control);

// The shipped 11 x 11 table; throws std::logic_error if its checksum does not hold.
DensityOfStates shipped_density_of_states_11x11();

}  // namespace nacre::ligands
