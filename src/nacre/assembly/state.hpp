// The particles of a running simulation, one array a component, in an order of the engine's own.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "nacre/crystal/particles.hpp"

namespace nacre::assembly {

// What holds the particles. Non-periodic axes of the box end in flat walls unless there is a droplet.
struct Container {
  crystal::PeriodicBox box{};
  double droplet_radius = 0;  // of a spherical wall about the origin; 0: none. The box is then not periodic
};

// Positions of periodic axes may leave the box by less than one box length between sorts; `image` counts the
// boxes crossed, so that position + image * length is where the particle would be without wrapping.
// Forces::prepare and Forces::compute may reorder all arrays together; `tag` tells which particle it is.
struct State {
  Container container{};
  std::vector<double> x, y, z;
  std::vector<double> vx, vy, vz;
  std::vector<double> fx, fy, fz;
  std::vector<std::int32_t> image_x, image_y, image_z;
  std::vector<double> diameter;
  std::vector<std::uint8_t> species;
  std::vector<std::uint32_t> tag;  // the particle's number in Particles

  std::size_t size() const { return x.size(); }
};

// Particles to state and back, in the order of the tags, with positions wrapped into the box.
State make_state(const crystal::Particles& particles);
crystal::Particles to_particles(const State& state, const crystal::Particles& names_and_order);

}  // namespace nacre::assembly
