// All pairs, one after the other.
#include <cmath>
#include <string>
#include <utility>

#include "nacre/assembly/forces.hpp"
#include "nacre/assembly/interactions_check.hpp"
#include "nacre/assembly/pair_evaluator.hpp"
#include "nacre/assembly/simulation_failure.hpp"
#include "nacre/assembly/wall_evaluator.hpp"

namespace nacre::assembly {
namespace {

using crystal::Vector;

Vector position(const State& state, std::size_t i) { return {state.x[i], state.y[i], state.z[i]}; }

void push(State& state, std::size_t i, const Vector& force) {
  state.fx[i] += force[0];
  state.fy[i] += force[1];
  state.fz[i] += force[2];
}

void check_finite(const State& state) {
  for (std::size_t i = 0; i < state.size(); ++i)
    if (!std::isfinite(state.x[i]) || !std::isfinite(state.y[i]) || !std::isfinite(state.z[i]))
      throw SimulationFailure("particle " + std::to_string(state.tag[i]) + " has no finite position",
                              state.tag[i], "take a shorter time step, or start without overlaps");
}

// Throws SimulationFailure where the particle's centre is at the wall or beyond it.
WallValue before_wall(const State& state, std::size_t i, const WallPotential& wall, double distance) {
  if (!(distance > 0))
    throw SimulationFailure("particle " + std::to_string(state.tag[i]) + " has crossed the wall",
                            state.tag[i], "take a shorter time step, or compress more slowly");
  return wall_value(wall, state.diameter[i], distance);
}

class PlainForces : public Forces {
 public:
  explicit PlainForces(Interactions interactions) : interactions_(std::move(interactions)) {
    check(interactions_);
    for (const PairPotential& pair : interactions_.pairs) cuts_.push_back(pair_cut(pair));
  }

  void prepare(State&) override {}

  Energies compute(State& state, bool with_energies) override {
    check_finite(state);
    state.fx.assign(state.size(), 0);
    state.fy.assign(state.size(), 0);
    state.fz.assign(state.size(), 0);
    Energies energies;
    for (std::size_t i = 0; i < state.size(); ++i)
      for (std::size_t j = i + 1; j < state.size(); ++j) add_pair(state, i, j, energies);
    for (std::size_t i = 0; i < state.size(); ++i) add_walls(state, i, energies);
    return with_energies ? energies : Energies{};
  }

 private:
  void add_pair(State& state, std::size_t i, std::size_t j, Energies& energies) const {
    const std::size_t kind = state.species[i] * interactions_.species + state.species[j];
    const double s = (state.diameter[i] + state.diameter[j]) / 2;
    const Vector a = position(state, i), b = position(state, j);
    const Vector d = state.container.box.nearest_image({a[0] - b[0], a[1] - b[1], a[2] - b[2]});
    const double r = std::sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
    const PairPotential& pair = interactions_.pairs[kind];
    const PairValue value = pair_value(pair, cuts_[kind], r / s);
    const double along = pair.epsilon * value.force / s / r;
    push(state, i, {along * d[0], along * d[1], along * d[2]});
    push(state, j, {-along * d[0], -along * d[1], -along * d[2]});
    energies.pair += pair.epsilon * value.energy;
    energies.virial += along * r * r;
  }

  void add_walls(State& state, std::size_t i, Energies& energies) const {
    if (state.container.droplet_radius > 0) return add_droplet(state, i, energies);
    const crystal::PeriodicBox& box = state.container.box;
    const Vector at = position(state, i);
    for (int k = 0; k < 3; ++k) {
      if (box.periodic[k]) continue;
      const WallValue low = before_wall(state, i, interactions_.wall, at[k] + box.lengths[k] / 2);
      const WallValue high = before_wall(state, i, interactions_.wall, box.lengths[k] / 2 - at[k]);
      Vector force{};
      force[k] = low.force - high.force;
      push(state, i, force);
      energies.wall += low.energy + high.energy;
      energies.wall_force += low.force + high.force;
    }
  }

  void add_droplet(State& state, std::size_t i, Energies& energies) const {
    const Vector at = position(state, i);
    const double r = std::sqrt(at[0] * at[0] + at[1] * at[1] + at[2] * at[2]);
    const WallValue wall = before_wall(state, i, interactions_.wall, state.container.droplet_radius - r);
    if (wall.force > 0)
      push(state, i, {-wall.force * at[0] / r, -wall.force * at[1] / r, -wall.force * at[2] / r});
    energies.wall += wall.energy;
    energies.wall_force += wall.force;
  }

  Interactions interactions_;
  std::vector<PairCut> cuts_{};
};

}  // namespace

std::unique_ptr<Forces> plain_forces(Interactions interactions) {
  return std::make_unique<PlainForces>(std::move(interactions));
}

}  // namespace nacre::assembly
