#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "assembly/native_mixture.hpp"
#include "nacre/assembly/forces.hpp"
#include "nacre/assembly/native_kernel.hpp"
#include "nacre/assembly/simulation_failure.hpp"

namespace nacre::assembly {
namespace {

struct Comparison {
  double total;    // norm of the difference over norm, all particles
  double largest;  // largest difference of one component over the largest component
  Energies native, plain;
};

Comparison compare(const Interactions& interactions, const NativeOptions& options, const State& state) {
  State fast = state, slow = state;
  Comparison result{};
  result.native = native_forces(interactions, options)->compute(fast, true);
  result.plain = plain_forces(interactions)->compute(slow, true);
  std::vector<crystal::Vector> difference = by_tag(fast);
  const std::vector<crystal::Vector> expected = by_tag(slow);
  double largest = 0, off = 0;
  for (std::size_t i = 0; i < expected.size(); ++i)
    for (std::size_t k = 0; k < 3; ++k) {
      difference[i][k] -= expected[i][k];
      largest = std::max(largest, std::abs(expected[i][k]));
      off = std::max(off, std::abs(difference[i][k]));
    }
  result.total = norm(difference) / norm(expected);
  result.largest = off / largest;
  return result;
}

std::string name_of(const PairPotential& pair) {
  return "form " + std::to_string(static_cast<int>(pair.form)) + ", n = " + std::to_string(pair.n) +
         ", m = " + std::to_string(pair.m) + ", cut " + std::to_string(static_cast<int>(pair.cut));
}

void expect_sums(const Energies& found, const Energies& expected, double tolerance) {
  const double scale = std::abs(expected.pair) + std::abs(expected.virial);
  EXPECT_NEAR(found.pair, expected.pair, tolerance * scale);
  EXPECT_NEAR(found.virial, expected.virial, tolerance * scale);
  EXPECT_NEAR(found.wall, expected.wall, 1e-12 * std::abs(expected.wall));
  EXPECT_NEAR(found.wall_force, expected.wall_force, 1e-12 * std::abs(expected.wall_force));
}

// Both precisions beside the plain loop.
void expect_like_plain(const Interactions& interactions, const State& state) {
  const Comparison full = compare(interactions, {.precision = Precision::full}, state);
  EXPECT_LT(full.total, 1e-12);
  EXPECT_LT(full.largest, 1e-12);
  expect_sums(full.native, full.plain, 1e-12);
  const Comparison mixed = compare(interactions, {.precision = Precision::mixed}, state);
  EXPECT_LT(mixed.total, 1e-5);
  EXPECT_LT(mixed.largest, 2e-5);
  expect_sums(mixed.native, mixed.plain, 1e-5);
}

TEST(NativeForces, every_potential_is_that_of_the_plain_loop) {
  const State two = make_state(mixture(500, {{6.1, 6.1, 6.1}}, Sizes::two));
  const State continuous = make_state(mixture(500, {{5.5, 6.5, 7}}, Sizes::continuous));
  for (const PairPotential& pair : every_potential()) {
    SCOPED_TRACE(name_of(pair));
    expect_like_plain(binary(pair), two);
    expect_like_plain(binary(pair), continuous);
  }
}

TEST(NativeForces, each_pair_of_species_has_its_own_potential) {
  const std::vector<PairPotential> forms = every_potential();
  const State state = make_state(mixture(500, {{5.5, 6.5, 7}}, Sizes::continuous));
  for (std::size_t k = 0; k < forms.size(); ++k) {
    Interactions interactions = binary(forms[k]);
    interactions.pairs[1] = interactions.pairs[2] = forms[(k + 5) % forms.size()];
    interactions.pairs[3] = forms[(k + 9) % forms.size()];
    SCOPED_TRACE(name_of(forms[k]));
    expect_like_plain(interactions, state);
  }
}

TEST(NativeForces, walls) {
  const Interactions interactions = binary({.n = 50, .m = 25, .cutoff = 1.4});
  crystal::PeriodicBox box{{9, 9, 9}, {false, false, false}};
  const Comparison droplet = compare(interactions, {.precision = Precision::full},
                                     make_state(mixture(600, box, Sizes::continuous, 4.5)));
  EXPECT_GT(droplet.plain.wall, 1);
  expect_like_plain(interactions, make_state(mixture(600, box, Sizes::continuous, 4.5)));
  expect_like_plain(interactions, make_state(mixture(500, {{7, 7, 5}, {true, true, false}}, Sizes::two)));
  expect_like_plain(interactions, make_state(mixture(500, {{8, 5, 6}, {false, true, false}}, Sizes::two)));
}

TEST(NativeForces, boxes_barely_above_two_cutoffs) {
  for (const double length : {2.81, 3.0, 3.3}) {
    SCOPED_TRACE(length);
    const State state = make_state(mixture(30, {{length, 3.1, 4}}, Sizes::two));
    expect_like_plain(binary({.n = 50, .m = 25, .cutoff = 1.4}), state);
    expect_like_plain(binary({.n = 12, .m = 6, .cutoff = 1.4, .cut = CutMode::smooth}), state);
  }
}

TEST(NativeForces, few_particles) {
  for (const std::size_t n : {1u, 2u, 5u, 17u})
    for (const double length : {4.0, 60.0}) {
      const State state = make_state(mixture(n, {{length, length, length}}, Sizes::two));
      State fast = state, slow = state;
      const Interactions interactions = binary({.n = 12, .m = 6, .cutoff = 2});
      native_forces(interactions, {.precision = Precision::full})->compute(fast, false);
      plain_forces(interactions)->compute(slow, false);
      const auto found = by_tag(fast), expected = by_tag(slow);
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < 3; ++k)
          EXPECT_NEAR(found[i][k], expected[i][k], 1e-12 * (1 + std::abs(expected[i][k])));
    }
}

TEST(NativeForces, no_particles) {
  State state;
  state.container.box.lengths = {4, 4, 4};
  const auto forces = native_forces(binary({}), {});
  forces->prepare(state);
  EXPECT_EQ(forces->compute(state, true).pair, 0);
}

TEST(NativeForces, energies_only_when_asked_for) {
  State state = make_state(mixture(100, {{4, 4, 4}}, Sizes::two));
  const auto forces = native_forces(binary({.n = 50, .m = 25, .cutoff = 1.4}), {});
  EXPECT_NE(forces->compute(state, true).virial, 0);
  const HugeVector<double> with = state.fx;
  const Energies none = forces->compute(state, false);
  EXPECT_EQ(none.pair, 0);
  EXPECT_EQ(none.virial, 0);
  for (std::size_t i = 0; i < with.size(); ++i)
    EXPECT_NEAR(state.fx[i], with[i], 1e-5 * (100 + std::abs(with[i])));
}

// Runs the body once for every set of instructions that this processor has.
template <typename Body>
void on_every_target(const Body& body) {
  const std::int64_t all = hwy::SupportedTargets();
  for (std::int64_t left = all; left != 0; left &= left - 1) {
    hwy::SetSupportedTargetsForTest(left & -left);
    hwy::GetChosenTarget().DeInit();
    body();
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().DeInit();
}

TEST(NativeForces, every_target) {
  const State state = make_state(mixture(250, {{5.5, 5.5, 5.5}}, Sizes::continuous));
  std::vector<std::string> targets;
  on_every_target([&] {
    targets.emplace_back(native::kernel_target());
    SCOPED_TRACE(targets.back());
    for (const PairPotential& pair : every_potential()) {
      SCOPED_TRACE(name_of(pair));
      expect_like_plain(binary(pair), state);
    }
  });
  std::sort(targets.begin(), targets.end());
  targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
#if defined(__x86_64__)
  EXPECT_GE(targets.size(), 2u);  // at least the baseline and SSE4
#endif
}

TEST(NativeForces, positions_that_are_nowhere_are_named) {
  const State sound = make_state(mixture(100, {{4, 4, 4}}, Sizes::two));
  for (const double wrong :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), 1e3})
    for (const bool has_list : {false, true}) {
      State state = sound;
      const auto forces = native_forces(binary({}), {});
      if (has_list) forces->compute(state, false);
      const std::size_t i = 97;
      state.y[i] = wrong;
      if (!has_list && std::isfinite(wrong)) continue;  // wrapped
      try {
        forces->compute(state, false);
        ADD_FAILURE() << wrong;
      } catch (const SimulationFailure& failure) {
        EXPECT_EQ(failure.particle_tag, state.tag[i]);
      }
    }
}

TEST(NativeForces, particles_at_one_place_have_no_force_that_is_a_number) {
  for (const auto precision : {Precision::mixed, Precision::full})
    for (const PairPotential& pair : every_potential()) {
      if (pair.form == PairForm::table) continue;  // finite at any distance
      State state = make_state(mixture(20, {{6, 6, 6}}, Sizes::two));
      state.x[3] = state.x[5], state.y[3] = state.y[5], state.z[3] = state.z[5];
      native_forces(binary(pair), {.precision = precision})->compute(state, false);
      for (std::size_t i = 0; i < state.size(); ++i)
        EXPECT_EQ(std::isfinite(state.fx[i]), state.tag[i] != 3 && state.tag[i] != 5) << name_of(pair);
    }
}

TEST(NativeForces, walls_that_are_crossed_name_the_particle) {
  crystal::PeriodicBox box{{6, 6, 6}, {false, false, false}};
  State state = make_state(mixture(50, box, Sizes::two, 3));
  const auto forces = native_forces(binary({}), {});
  forces->compute(state, false);
  state.x[7] = 3.01;
  state.y[7] = state.z[7] = 0;
  try {
    forces->compute(state, false);
    ADD_FAILURE();
  } catch (const SimulationFailure& failure) {
    EXPECT_EQ(failure.particle_tag, state.tag[7]);
    EXPECT_NE(std::string(failure.what()).find("crossed the wall"), std::string::npos);
  }
}

TEST(NativeForces, cutoff_beyond_half_the_box) {
  State state = make_state(mixture(20, {{4, 2.7, 4}}, Sizes::two));
  const auto forces = native_forces(binary({.cutoff = 1.4}), {});
  try {
    forces->compute(state, false);
    ADD_FAILURE();
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("1.4 "), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("1.35"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace nacre::assembly
