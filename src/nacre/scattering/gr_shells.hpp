// Shells of neighbours in a crystal, and which of them the peaks of a G(r) are. Angstrom.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "nacre/crystal/crystal.hpp"
#include "nacre/scattering/gr_peaks.hpp"

namespace nacre::scattering {

// All pairs of two species at one distance.
struct Shell {
  int species_a = 0;  // a <= b: indices into the crystal's species
  int species_b = 0;
  int number = 1;           // 1: the nearest of this pair of species
  double distance_A = 0;    // mean, where atoms at nearly the same distance make one shell
  double neighbours = 0;    // b around each a, mean over the cell, occupancies counted
  double pairs_per_A3 = 0;  // ordered pairs a-b and b-a per volume
};

// Shells up to r_max by distance; distances of one pair of species within `merge_A` of the one before are one
// shell. `cell` is every atom of the cell.
std::vector<Shell> shells_of(const crystal::Lattice& lattice, std::span<const crystal::CellAtom> cell,
                             double r_max_A, double merge_A);

struct AssignedShell {
  int shell = 0;     // index into the shells
  double share = 0;  // of the scattering of all shells of this peak
};

struct Assignment {
  std::vector<AssignedShell> shells{};  // by share; none: no distance of the crystal is near
  double distance_A = 0;                // mean of the crystal's distances by share
};

// Each shell goes to the nearest peak, if it is within `reach`. `strength[a][b]` is the product of the
// amplitudes of two species.
std::vector<Assignment> assign_shells(std::span<const PdfPeak> peaks, std::span<const Shell> shells,
                                      const std::vector<std::vector<double>>& strength, double reach_A);

// The scale by which all distances of the crystal must be stretched to meet the peaks best, each peak by its
// error; only peaks that are one shell nearly alone.
struct Stretch {
  double factor = 1;
  double error = 0;       // scaled to the scatter of the peaks
  double rms_miss_A = 0;  // of the peaks after it
};
std::optional<Stretch> stretch_of(std::span<const PdfPeak> peaks, std::span<const Assignment> assignments);

}  // namespace nacre::scattering
