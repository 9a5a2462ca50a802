// The fast engine over many steps: lists that stay valid, threads, restarts.
#include <gtest/gtest.h>

#include <cmath>

#include "assembly/native_mixture.hpp"
#include "nacre/assembly/forces.hpp"

namespace nacre::assembly {
namespace {

const Interactions narrow = binary({.n = 50, .m = 25, .cutoff = 1.4});

// Random velocities of kT = 1, about the same for every tag.
State hot_mixture(std::size_t n, crystal::PeriodicBox box, double droplet_radius = 0) {
  crystal::Particles particles = mixture(n, box, Sizes::continuous, droplet_radius);
  RandomStream random(5, StreamName::initial_positions);
  for (std::size_t i = 0; i < n; ++i)
    particles.velocities.push_back({random.normal(), random.normal(), random.normal()});
  return make_state(particles);
}

void kick(State& state, double dt) {
  for (std::size_t i = 0; i < state.size(); ++i) {
    state.vx[i] += dt * state.fx[i];
    state.vy[i] += dt * state.fy[i];
    state.vz[i] += dt * state.fz[i];
  }
}

// Velocity Verlet; each step the container and all in it shrink by `scale`.
void step(State& state, Forces& forces, double dt, double scale = 1) {
  kick(state, dt / 2);
  for (std::size_t i = 0; i < state.size(); ++i) {
    state.x[i] = scale * (state.x[i] + dt * state.vx[i]);
    state.y[i] = scale * (state.y[i] + dt * state.vy[i]);
    state.z[i] = scale * (state.z[i] + dt * state.vz[i]);
  }
  for (double& length : state.container.box.lengths) length *= scale;
  state.container.droplet_radius *= scale;
  forces.compute(state, false);
  kick(state, dt / 2);
}

double off_plain(const State& state, const Interactions& interactions) {
  State slow = state;
  plain_forces(interactions)->compute(slow, false);
  std::vector<crystal::Vector> difference = by_tag(state);
  const std::vector<crystal::Vector> expected = by_tag(slow);
  for (std::size_t i = 0; i < expected.size(); ++i)
    for (std::size_t k = 0; k < 3; ++k) difference[i][k] -= expected[i][k];
  return norm(difference) / norm(expected);
}

void expect_valid_lists(State state, const NativeOptions& options, double scale, double tolerance) {
  const auto forces = native_forces(narrow, options);
  forces->compute(state, false);
  for (int k = 0; k < 400; ++k) {
    step(state, *forces, 0.001, scale);
    if (k % 7 != 0) continue;
    ASSERT_LT(off_plain(state, narrow), tolerance) << k;
  }
}

TEST(NativeRun, lists_hold_all_pairs_while_particles_move) {
  const State periodic = hot_mixture(300, {{5, 5.5, 6}});
  for (const double skin : {0.0, 0.02, 0.3}) {
    SCOPED_TRACE(skin);
    expect_valid_lists(periodic, {.precision = Precision::full, .skin = skin}, 1, 1e-12);
    expect_valid_lists(periodic, {.precision = Precision::mixed, .skin = skin}, 1, 1e-5);
  }
}

TEST(NativeRun, lists_hold_all_pairs_while_the_container_shrinks_or_grows) {
  const State periodic = hot_mixture(300, {{5.5, 5.5, 6}});
  const State droplet = hot_mixture(300, {{7, 7, 7}, {false, false, false}}, 3.5);
  const State slit = hot_mixture(300, {{6, 6, 5}, {true, true, false}});
  for (const double scale : {0.9999, 1.0002})
    for (const State& state : {periodic, droplet, slit})
      expect_valid_lists(state, {.precision = Precision::full}, scale, 1e-12);
}

// Gas-like, so that particles go through the box many times.
TEST(NativeRun, particles_that_cross_the_box_again_and_again) {
  State state = hot_mixture(40, {{3.2, 3.3, 3.5}});
  for (auto* v : {&state.vx, &state.vy, &state.vz})
    for (double& x : *v) x *= 3;
  const auto forces = native_forces(binary({.form = PairForm::inverse_power, .n = 12, .cutoff = 1.4}), {});
  forces->compute(state, false);
  const Interactions soft = binary({.form = PairForm::inverse_power, .n = 12, .cutoff = 1.4});
  for (int k = 0; k < 6000; ++k) {
    step(state, *forces, 0.001);
    if (k % 500 != 0) continue;
    ASSERT_LT(off_plain(state, soft), 1e-5) << k;
  }
  int crossings = 0;
  for (const auto* images : {&state.image_x, &state.image_y, &state.image_z})
    for (const int image : *images) crossings += std::abs(image);
  EXPECT_GT(crossings, 100);
}

std::vector<crystal::Vector> positions_after(State state, const NativeOptions& options, int steps) {
  const auto forces = native_forces(narrow, options);
  forces->prepare(state);
  forces->compute(state, false);
  for (int k = 0; k < steps; ++k) step(state, *forces, 0.001);
  std::vector<crystal::Vector> positions(state.size());
  for (std::size_t i = 0; i < state.size(); ++i)
    positions[state.tag[i]] = {state.x[i], state.y[i], state.z[i]};
  return positions;
}

TEST(NativeRun, the_same_for_any_number_of_threads) {
  const State state = hot_mixture(1500, {{9, 9, 9}});
  for (const auto precision : {Precision::mixed, Precision::full}) {
    const auto one = positions_after(state, {.precision = precision, .threads = 1}, 200);
    EXPECT_EQ(one, positions_after(state, {.precision = precision, .threads = 2}, 200));
    EXPECT_EQ(one, positions_after(state, {.precision = precision, .threads = 5}, 200));
  }
}

TEST(NativeRun, energies_are_the_same_for_any_number_of_threads) {
  State a = hot_mixture(1500, {{9, 9, 9}}), b = a;
  const Energies one = native_forces(narrow, {.threads = 1})->compute(a, true);
  const Energies two = native_forces(narrow, {.threads = 2})->compute(b, true);
  EXPECT_EQ(one.pair, two.pair);
  EXPECT_EQ(one.virial, two.virial);
}

// What a checkpoint does: the run that goes on and the one that starts from the file are the same.
TEST(NativeRun, prepare_forgets_what_was_before) {
  const crystal::Particles start = mixture(400, {{6, 6, 6.5}}, Sizes::two);
  State state = make_state(start);
  const auto forces = native_forces(narrow, {});
  forces->compute(state, false);
  for (int k = 0; k < 150; ++k) step(state, *forces, 0.001);
  forces->prepare(state);
  State restored = make_state(to_particles(state, start));
  for (std::size_t i = 0; i < state.size(); ++i) {
    restored.image_x[state.tag[i]] = state.image_x[i];
    restored.image_y[state.tag[i]] = state.image_y[i];
    restored.image_z[state.tag[i]] = state.image_z[i];
  }
  const auto fresh = native_forces(narrow, {});
  fresh->prepare(restored);
  fresh->compute(restored, false);
  forces->compute(state, false);
  for (int k = 0; k < 150; ++k) {
    step(state, *forces, 0.001);
    step(restored, *fresh, 0.001);
  }
  EXPECT_EQ(state.tag, restored.tag);
  EXPECT_EQ(state.x, restored.x);
  EXPECT_EQ(state.vz, restored.vz);
  EXPECT_EQ(state.image_y, restored.image_y);
}

}  // namespace
}  // namespace nacre::assembly
