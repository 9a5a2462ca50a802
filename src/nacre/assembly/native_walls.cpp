#include "nacre/assembly/native_walls.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "nacre/assembly/wall_evaluator.hpp"

namespace nacre::assembly::native {
namespace {

const double reach_over_diameter = wall_reach(1);

struct Walls {
  State& state;
  const WallPotential& wall;
  WallSums sums{};

  void note_crossing(std::size_t i) {
    if (sums.crossed == WallSums::none || state.tag[i] < state.tag[sums.crossed]) sums.crossed = i;
  }

  // The push away from a wall at a distance.
  double push(std::size_t i, double distance) {
    if (distance >= reach_over_diameter * state.diameter[i]) return 0;
    if (!(distance > 0)) {
      note_crossing(i);
      return 0;
    }
    const WallValue value = wall_value(wall, state.diameter[i], distance);
    sums.energy += value.energy;
    sums.force += value.force;
    return value.force;
  }

  void droplet(std::size_t i) {
    const double x = state.x[i], y = state.y[i], z = state.z[i];
    const double r2 = x * x + y * y + z * z;
    const double free = state.container.droplet_radius - reach_over_diameter * state.diameter[i];
    if (free > 0 && r2 < free * free) return;
    const double r = std::sqrt(r2);
    const double force = push(i, state.container.droplet_radius - r);
    if (force == 0) return;
    state.fx[i] -= force * x / r;
    state.fy[i] -= force * y / r;
    state.fz[i] -= force * z / r;
  }

  void flat(std::size_t i) {
    const crystal::PeriodicBox& box = state.container.box;
    const std::array<double, 3> at{state.x[i], state.y[i], state.z[i]};
    const std::array<double*, 3> force{&state.fx[i], &state.fy[i], &state.fz[i]};
    for (std::size_t k = 0; k < 3; ++k)
      if (!box.periodic[k])
        *force[k] += push(i, at[k] + box.lengths[k] / 2) - push(i, box.lengths[k] / 2 - at[k]);
  }
};

}  // namespace

bool has_walls(const Container& container) {
  const auto& periodic = container.box.periodic;
  return container.droplet_radius > 0 || !(periodic[0] && periodic[1] && periodic[2]);
}

WallSums wall_forces(State& state, const WallPotential& wall, std::size_t begin, std::size_t end) {
  Walls walls{state, wall};
  const bool is_droplet = state.container.droplet_radius > 0;
  for (std::size_t i = begin; i < end; ++i) is_droplet ? walls.droplet(i) : walls.flat(i);
  return walls.sums;
}

}  // namespace nacre::assembly::native
