#include "nacre/assembly/state.hpp"

#include <cmath>
#include <numeric>
#include <stdexcept>

namespace nacre::assembly {
namespace {

void check(const crystal::Particles& particles) {
  const std::size_t n = particles.size();
  if (particles.diameters.size() != n || particles.species.size() != n)
    throw std::invalid_argument("every particle has a diameter and a species");
  if (!particles.velocities.empty() && particles.velocities.size() != n)
    throw std::invalid_argument("velocities are of all particles or of none");
}

void wrap(double length, bool periodic, double& x, std::int32_t& image) {
  if (!periodic) return;
  const double boxes = std::floor(x / length + 0.5);
  x -= boxes * length;
  image += static_cast<std::int32_t>(boxes);
}

}  // namespace

State make_state(const crystal::Particles& particles) {
  check(particles);
  const std::size_t n = particles.size();
  State state;
  state.container = {particles.box, particles.droplet_radius};
  for (auto* values :
       {&state.x, &state.y, &state.z, &state.vx, &state.vy, &state.vz, &state.fx, &state.fy, &state.fz})
    values->resize(n);
  for (auto* images : {&state.image_x, &state.image_y, &state.image_z}) images->resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    state.x[i] = particles.positions[i][0];
    state.y[i] = particles.positions[i][1];
    state.z[i] = particles.positions[i][2];
    if (particles.velocities.empty()) continue;
    state.vx[i] = particles.velocities[i][0];
    state.vy[i] = particles.velocities[i][1];
    state.vz[i] = particles.velocities[i][2];
  }
  state.diameter.assign(particles.diameters.begin(), particles.diameters.end());
  state.species.assign(particles.species.begin(), particles.species.end());
  state.tag.resize(n);
  std::iota(state.tag.begin(), state.tag.end(), 0u);
  const crystal::PeriodicBox& box = particles.box;
  for (std::size_t i = 0; i < n; ++i) {
    wrap(box.lengths[0], box.periodic[0], state.x[i], state.image_x[i]);
    wrap(box.lengths[1], box.periodic[1], state.y[i], state.image_y[i]);
    wrap(box.lengths[2], box.periodic[2], state.z[i], state.image_z[i]);
  }
  return state;
}

crystal::Particles to_particles(const State& state, const crystal::Particles& names_and_order) {
  crystal::Particles particles = names_and_order;
  particles.box = state.container.box;
  particles.droplet_radius = state.container.droplet_radius;
  const std::size_t n = state.size();
  particles.positions.resize(n);
  particles.velocities.resize(n);
  particles.diameters.resize(n);
  particles.species.resize(n);
  const crystal::PeriodicBox& box = particles.box;
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t tag = state.tag[i];
    particles.positions[tag] = box.nearest_image({state.x[i], state.y[i], state.z[i]});
    particles.velocities[tag] = {state.vx[i], state.vy[i], state.vz[i]};
    particles.diameters[tag] = state.diameter[i];
    particles.species[tag] = state.species[i];
  }
  return particles;
}

}  // namespace nacre::assembly
