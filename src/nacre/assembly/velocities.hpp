// Velocities at a temperature.
#pragma once

#include <cstdint>

#include "nacre/assembly/dynamics.hpp"
#include "nacre/assembly/state.hpp"

namespace nacre::assembly {

// Maxwell's, from the stream initial_velocities, by tag: the same particle gets the same velocity in any
// order. The momenta that the ensemble conserves are taken out, the rest scaled so that the kinetic energy is
// exactly (degrees of freedom) kT / 2 in nve.
void draw_velocities(State& state, double kT, std::uint64_t seed, Ensemble ensemble);

// Takes out the momenta (periodic axes) or angular momenta (droplet) that the forces conserve.
void remove_conserved_momenta(State& state);

double kinetic_energy(const State& state);

// Kinetic degrees of freedom: 3 N less the momenta that are conserved (and have been taken out): three in a
// periodic box, those along periodic axes between walls, the three angular momenta in a droplet; none under
// Langevin noise.
double degrees_of_freedom(const State& state, Ensemble ensemble);

}  // namespace nacre::assembly
