#include "nacre/assembly/restart.hpp"

#include <cstddef>
#include <numeric>
#include <stdexcept>

namespace nacre::assembly {
namespace {

template <typename T>
void reorder(HugeVector<T>& values, const std::vector<std::size_t>& place) {
  if (values.empty()) return;
  HugeVector<T> sorted(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) sorted[place[i]] = values[i];
  values.swap(sorted);
}

}  // namespace

void put_in_order(State& state) {
  const std::vector<std::size_t> place(state.tag.begin(), state.tag.end());
  for (auto* values : {&state.x, &state.y, &state.z, &state.vx, &state.vy, &state.vz, &state.fx, &state.fy,
                       &state.fz, &state.diameter})
    reorder(*values, place);
  for (auto* images : {&state.image_x, &state.image_y, &state.image_z}) reorder(*images, place);
  reorder(state.species, place);
  std::iota(state.tag.begin(), state.tag.end(), 0u);
  wrap_into_box(state);
}

Restart particles_of(const State& state) {
  Restart restart;
  restart.container = state.container;
  const std::size_t n = state.size();
  restart.positions.resize(n);
  restart.velocities.resize(n);
  restart.images.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    restart.positions[i] = {state.x[i], state.y[i], state.z[i]};
    restart.velocities[i] = {state.vx[i], state.vy[i], state.vz[i]};
    restart.images[i] = {state.image_x[i], state.image_y[i], state.image_z[i]};
  }
  restart.diameters.assign(state.diameter.begin(), state.diameter.end());
  restart.species.assign(state.species.begin(), state.species.end());
  return restart;
}

State state_of(const Restart& restart) {
  const std::size_t n = restart.positions.size();
  if (restart.velocities.size() != n || restart.images.size() != n)
    throw std::invalid_argument("a checkpoint holds a velocity and an image of every particle");
  crystal::Particles particles;
  particles.box = restart.container.box;
  particles.droplet_radius = restart.container.droplet_radius;
  particles.positions = restart.positions;
  particles.velocities = restart.velocities;
  particles.diameters = restart.diameters;
  particles.species = restart.species;
  State state = make_state(particles);
  for (std::size_t i = 0; i < n; ++i) {
    state.image_x[i] = restart.images[i][0];
    state.image_y[i] = restart.images[i][1];
    state.image_z[i] = restart.images[i][2];
  }
  return state;
}

}  // namespace nacre::assembly
