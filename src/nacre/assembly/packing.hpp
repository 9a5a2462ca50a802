// Packing fractions and the containers that have them.
#pragma once

#include <span>

#include "nacre/assembly/state.hpp"
#include "nacre/crystal/particles.hpp"

namespace nacre::assembly {

enum class ContainerShape { periodic, droplet, slit };

// pi/6 sum (f d)^3; f, one a species, is the effective diameter over sigma (effective_diameter.hpp), 1 if
// none are given.
double particle_volume(const crystal::Particles& particles, std::span<const double> effective = {});

// Of the box between its walls, or of the droplet within its radius.
double container_volume(const Container& container);

double packing_fraction(const crystal::Particles& particles, std::span<const double> effective = {});

// The container of a shape in which the particles have this packing fraction. Periodic: edges in the
// proportions of `proportions`; slit: flat walls across z; droplet: in a box that is 1 % larger than it and
// not periodic. Throws std::invalid_argument for no particles or a packing fraction that is not between 0 and
// 0.74.
Container container_of_packing(ContainerShape shape, const crystal::Particles& particles, double packing,
                               std::span<const double> effective = {},
                               const crystal::Vector& proportions = {1, 1, 1});

// Puts the particles into it: box and droplet radius.
void set_container(crystal::Particles& particles, const Container& container);

}  // namespace nacre::assembly
