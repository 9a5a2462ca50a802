// Arrangements whose g(r) and S(q) are known.
#pragma once

#include <cmath>
#include <random>
#include <vector>

#include "nacre/assembly/state.hpp"
#include "nacre/core/run_control.hpp"

namespace nacre::assembly::test {

inline RunControl threads(int n) { return {.threads = n}; }

inline double between(std::mt19937_64& random, double low, double high) {
  return std::uniform_real_distribution<double>(low, high)(random);
}

// Every third particle is large.
inline crystal::Particles named(std::size_t n, const std::vector<double>& diameters) {
  crystal::Particles particles;
  particles.species_names = {"L", "S"};
  for (std::size_t i = 0; i < n; ++i) {
    particles.species.push_back(i % 3 == 0 ? 0 : 1);
    particles.diameters.push_back(diameters[particles.species[i]]);
  }
  return particles;
}

inline crystal::Particles ideal_gas(const crystal::Vector& lengths, std::size_t n,
                                    const std::vector<double>& diameters, unsigned seed) {
  std::mt19937_64 random(seed);
  crystal::Particles particles = named(n, diameters);
  particles.box.lengths = lengths;
  for (std::size_t i = 0; i < n; ++i) {
    crystal::Vector at{};
    for (std::size_t k = 0; k < 3; ++k) at[k] = between(random, -lengths[k] / 2, lengths[k] / 2);
    particles.positions.push_back(at);
  }
  return particles;
}

// Centres anywhere that leaves the particle within the radius.
inline crystal::Particles ideal_droplet(double radius, std::size_t n, const std::vector<double>& diameters,
                                        unsigned seed) {
  std::mt19937_64 random(seed);
  crystal::Particles particles = named(n, diameters);
  particles.box = {{2 * radius, 2 * radius, 2 * radius}, {false, false, false}};
  particles.droplet_radius = radius;
  while (particles.positions.size() < n) {
    const double reach = radius - particles.diameters[particles.positions.size()] / 2;
    const crystal::Vector at{between(random, -reach, reach), between(random, -reach, reach),
                             between(random, -reach, reach)};
    if (at[0] * at[0] + at[1] * at[1] + at[2] * at[2] < reach * reach) particles.positions.push_back(at);
  }
  return particles;
}

inline crystal::Particles simple_cubic(int cells, double edge) {
  crystal::Particles particles;
  particles.species_names = {"L"};
  const double length = cells * edge;
  particles.box.lengths = {length, length, length};
  for (int i = 0; i < cells; ++i)
    for (int j = 0; j < cells; ++j)
      for (int k = 0; k < cells; ++k)
        particles.positions.push_back(
            {(i + 0.25) * edge - length / 2, (j + 0.25) * edge - length / 2, (k + 0.25) * edge - length / 2});
  particles.species.assign(particles.positions.size(), 0);
  particles.diameters.assign(particles.positions.size(), 1);
  return particles;
}

}  // namespace nacre::assembly::test
