// Particles as the report draws them: face-centered cubic spheres whose surface holds two ligands.
#pragma once

#include <cmath>
#include <functional>
#include <string>

#include "nacre/core/figure.hpp"

namespace nacre::test {

using IsA = std::function<bool(double x, double y, double z)>;

// Atoms of kind 0; above each atom at the surface a ligand of kind 1 (A) or 2 (B).
inline ParticlePicture fcc_particle(const std::string& title, double radius_nm, const IsA& is_a) {
  constexpr double half_cell = 0.2;
  ParticlePicture particle{title, {}, {}};
  const auto add = [&particle](double x, double y, double z, std::uint8_t kind) {
    particle.positions_nm.insert(particle.positions_nm.end(), {x, y, z});
    particle.kind.push_back(kind);
  };
  const int n = static_cast<int>(radius_nm / half_cell) + 1;
  for (int i = -n; i <= n; ++i)
    for (int j = -n; j <= n; ++j)
      for (int k = -n; k <= n; ++k) {
        const double x = i * half_cell, y = j * half_cell, z = k * half_cell;
        const double r = std::sqrt(x * x + y * y + z * z);
        if ((i + j + k) % 2 != 0 || r > radius_nm) continue;
        add(x, y, z, 0);
        const double out = (r + 0.28) / r;
        if (r > radius_nm - 0.21) add(out * x, out * y, out * z, is_a(x, y, z) ? 1 : 2);
      }
  return particle;
}

inline ParticleGallery sample_particles() {
  const auto janus = [](double, double, double z) { return z > 0; };
  const auto stripes = [](double, double, double z) { return std::sin(6 * z) > 0; };
  return {"particles",
          "Arrangements on the particle",
          "One equilibrium arrangement each, on a face-centered cubic sphere.",
          {{"atoms of the core", -1, 0.14}, {"C6SH", 0, 0.13}, {"C10SH", 4, 0.13}},
          {fcc_particle("χ = 6 RT: two faces", 1.3, janus), fcc_particle("χ = 2 RT: stripes", 1.3, stripes)}};
}

}  // namespace nacre::test
