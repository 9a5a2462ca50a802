// Colloidal particles in a box: one arrangement, as files and analyses see it.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "nacre/crystal/unit_cell.hpp"

namespace nacre::crystal {

// A box with right angles about the origin: coordinates run from -length/2 to length/2.
struct PeriodicBox {
  Vector lengths{};
  std::array<bool, 3> periodic{true, true, true};

  double volume() const { return lengths[0] * lengths[1] * lengths[2]; }

  // The shortest image of a difference of two positions.
  Vector nearest_image(Vector d) const {
    for (int k = 0; k < 3; ++k)
      if (periodic[k]) d[k] -= lengths[k] * std::nearbyint(d[k] / lengths[k]);
    return d;
  }
};

// All lengths in one unit, which the user of the struct names: sigma of the large particles, or nm.
struct Particles {
  PeriodicBox box{};
  double droplet_radius = 0;  // of a spherical wall about the origin; 0: none
  std::vector<Vector> positions{};
  std::vector<Vector> velocities{};        // none, or one a particle
  std::vector<double> diameters{};         // one a particle
  std::vector<std::uint8_t> species{};     // one a particle, an index into `species_names`
  std::vector<std::string> species_names{};  // "L", "S"

  std::size_t size() const { return positions.size(); }
};

}  // namespace nacre::crystal
