// A few particles with everything that a frame may have.
#pragma once

#include <limits>

#include "nacre/io/particle_frame.hpp"

namespace nacre::io {

inline ParticleFrame sample_frame(std::uint64_t step) {
  const double shift = 0.001 * static_cast<double>(step);
  ParticleFrame frame{.step = step};
  crystal::Particles& particles = frame.particles;
  particles.box.lengths = {4, 6, 8};
  particles.positions = {{1 + shift, 2, 3}, {-1.5, 2.5 - shift, 0}, {0.25, 0, -3.5 + shift}};
  particles.velocities = {{1, 0, 0.5}, {0, 1, 0}, {0.125, 0, -2}};
  particles.diameters = {1, 0.5, 1.0625};
  particles.species = {0, 1, 0};
  particles.species_names = {"L", "small"};
  frame.images = {{0, 0, 0}, {1, -1, 0}, {0, 0, 2}};
  frame.columns = {{"environment", {2, 0, std::numeric_limits<double>::quiet_NaN()}},
                   {"q6", {0.5, shift, 0.25}}};
  frame.numbers = {{"packing", 0.5 + shift}};
  return frame;
}

}  // namespace nacre::io
