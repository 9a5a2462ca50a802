// Mixtures for the tests of the fast engine.
#pragma once

#include <cmath>
#include <vector>

#include "nacre/assembly/interactions.hpp"
#include "nacre/assembly/pair_evaluator.hpp"
#include "nacre/assembly/state.hpp"
#include "nacre/core/random.hpp"

namespace nacre::assembly {

enum class Sizes { two, continuous };

// A mixture at random, no pair closer than 0.93 of its mean diameter; in a droplet if the radius is not zero.
inline crystal::Particles mixture(std::size_t n, crystal::PeriodicBox box, Sizes sizes,
                                  double droplet_radius = 0) {
  crystal::Particles particles{.box = box, .droplet_radius = droplet_radius};
  particles.species_names = {"L", "S"};
  RandomStream random(11, StreamName::initial_positions);
  while (particles.size() < n) {
    const std::uint8_t species = particles.size() < n / 3 ? 0 : 1;
    const double spread = sizes == Sizes::two ? 0 : 0.2 * (random.uniform() - 0.5);
    const double diameter = (species == 0 ? 1 : 0.55) * (1 + spread);
    crystal::Vector at{};
    for (std::size_t k = 0; k < 3; ++k)
      at[k] = (box.lengths[k] - (box.periodic[k] ? 0 : 0.93 * diameter)) * (random.uniform() - 0.5);
    const double r = std::sqrt(at[0] * at[0] + at[1] * at[1] + at[2] * at[2]);
    bool fits = droplet_radius == 0 || droplet_radius - r > 0.48 * diameter;
    for (std::size_t j = 0; fits && j < particles.size(); ++j) {
      const crystal::Vector& b = particles.positions[j];
      const crystal::Vector d = box.nearest_image({at[0] - b[0], at[1] - b[1], at[2] - b[2]});
      const double s = 0.93 * (diameter + particles.diameters[j]) / 2;
      fits = d[0] * d[0] + d[1] * d[1] + d[2] * d[2] > s * s;
    }
    if (!fits) continue;
    particles.positions.push_back(at);
    particles.diameters.push_back(diameter);
    particles.species.push_back(species);
  }
  return particles;
}

inline Interactions binary(const PairPotential& pair) {
  return {.species = 2, .pairs = std::vector<PairPotential>(4, pair)};
}

inline PairTable table_of_mie(double n, double m, double last) {
  PairTable table{.first = 0.95, .step = 0.005};
  for (double x = table.first; x < last + 1e-9; x += table.step) {
    table.energy.push_back(mie_value(n, m, x).energy);
    table.force.push_back(mie_value(n, m, x).force);
  }
  return table;
}

// Forces in the order of the tags.
inline std::vector<crystal::Vector> by_tag(const State& state) {
  std::vector<crystal::Vector> forces(state.size());
  for (std::size_t i = 0; i < state.size(); ++i)
    forces[state.tag[i]] = {state.fx[i], state.fy[i], state.fz[i]};
  return forces;
}

inline double norm(const std::vector<crystal::Vector>& forces) {
  double sum = 0;
  for (const crystal::Vector& f : forces) sum += f[0] * f[0] + f[1] * f[1] + f[2] * f[2];
  return std::sqrt(sum);
}

// Every form, and every way the kernels have to its powers.
inline std::vector<PairPotential> every_potential() {
  return {
      {.n = 50, .m = 25, .cutoff = 1.4},
      {.epsilon = 2.5, .n = 50, .m = 25, .cutoff = 1.4, .cut = CutMode::smooth},
      {.n = 50, .m = 6, .cutoff = 2.4},
      {.n = 50, .m = 6, .cutoff = 2.4, .cut = CutMode::smooth},
      {.n = 12, .m = 6, .cutoff = 2.4},
      {.n = 12, .m = 6, .cutoff = 2.4, .cut = CutMode::smooth},
      {.n = 36, .m = 13, .cutoff = 1.7},
      {.n = 14, .m = 7, .cutoff = 2, .cut = CutMode::smooth},
      {.n = 36.5, .m = 13.25, .cutoff = 1.8, .cut = CutMode::smooth},
      {.form = PairForm::inverse_power, .n = 50, .cutoff = 1.6},
      {.form = PairForm::inverse_power, .epsilon = 0.7, .n = 12.5, .cutoff = 2, .cut = CutMode::smooth},
      {.form = PairForm::wca, .epsilon = 1.5, .n = 50, .m = 25},
      {.form = PairForm::wca, .n = 12, .m = 6},
      {.form = PairForm::table, .epsilon = 1.2, .cutoff = 1.4, .table = table_of_mie(50, 25, 1.4)},
      {.form = PairForm::table, .cutoff = 2, .cut = CutMode::smooth, .table = table_of_mie(12, 6, 2)},
  };
}

}  // namespace nacre::assembly
