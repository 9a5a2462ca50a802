// The classifier in crystals and fluids that have been simulated, at the densities of the paper.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "arrangements.hpp"
#include "nacre/assembly/environments.hpp"
#include "nacre/assembly/forces.hpp"
#include "nacre/assembly/initial_fluid.hpp"
#include "nacre/assembly/initial_sizes.hpp"
#include "nacre/assembly/nuclei.hpp"
#include "nacre/assembly/simulation.hpp"

namespace nacre::assembly {
namespace {

// Mie 50-25, the paper's narrow well, of all pairs.
Interactions narrow_wells(std::size_t species) {
  return {.species = species, .pairs = std::vector<PairPotential>(species * species)};
}

// Frames of a Langevin run at constant volume, the first after 4,000 steps; calls look(frame) for each.
template <typename Look>
void simulate(const crystal::Particles& start, double depth_kT, int frames, const Look& look) {
  SimulationSetup setup;
  setup.dynamics = {
      .kT = 1 / depth_kT, .time_step = 0.001 * std::min(1.8, std::sqrt(depth_kT)), .friction = 1};
  Simulation simulation(make_state(start), native_forces(narrow_wells(start.species_names.size()), {}),
                        setup);
  for (int frame = 0; frame < frames; ++frame) {
    simulation.run(frame == 0 ? 4000 : 1000);
    look(to_particles(simulation.state(), start));
  }
}

crystal::Particles crystal_in_box(const std::string& name, const std::array<int, 3>& repeats,
                                  double packing) {
  const bool one = name == "FCC" || name == "HCP";
  crystal::Particles particles =
      crystal_of(name, repeats, one ? std::vector<double>{1} : std::vector<double>{1, 0.55}, packing);
  if (one) particles.species_names = {"L"};
  return particles;
}

crystal::Particles fluid(std::size_t number, const std::vector<double>& ratio, double packing) {
  Composition composition{.number = number, .species = {{.name = "L"}}, .ratio = ratio};
  if (ratio.size() == 2) composition.species.push_back({.name = "S", .mean = 0.55});
  crystal::Particles particles = make_particles(composition, 1);
  double filled = 0;
  for (const double d : particles.diameters) filled += std::numbers::pi / 6 * d * d * d;
  const double length = std::cbrt(filled / packing);
  return random_fluid(particles, {.box = {.lengths = {length, length, length}}}, 1);
}

struct Thermal {
  const char* name;
  Environment environment;
  std::array<int, 3> repeats;
  double packing;
  double depth_kT;
};

// At 2.5 kT (where gas and crystal coexist) they fill their boxes at 0.66; below, they crack. At 1 kT AlB2
// melts below 0.60.
TEST(SlowThermalOrder, NineteenOfTwentyInThermalCrystalsAreFound) {
  const Thermal cases[] = {
      {"AlB2", Environment::alb2, {6, 4, 6}, 0.60, 1},
      {"AlB2", Environment::alb2, {6, 4, 6}, 0.66, 2.5},
      {"NaZn13", Environment::nazn13, {2, 2, 2}, 0.58, 1},
      {"NaZn13", Environment::nazn13, {2, 2, 2}, 0.66, 2.5},
      {"FCC", Environment::fcc, {5, 5, 5}, 0.58, 1},
      {"FCC", Environment::fcc, {5, 5, 5}, 0.66, 2.5},
      {"HCP", Environment::hcp, {6, 4, 4}, 0.58, 1},
  };
  for (const Thermal& one : cases) {
    double found = 0;
    simulate(crystal_in_box(one.name, one.repeats, one.packing), one.depth_kT, 4,
             [&](const crystal::Particles& now) {
               const Environments environments = classify(now, {});
               found += environments.fraction[static_cast<std::size_t>(one.environment)] / 4;
               EXPECT_EQ(nuclei(now, environments).grains, 1u) << one.name << " " << one.packing;
             });
    EXPECT_GT(found, 0.95) << one.name << " at " << one.packing;
  }
}

TEST(SlowThermalOrder, FewerThanOneOfAHundredInFluidsAreTakenForCrystals) {
  const std::pair<std::size_t, std::vector<double>> fluids[] = {{1000, {1}}, {1500, {1, 2}}, {2800, {1, 13}}};
  for (const auto& [number, ratio] : fluids)
    for (const double depth_kT : {1.0, 2.5}) {
      double crystalline = 0;
      simulate(fluid(number, ratio, 0.50), depth_kT, 4,
               [&](const crystal::Particles& now) { crystalline += classify(now, {}).crystalline / 4; });
      EXPECT_LT(crystalline, 0.01) << number << " particles, " << depth_kT << " kT";
    }
}

// Sizes as dispersed as the paper's.
TEST(SlowThermalOrder, DispersedSizesHideNoCrystal) {
  crystal::Particles start = crystal_in_box("AlB2", {6, 4, 6}, 0.60);
  RandomStream random(15, StreamName::synthetic_data);
  for (std::size_t i = 0; i < start.size(); ++i)
    start.diameters[i] *=
        1 + (start.species[i] == 0 ? 0.047 : 0.063) * std::clamp(random.normal(), -2.5, 2.5);
  simulate(start, 1, 3, [](const crystal::Particles& now) {
    EXPECT_GT(classify(now, {}).fraction[static_cast<std::size_t>(Environment::alb2)], 0.9);
  });
}

}  // namespace
}  // namespace nacre::assembly
