#include "nacre/assembly/initial_fluid.hpp"

#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "nacre/assembly/packing.hpp"
#include "nacre/core/random.hpp"
#include "nacre/core/units.hpp"

namespace nacre::assembly {

crystal::Vector random_place(const Container& container, double diameter, RandomStream& random) {
  const double radius = container.droplet_radius;
  for (int tries = 0; tries < 10000; ++tries) {
    crystal::Vector at{};
    for (int k = 0; k < 3; ++k) {
      const double length = radius > 0 ? 2 * radius : container.box.lengths[k];
      const double room = container.box.periodic[k] ? length : length - diameter;
      if (room <= 0) break;
      at[k] = room * (random.uniform() - 0.5);
    }
    const double r2 = at[0] * at[0] + at[1] * at[1] + at[2] * at[2];
    if (radius == 0 || r2 < (radius - diameter / 2) * (radius - diameter / 2)) return at;
  }
  throw std::invalid_argument("a particle of diameter " + format_number(diameter) +
                              " does not fit between the walls; take more particles or smaller ones");
}

void refuse_overlap(const crystal::Particles& particles, const Overlap& left, double closeness) {
  if (left.closeness >= closeness) return;
  const std::string other = left.j == particles.size() ? "the wall" : "particle " + std::to_string(left.j);
  throw std::invalid_argument("the particles could not be pushed apart at a packing fraction of " +
                              format_rounded(packing_fraction(particles)) + ": particle " +
                              std::to_string(left.i) + " and " + other + " are left at " +
                              format_rounded(left.closeness) + " of their contact, expected " +
                              format_rounded(closeness) + "; start from a lower packing and compress");
}

crystal::Particles random_fluid(crystal::Particles particles, const Container& container, std::uint64_t seed,
                                const PushOff& options) {
  set_container(particles, container);
  RandomStream random(seed, StreamName::initial_positions);
  for (std::size_t i = 0; i < particles.size(); ++i)
    particles.positions[i] = random_place(container, particles.diameters[i], random);
  refuse_overlap(particles, push_off(particles, {}, options), options.closeness);
  return particles;
}

}  // namespace nacre::assembly
