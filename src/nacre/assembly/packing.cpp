#include "nacre/assembly/packing.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

#include "nacre/core/units.hpp"

namespace nacre::assembly {
namespace {

constexpr double droplet_margin = 1.01;

double sphere_volume(double radius) { return 4 * std::numbers::pi / 3 * radius * radius * radius; }

}  // namespace

double particle_volume(const crystal::Particles& particles, std::span<const double> effective) {
  double sum = 0;
  for (std::size_t i = 0; i < particles.size(); ++i) {
    const double d = particles.diameters[i] * (effective.empty() ? 1 : effective[particles.species[i]]);
    sum += d * d * d;
  }
  return std::numbers::pi / 6 * sum;
}

double container_volume(const Container& container) {
  return container.droplet_radius > 0 ? sphere_volume(container.droplet_radius) : container.box.volume();
}

double packing_fraction(const crystal::Particles& particles, std::span<const double> effective) {
  return particle_volume(particles, effective) / container_volume({particles.box, particles.droplet_radius});
}

Container container_of_packing(ContainerShape shape, const crystal::Particles& particles, double packing,
                               std::span<const double> effective, const crystal::Vector& proportions) {
  if (particles.size() == 0) throw std::invalid_argument("a container holds one particle at least");
  if (!(packing > 0 && packing < 1))
    throw std::invalid_argument("found a packing fraction of " + format_number(packing) +
                                ", expected one above 0 and below 1");
  const double volume = particle_volume(particles, effective) / packing;
  Container container;
  if (shape == ContainerShape::droplet) {
    container.droplet_radius = std::cbrt(volume / sphere_volume(1));
    const double edge = 2 * droplet_margin * container.droplet_radius;
    container.box = {.lengths = {edge, edge, edge}, .periodic = {false, false, false}};
    return container;
  }
  const double scale = std::cbrt(volume / (proportions[0] * proportions[1] * proportions[2]));
  for (int k = 0; k < 3; ++k) container.box.lengths[k] = scale * proportions[k];
  container.box.periodic = {true, true, shape != ContainerShape::slit};
  return container;
}

void set_container(crystal::Particles& particles, const Container& container) {
  particles.box = container.box;
  particles.droplet_radius = container.droplet_radius;
}

}  // namespace nacre::assembly
