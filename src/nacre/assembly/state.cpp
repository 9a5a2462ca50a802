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

// x/length + 1/2 must not decide alone: it rounds to 1 just below the upper edge.
void wrap(HugeVector<double>& x, HugeVector<std::int32_t>& image, double length) {
  const double half = 0.5 * length;
  const auto move = [&](std::size_t i, double boxes) {
    x[i] -= boxes * length;
    image[i] += static_cast<std::int32_t>(boxes);
  };
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i] >= -half && x[i] < half) continue;
    move(i, std::floor(x[i] / length + 0.5));
    if (x[i] >= half) move(i, 1);
    if (x[i] < -half) move(i, -1);
  }
}

}  // namespace

void wrap_into_box(State& state) {
  const crystal::PeriodicBox& box = state.container.box;
  if (box.periodic[0]) wrap(state.x, state.image_x, box.lengths[0]);
  if (box.periodic[1]) wrap(state.y, state.image_y, box.lengths[1]);
  if (box.periodic[2]) wrap(state.z, state.image_z, box.lengths[2]);
}

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
  wrap_into_box(state);
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
