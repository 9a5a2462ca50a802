#include "nacre/assembly/overlaps.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>

#include "nacre/assembly/close_pairs.hpp"
#include "nacre/assembly/pair_evaluator.hpp"
#include "nacre/assembly/simulation_failure.hpp"
#include "nacre/assembly/wall_evaluator.hpp"

namespace nacre::assembly {
namespace {

using crystal::Vector;

struct Found {
  std::size_t i = 0, j = 0;
  double distance = 0;
  double mean_diameter = 0;
  double energy = 0;
};

double length(const Vector& d) { return std::sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]); }

Found look_at(const crystal::Particles& particles, const Interactions& interactions, const ClosePair& pair) {
  const Vector &a = particles.positions[pair.i], &b = particles.positions[pair.j];
  const double r = length(particles.box.nearest_image({a[0] - b[0], a[1] - b[1], a[2] - b[2]}));
  const double s = (particles.diameters[pair.i] + particles.diameters[pair.j]) / 2;
  const PairPotential& potential = interactions.pair(particles.species[pair.i], particles.species[pair.j]);
  const double energy = potential.epsilon * pair_value(potential, pair_cut(potential), r / s).energy;
  return {pair.i, pair.j, r, s, energy};
}

void refuse_pairs(const crystal::Particles& particles, const Interactions& interactions, double limit) {
  for (const ClosePair& pair : close_pairs(particles, 0)) {
    const Found found = look_at(particles, interactions, pair);
    if (found.energy <= limit) continue;  // not a NaN, as of two at one place
    std::ostringstream text;
    text << "particles " << found.i << " and " << found.j << " overlap: they are " << found.distance
         << " apart, and the mean of their diameters is " << found.mean_diameter;
    throw SimulationFailure(text.str(), found.i,
                            "start from a random fluid, which is pushed apart, or a larger box");
  }
}

// Distance of the particle's centre from the nearest wall; positive inside.
double before_wall(const crystal::Particles& particles, std::size_t i) {
  const Vector& at = particles.positions[i];
  if (particles.droplet_radius > 0) return particles.droplet_radius - length(at);
  double nearest = particles.box.volume();
  for (int k = 0; k < 3; ++k)
    if (!particles.box.periodic[k])
      nearest = std::min(nearest, particles.box.lengths[k] / 2 - std::abs(at[k]));
  return nearest;
}

bool has_walls(const crystal::Particles& particles) {
  const auto& periodic = particles.box.periodic;
  return particles.droplet_radius > 0 || !(periodic[0] && periodic[1] && periodic[2]);
}

void refuse_walls(const crystal::Particles& particles, const WallPotential& wall, double limit) {
  for (std::size_t i = 0; has_walls(particles) && i < particles.size(); ++i) {
    const double distance = before_wall(particles, i);
    if (distance > 0 && wall_value(wall, particles.diameters[i], distance).energy <= limit) continue;
    std::ostringstream text;
    text << "particle " << i << " is ";
    if (distance > 0)
      text << "in the wall: its centre is " << distance << " from it, and its radius is "
           << particles.diameters[i] / 2;
    else
      text << "outside the wall by " << -distance;
    throw SimulationFailure(text.str(), i, "take a larger container");
  }
}

}  // namespace

void refuse_overlaps(const crystal::Particles& particles, const Interactions& interactions, double kT,
                     double limit_kT) {
  refuse_walls(particles, interactions.wall, limit_kT * kT);
  refuse_pairs(particles, interactions, limit_kT * kT);
}

}  // namespace nacre::assembly
