// Clusters of crystalline large particles: how many, how large, where, and of how many orientations.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "nacre/assembly/environments.hpp"
#include "nacre/core/run_control.hpp"
#include "nacre/crystal/particles.hpp"

namespace nacre::assembly {

struct NucleiOptions {
  std::uint8_t large = 0;  // species, as for classify()
  std::uint8_t small = 1;
  double reach = 1.3;       // two crystalline particles are in one cluster up to this multiple of the mean
                            // distance to their six nearest large particles: the first shell of every crystal
  double coherence = 0.85;  // of the averaged fingerprints of neighbours of one orientation
  std::size_t smallest_grain = 8;  // smaller groups of one orientation are no grains
};

// Lengths in the unit of the particles.
struct Nucleus {
  std::size_t size = 0;                        // large particles
  Environment structure = Environment::fluid;  // of most of them
  crystal::Vector center{};                    // centre of mass, across periodic boundaries, in the box
  double gyration_radius = 0;
  // From the centre, and from the nearest of its particles, to the wall: the droplet's sphere or the nearest
  // flat wall. Infinite without a wall.
  double center_to_wall = 0;
  double nearest_to_wall = 0;
  std::size_t grains = 0;  // of the smallest size or more; 1: one orientation
  bool spans_box = false;  // connected with its own image: centre and radius mean little
};

struct Nuclei {
  std::vector<Nucleus> all{};     // the largest first
  std::vector<int> nucleus_of{};  // of each particle: index into `all`, -1: none
  std::vector<int> grain_of{};    // of each particle: 0 is the largest grain, -1: none
  std::size_t grains = 0;         // of at least `smallest_grain` particles
  std::size_t largest() const { return all.empty() ? 0 : all.front().size; }
};

// Grains: crystalline neighbours in the same shells (FCC and HCP have the same) are of one orientation where
// the fingerprints of docs/order.md, averaged over connected neighbours, are coherent; a grain is all that
// hangs together by such bonds. Stacking faults do not end a grain. `environments` are those of the same
// particles: throws std::invalid_argument if their number differs.
Nuclei nuclei(const crystal::Particles& particles, const Environments& environments,
              const NucleiOptions& options = {}, const RunControl& control = {});

}  // namespace nacre::assembly
