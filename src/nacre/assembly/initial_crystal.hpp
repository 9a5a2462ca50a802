// Crystals that fill a box, pieces carved from them, and pieces in fluid.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "nacre/assembly/initial_sizes.hpp"
#include "nacre/assembly/packing.hpp"
#include "nacre/crystal/particles.hpp"
#include "nacre/crystal/superlattices.hpp"

namespace nacre::assembly {

struct CrystalBox {
  std::array<int, 3> cells{};
  std::size_t particles = 0;
};

// Numbers of cells along x, y, z whose particles are nearest to `number`; of equals the box nearest to a
// cube. Boxes with an edge longer than 1.5 times another are taken only where they win more of the number (a
// tenth for each 0.1).
CrystalBox cells_for_number(const crystal::OrthogonalCell& cell, std::size_t number);

// The particles and which of them were put on the lattice: one a particle, 1 or 0. Species by species; those
// of the crystal first in each.
struct InitialCrystal {
  crystal::Particles particles{};
  std::vector<std::uint8_t> in_crystal{};
};

// What to put on the lattice. Sizes and how they are drawn are the composition's.
struct CrystalStart {
  crystal::OrthogonalCell cell{};
  Composition composition{};
  double packing = 0.56;            // of all particles in the container
  double crystal_packing = 0;       // of the crystal's own cells; 0: without strain, see below
  std::vector<double> effective{};  // effective diameters over sigma, one a species; none: 1 (packing.hpp)
};

// A crystal beside fluid or empty space has by default 0.9 of the highest packing of its spheres (at least
// that of all): AlB2 at diameter ratio 0.55 then has 0.701, and simulated without stress (50-25, eps/kT 2.5)
// 0.704. At the packing of the fluid, 0.54, the same slab loses a third of its crystalline particles at once.
// For potentials without attraction choose less. Particles stand on the lattice exactly, but where sizes
// about their means would overlap by more than 3 % these are pushed apart first. All four throw
// std::invalid_argument: fewer species than the cell's (or, of a crystal alone, more), packing out of range,
// a crystal that does not fit or is too dense.

// A crystal in a periodic box, its number of particles that of whole cells nearest to the composition's
// number; the ratio is the crystal's.
InitialCrystal crystal_box(const CrystalStart& start, std::uint64_t seed);

// A sphere carved from the crystal about a large particle, with nothing around it, in a droplet or (periodic)
// in a cubic box. Number as the composition's, ratio as the crystal's.
InitialCrystal carved_crystal(const CrystalStart& start, ContainerShape shape, std::uint64_t seed);

// A slab across z of a periodic box: whole planes, as many as bring the number of particles in it nearest to
// `fraction` of all; the rest a random fluid pushed off with the slab held. Number and ratio are the
// composition's, exactly. `length` is the box's z over the mean of x and y. The longer, the slower the
// crystalline fraction grows.
InitialCrystal slab_in_fluid(const CrystalStart& start, double fraction, std::uint64_t seed,
                             double length = 1);

// A sphere in the middle of a cubic periodic box or of a droplet, likewise.
InitialCrystal seed_in_fluid(const CrystalStart& start, double fraction, ContainerShape shape,
                             std::uint64_t seed);

}  // namespace nacre::assembly
