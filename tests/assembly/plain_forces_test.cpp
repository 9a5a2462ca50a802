#include <gtest/gtest.h>

#include <cmath>

#include "nacre/assembly/forces.hpp"
#include "nacre/assembly/interactions_check.hpp"
#include "nacre/assembly/pair_evaluator.hpp"
#include "nacre/assembly/simulation_failure.hpp"
#include "nacre/assembly/wall_evaluator.hpp"
#include "nacre/core/random.hpp"

namespace nacre::assembly {
namespace {

// Two species in a box of length 5, random but no closer than 0.92 of their mean diameter.
crystal::Particles loose_mixture(std::size_t n) {
  crystal::Particles particles;
  particles.box.lengths = {5, 5.5, 6};
  particles.species_names = {"L", "S"};
  RandomStream random(7, StreamName::initial_positions);
  while (particles.size() < n) {
    crystal::Vector at{};
    for (int k = 0; k < 3; ++k) at[k] = particles.box.lengths[k] * (random.uniform() - 0.5) * 0.8;
    const std::uint8_t species = particles.size() % 3 == 0 ? 0 : 1;
    const double diameter = (species == 0 ? 1 : 0.55) * (1 + 0.05 * random.uniform());
    bool fits = true;
    for (std::size_t j = 0; j < particles.size(); ++j) {
      const crystal::Vector& b = particles.positions[j];
      const crystal::Vector d = particles.box.nearest_image({at[0] - b[0], at[1] - b[1], at[2] - b[2]});
      const double s = (diameter + particles.diameters[j]) / 2;
      fits = fits && d[0] * d[0] + d[1] * d[1] + d[2] * d[2] > 0.92 * 0.92 * s * s;
    }
    if (!fits) continue;
    particles.positions.push_back(at);
    particles.diameters.push_back(diameter);
    particles.species.push_back(species);
  }
  return particles;
}

Interactions binary(PairPotential pair) {
  Interactions interactions{.species = 2, .pairs = std::vector<PairPotential>(4, pair)};
  interactions.pairs[1].epsilon = interactions.pairs[2].epsilon = 0.7 * pair.epsilon;
  interactions.pairs[3].epsilon = 0.4 * pair.epsilon;
  return interactions;
}

PairTable table_of_mie(double n, double m, double last) {
  PairTable table{.first = 0.8, .step = 0.01};
  for (double x = 0.8; x < last + 1e-9; x += 0.01) {
    table.energy.push_back(mie_value(n, m, x).energy);
    table.force.push_back(mie_value(n, m, x).force);
  }
  return table;
}

const std::vector<PairPotential>& every_form() {
  static const std::vector<PairPotential> forms = {
      {.n = 50, .m = 25, .cutoff = 1.4},
      {.epsilon = 2.5, .n = 50, .m = 6, .cutoff = 2.2, .cut = CutMode::smooth},
      {.n = 12, .m = 6, .cutoff = 2, .cut = CutMode::plain},
      {.n = 11.5, .m = 6.25, .cutoff = 2},
      {.form = PairForm::inverse_power, .n = 50, .cutoff = 1.3},
      {.form = PairForm::wca, .n = 50, .m = 25},
      {.form = PairForm::table, .cutoff = 1.5, .table = table_of_mie(12, 6, 1.5)},
  };
  return forms;
}

double energy_of(Forces& forces, State state) {
  const Energies energies = forces.compute(state, true);
  return energies.pair + energies.wall;
}

TEST(MieValue, HasItsMinimumOfMinusOneWhereTheCardSays) {
  for (const auto& [n, m] : {std::pair{50.0, 25.0}, {50.0, 6.0}, {12.0, 6.0}, {9.5, 3.25}}) {
    const PairValue value = mie_value(n, m, mie_minimum(n, m));
    EXPECT_NEAR(value.energy, -1, 1e-14);
    EXPECT_NEAR(value.force, 0, 1e-12);
    EXPECT_NEAR(mie_value(n, m, 1).energy, 0, 1e-14);
  }
  EXPECT_DOUBLE_EQ(mie_prefactor(50, 25), 4);
  EXPECT_DOUBLE_EQ(mie_prefactor(12, 6), 4);
  EXPECT_NEAR(mie_minimum(12, 6), std::pow(2, 1.0 / 6), 1e-15);
}

TEST(PairValue, ForceIsTheDerivativeOfTheEnergy) {
  for (const PairPotential& pair : every_form()) {
    const PairCut cut = pair_cut(pair);
    for (double x = 0.91; x < cut.cutoff - 0.01; x += 0.0137) {
      const double h = 1e-5;
      const double slope =
          (pair_value(pair, cut, x + h).energy - pair_value(pair, cut, x - h).energy) / (2 * h);
      const double force = pair_value(pair, cut, x).force;
      EXPECT_NEAR(-slope, force, 1e-5 * std::max(1.0, std::abs(force)))
          << pair.n << " " << pair.m << " at " << x;
    }
  }
}

TEST(PairValue, EndsAtTheCutoffAsItsModeSays) {
  PairPotential pair{.n = 12, .m = 6, .cutoff = 2};
  const double below = std::nextafter(2.0, 0.0);
  const PairValue plain = mie_value(12, 6, 2);
  pair.cut = CutMode::plain;
  EXPECT_NEAR(pair_value(pair, pair_cut(pair), below).energy, plain.energy, 1e-14);
  pair.cut = CutMode::shifted;
  EXPECT_NEAR(pair_value(pair, pair_cut(pair), below).energy, 0, 1e-14);
  EXPECT_NEAR(pair_value(pair, pair_cut(pair), below).force, plain.force, 1e-14);
  pair.cut = CutMode::smooth;
  EXPECT_NEAR(pair_value(pair, pair_cut(pair), below).energy, 0, 1e-14);
  EXPECT_NEAR(pair_value(pair, pair_cut(pair), below).force, 0, 1e-14);
  EXPECT_EQ(pair_value(pair, pair_cut(pair), 2).force, 0);
}

TEST(PairValue, WcaEndsAtItsMinimumWithoutAJump) {
  const PairPotential pair{.form = PairForm::wca, .n = 50, .m = 25, .cutoff = 9};
  const PairCut cut = pair_cut(pair);
  EXPECT_DOUBLE_EQ(cut.cutoff, std::pow(2, 0.04));
  EXPECT_NEAR(pair_value(pair, cut, std::nextafter(cut.cutoff, 0.0)).energy, 0, 1e-13);
  EXPECT_DOUBLE_EQ(pair_value(pair, cut, 1).energy, 1);
}

TEST(TableValue, IsExactForCubicsAndStraightBelowItsFirstRow) {
  PairTable table{.first = 0.5, .step = 0.25};
  for (double x = 0.5; x < 2.1; x += 0.25) {
    table.energy.push_back(2 - x + 3 * x * x - x * x * x);
    table.force.push_back(1 - 6 * x + 3 * x * x);
  }
  for (double x : {0.5, 0.6, 0.93, 1.7, 1.999}) {
    EXPECT_NEAR(table_value(table, x).energy, 2 - x + 3 * x * x - x * x * x, 1e-14) << x;
    EXPECT_NEAR(table_value(table, x).force, 1 - 6 * x + 3 * x * x, 1e-13) << x;
  }
  EXPECT_NEAR(table_value(table, 0.3).energy, table.energy[0] + 0.2 * table.force[0], 1e-15);
  EXPECT_EQ(table_value(table, 0.3).force, table.force[0]);
}

TEST(WallValue, TouchesWhereTheParticleDoes) {
  const WallPotential wall{.epsilon = 2};
  EXPECT_DOUBLE_EQ(wall_value(wall, 0.6, 0.3).energy, 2);
  EXPECT_EQ(wall_value(wall, 0.6, wall_reach(0.6)).energy, 0);
  EXPECT_NEAR(wall_value(wall, 0.6, wall_reach(0.6) - 1e-9).energy, 0, 1e-12);
  const double h = 1e-6;
  const double slope =
      (wall_value(wall, 0.6, 0.28 + h).energy - wall_value(wall, 0.6, 0.28 - h).energy) / (2 * h);
  EXPECT_NEAR(wall_value(wall, 0.6, 0.28).force, -slope, 1e-6 * std::abs(slope));
}

TEST(PlainForces, AreTheGradientOfTheEnergy) {
  for (const PairPotential& pair : every_form()) {
    const auto forces = plain_forces(binary(pair));
    State state = make_state(loose_mixture(60));
    forces->compute(state, true);
    for (std::size_t i = 0; i < state.size(); i += 7) {
      const double h = 1e-6;
      State forward = state, back = state;
      forward.y[i] += h;
      back.y[i] -= h;
      const double slope = (energy_of(*forces, forward) - energy_of(*forces, back)) / (2 * h);
      EXPECT_NEAR(state.fy[i], -slope, 1e-5 * std::max(1.0, std::abs(slope))) << pair.n << " " << pair.m;
    }
  }
}

TEST(PlainForces, VirialIsTheDerivativeByTheScale) {
  const auto forces = plain_forces(binary({.n = 12, .m = 6, .cutoff = 2, .cut = CutMode::smooth}));
  const crystal::Particles particles = loose_mixture(60);
  const auto scaled = [&](double by) {
    crystal::Particles larger = particles;
    for (double& length : larger.box.lengths) length *= by;
    for (crystal::Vector& at : larger.positions)
      for (double& x : at) x *= by;
    return energy_of(*forces, make_state(larger));
  };
  State state = make_state(particles);
  const double virial = forces->compute(state, true).virial;
  EXPECT_NEAR(virial, -(scaled(1 + 1e-6) - scaled(1 - 1e-6)) / 2e-6, 1e-5 * std::abs(virial));
}

TEST(PlainForces, OfADropletPushInwardsAndTellTheWallsForce) {
  crystal::Particles particles;
  particles.box = {.lengths = {12, 12, 12}, .periodic = {false, false, false}};
  particles.droplet_radius = 5;
  particles.positions = {{4.5, 0, 0}, {0, 0, -4.8}, {1, 1, 1}};
  particles.diameters = {1, 0.5, 1};
  particles.species = {0, 1, 0};
  State state = make_state(particles);
  const Energies energies = plain_forces(binary({}))->compute(state, true);
  EXPECT_LT(state.fx[0], 0);
  EXPECT_GT(state.fz[1], 0);
  EXPECT_EQ(state.fx[2], 0);
  EXPECT_NEAR(energies.wall_force, -state.fx[0] + state.fz[1], 1e-12);
  EXPECT_NEAR(energies.wall, wall_value({}, 1, 0.5).energy + wall_value({}, 0.5, 0.2).energy, 1e-12);
}

TEST(PlainForces, OfFlatWallsActOnAxesThatAreNotPeriodic) {
  crystal::Particles particles;
  particles.box = {.lengths = {8, 8, 6}, .periodic = {true, true, false}};
  particles.positions = {{3.9, 0, -2.6}, {0, 0, 2.7}};
  particles.diameters = {1, 0.55};
  particles.species = {0, 1};
  State state = make_state(particles);
  const Energies energies = plain_forces(binary({}))->compute(state, true);
  EXPECT_NEAR(state.fz[0], wall_value({}, 1, 0.4).force, 1e-10);
  EXPECT_NEAR(state.fz[1], -wall_value({}, 0.55, 0.3).force, 1e-10);
  EXPECT_EQ(state.fx[0], 0);
  EXPECT_NEAR(energies.wall_force, state.fz[0] - state.fz[1], 1e-10);
}

TEST(PlainForces, RefuseParticlesBeyondAWallAndWithoutPosition) {
  crystal::Particles particles;
  particles.box = {.lengths = {8, 8, 6}, .periodic = {true, true, false}};
  particles.positions = {{0, 0, 0}, {0, 0, 3.1}};
  particles.diameters = {1, 1};
  particles.species = {0, 0};
  State state = make_state(particles);
  EXPECT_THROW(plain_forces(binary({}))->compute(state, true), SimulationFailure);
  state.z[1] = std::nan("");
  EXPECT_THROW(plain_forces(binary({}))->compute(state, true), SimulationFailure);
}

std::string refusal(const Interactions& interactions) {
  try {
    check(interactions);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(InteractionsCheck, SaysWhatIsWrong) {
  EXPECT_EQ(refusal(binary({})), "");
  EXPECT_EQ(
      refusal({.species = 2, .pairs = std::vector<PairPotential>(3)}),
      "every pair of species has a potential: found 3 potentials for 2 species, expected 4, row by row");
  EXPECT_EQ(refusal(binary({.n = 6, .m = 12})),
            "the repulsion of a Mie potential is steeper than its attraction: found n = 6, m = 12, expected "
            "n > m > 0");
  EXPECT_NE(refusal(binary({.epsilon = -1})).find("a well depth is not negative"), std::string::npos);
  EXPECT_NE(refusal(binary({.cutoff = 0})).find("a cut-off is positive"), std::string::npos);
  EXPECT_NE(refusal(binary({.form = PairForm::table})).find("two rows or more"), std::string::npos);
  EXPECT_NE(refusal(binary({.form = PairForm::inverse_power, .n = -1})).find("n > 0"), std::string::npos);
  Interactions lopsided = binary({});
  lopsided.pairs[1].epsilon = 3;
  EXPECT_NE(refusal(lopsided).find("potentials are mutual"), std::string::npos);
}

TEST(InteractionsCheck, RefusesACutoffLongerThanHalfTheBox) {
  crystal::Particles particles = loose_mixture(10);
  EXPECT_NEAR(longest_cutoff(binary({.cutoff = 2}), particles),
              2 * *std::max_element(particles.diameters.begin(), particles.diameters.end()), 1e-14);
  EXPECT_NO_THROW(check_box(binary({.cutoff = 2}), particles));
  EXPECT_THROW(check_box(binary({.cutoff = 2.6}), particles), std::invalid_argument);
  particles.box.periodic = {false, false, false};
  EXPECT_NO_THROW(check_box(binary({.cutoff = 2.6}), particles));
}

}  // namespace
}  // namespace nacre::assembly
