// What particles do to one another and what walls do to them. Reduced units: lengths in sigma of the large
// species, energies in any one unit (the well depth, or kT), masses 1.
#pragma once

#include <cstddef>
#include <vector>

namespace nacre::assembly {

enum class PairForm {
  mie,              // eps C [(s/r)^n - (s/r)^m], C = n/(n-m) (n/m)^(m/(n-m)); Lennard-Jones is 12, 6
  inverse_power,    // eps (s/r)^n
  wca,              // Mie n, m cut at its minimum and raised by eps (Weeks, Chandler and Andersen 1971)
  table,            // energy and force against r/s
};

// How the energy ends at the cut-off.
enum class CutMode {
  plain,    // jumps to zero
  shifted,  // U(r) - U(r_c)
  smooth,   // U(r) - U(r_c) - (r - r_c) U'(r_c): the force ends at zero too (force-shifted)
};

// Energy and force at equally spaced r/s from `first` to the cut-off, cubic Hermite between.
struct PairTable {
  double first = 0;  // r/s of the first row
  double step = 0;
  std::vector<double> energy{};  // in units of eps
  std::vector<double> force{};   // -dU/d(r/s), in units of eps
};

// One pair of species. s is the mean of the two particles' diameters.
struct PairPotential {
  PairForm form = PairForm::mie;
  double epsilon = 1;
  double n = 50;  // integers take the fast path
  double m = 25;
  double cutoff = 1.4;  // r_c / s
  CutMode cut = CutMode::shifted;
  PairTable table{};
};

// Weeks-Chandler-Andersen (12-6) wall: acts on the distance of the particle's centre from it, with
// s = sigma_i/2 (the paper's scaling), so that it touches where the particle does.
struct WallPotential {
  double epsilon = 1;
};

struct Interactions {
  std::size_t species = 1;
  std::vector<PairPotential> pairs{};  // species^2, row-major and symmetric
  WallPotential wall{};

  const PairPotential& pair(std::size_t a, std::size_t b) const { return pairs[a * species + b]; }
};

}  // namespace nacre::assembly
