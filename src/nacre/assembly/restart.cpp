#include "nacre/assembly/restart.hpp"

#include <cmath>
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

// Into [-length/2, length/2). What is within stays as it is to the last bit, so that wrapping again changes
// nothing: x/length + 1/2 must not decide alone, since it rounds to 1 just below the upper edge.
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

void put_in_order(State& state) {
  const std::vector<std::size_t> place(state.tag.begin(), state.tag.end());
  for (auto* values : {&state.x, &state.y, &state.z, &state.vx, &state.vy, &state.vz, &state.fx, &state.fy,
                       &state.fz, &state.diameter})
    reorder(*values, place);
  for (auto* images : {&state.image_x, &state.image_y, &state.image_z}) reorder(*images, place);
  reorder(state.species, place);
  std::iota(state.tag.begin(), state.tag.end(), 0u);
  const crystal::PeriodicBox& box = state.container.box;
  if (box.periodic[0]) wrap(state.x, state.image_x, box.lengths[0]);
  if (box.periodic[1]) wrap(state.y, state.image_y, box.lengths[1]);
  if (box.periodic[2]) wrap(state.z, state.image_z, box.lengths[2]);
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
