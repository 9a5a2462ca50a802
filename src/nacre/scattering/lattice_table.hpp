// Lattices that particles assemble into, by the places of their Bragg peaks. One row of the table is a
// lattice: its cell and the particles in it; their reflections, extinctions and multiplicities follow.
// Prototypes of several kinds of particles are rows with several amplitudes.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nacre::scattering {

struct LatticeSite {
  std::array<double, 3> fractional{};
  double amplitude = 1;
};

struct AssemblyLattice {
  std::string_view name;                      // "hexagonal"
  std::string_view description;               // "cylinders or layers of particles, p6mm"
  int dimensions = 3;                         // 1: h alone, 2: h k
  std::array<std::array<double, 3>, 3> rows;  // vectors of the cell, for a = 1
  std::vector<LatticeSite> sites;
  double neighbour = 1;  // nearest centre-to-centre distance over a
};

// lamellar, hexagonal, square, sc, bcc, fcc, hcp.
std::span<const AssemblyLattice> assembly_lattices();

const AssemblyLattice* find_assembly_lattice(std::string_view name);  // null if there is none

// All directions that scatter at the same q.
struct LatticeReflection {
  double ratio = 0;  // q = 2 pi ratio / a
  std::string label{};
  double weight = 0;  // sum of |S|^2 over them
};

// The reflections that the lattice has up to this ratio, ascending; those that the sites extinguish are not
// among them.
std::vector<LatticeReflection> lattice_reflections(const AssemblyLattice& lattice, double most_ratio);

}  // namespace nacre::scattering
