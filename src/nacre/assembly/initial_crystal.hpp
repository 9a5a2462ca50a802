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

// Numbers of cells along x, y, z whose particles are nearest to `number` in a box nearest to a cube; no edge
// under two thirds of another where the number allows.
CrystalBox cells_for_number(const crystal::OrthogonalCell& cell, std::size_t number);

// The particles and which of them were put on the lattice: one a particle, 1 or 0.
struct InitialCrystal {
  crystal::Particles particles{};
  std::vector<std::uint8_t> in_crystal{};
};

// What to put on the lattice. Sizes and their draw are those of `composition`, its number and ratio where the
// function says so. Species of the cell are those of the composition, in order.
struct CrystalStart {
  crystal::OrthogonalCell cell{};
  Composition composition{};
  double packing = 0.56;            // of all particles in the container
  double crystal_packing = 0;       // of the crystal's own cells; 0: packing
  std::vector<double> effective{};  // effective diameters over sigma, one a species; none: 1 (packing.hpp)
};

// A crystal in a periodic box, its number of particles that of whole cells nearest to the composition's
// number; the ratio is the crystal's. All four throw std::invalid_argument: another number of species than
// the cell's, packing out of range.
InitialCrystal crystal_box(const CrystalStart& start, std::uint64_t seed);

// A sphere carved from the crystal, about as many particles as the composition's number, in a droplet of
// `packing` (or, shape periodic, in a cubic box) with nothing else.
InitialCrystal carved_crystal(const CrystalStart& start, ContainerShape shape, std::uint64_t seed);

// A slab across z of a periodic box, `fraction` of all particles of the species that binds first in it, the
// rest a random fluid pushed off with the slab held. Number and ratio are the composition's, exactly.
// `length` is the box's z over the mean of x and y.
InitialCrystal slab_in_fluid(const CrystalStart& start, double fraction, std::uint64_t seed,
                             double length = 1);

// A sphere in the middle of a cubic periodic box or of a droplet, likewise.
InitialCrystal seed_in_fluid(const CrystalStart& start, double fraction, ContainerShape shape,
                             std::uint64_t seed);

}  // namespace nacre::assembly
