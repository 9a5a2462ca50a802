// The particles of a running simulation, one array a component, in an order of the engine's own.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "nacre/core/huge_pages.hpp"
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
  HugeVector<double> x, y, z;
  HugeVector<double> vx, vy, vz;
  HugeVector<double> fx, fy, fz;
  HugeVector<std::int32_t> image_x, image_y, image_z;
  HugeVector<double> diameter;
  HugeVector<std::uint8_t> species;
  HugeVector<std::uint32_t> tag;  // the particle's number in Particles

  std::size_t size() const { return x.size(); }
};

// Positions of periodic axes into [-length/2, length/2), images counted on. What is within stays as it is to
// the last bit, so that wrapping again changes nothing.
void wrap_into_box(State& state);

// Particles to state and back, in the order of the tags, with positions wrapped into the box.
State make_state(const crystal::Particles& particles);
crystal::Particles to_particles(const State& state, const crystal::Particles& names_and_order);

}  // namespace nacre::assembly
