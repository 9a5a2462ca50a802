// Small systems that several tests of dynamics run.
#pragma once

#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "nacre/assembly/forces.hpp"
#include "nacre/assembly/initial_fluid.hpp"
#include "nacre/assembly/initial_sizes.hpp"
#include "nacre/assembly/simulation.hpp"

namespace nacre::assembly {

inline Interactions one_species(PairPotential pair) { return {.species = 1, .pairs = {std::move(pair)}}; }

inline PairPotential lennard_jones(double cutoff = 2.5, CutMode cut = CutMode::shifted) {
  return {.form = PairForm::mie, .epsilon = 1, .n = 12, .m = 6, .cutoff = cutoff, .cut = cut};
}

inline PairPotential narrow_well(CutMode cut = CutMode::shifted) {
  return {.form = PairForm::mie, .epsilon = 1, .n = 50, .m = 25, .cutoff = 1.4, .cut = cut};
}

inline PairPotential nothing() { return {.form = PairForm::mie, .epsilon = 0, .n = 12, .m = 6, .cutoff = 1}; }

inline std::unique_ptr<Forces> fast_forces(PairPotential pair, Precision precision = Precision::full) {
  return native_forces(one_species(std::move(pair)), {.precision = precision});
}

// What does not see one another needs no loop over pairs.
class NoForces : public Forces {
 public:
  void prepare(State&) override {}
  Energies compute(State&, bool) override { return {}; }
};

// A fluid of equal particles in a cube.
inline State fluid(std::size_t n, double density, std::uint64_t seed = 1) {
  Composition composition{.number = n, .species = {{.name = "L"}}, .ratio = {1}};
  const double edge = std::cbrt(static_cast<double>(n) / density);
  Container container{.box = {.lengths = {edge, edge, edge}}};
  return make_state(random_fluid(make_particles(composition, seed), container, seed));
}

// Particles at random that do not see one another.
inline State gas(std::size_t n, Container container, std::uint64_t seed = 1) {
  Composition composition{.number = n, .species = {{.name = "L"}}, .ratio = {1}};
  crystal::Particles particles = make_particles(composition, seed);
  particles.box = container.box;
  particles.droplet_radius = container.droplet_radius;
  RandomStream random(seed, StreamName::initial_positions);
  for (crystal::Vector& at : particles.positions) at = random_place(container, 1, random);
  return make_state(particles);
}

// At rest until velocities are set; on the x axis.
inline State two_particles(double distance, double box = 20) {
  crystal::Particles particles;
  particles.box.lengths = {box, box, box};
  particles.positions = {{-distance / 2, 0, 0}, {distance / 2, 0, 0}};
  particles.diameters = {1, 1};
  particles.species = {0, 0};
  return make_state(particles);
}

}  // namespace nacre::assembly
