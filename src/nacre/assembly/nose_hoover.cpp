#include "nacre/assembly/nose_hoover.hpp"

#include <cmath>
#include <cstddef>

namespace nacre::assembly {
namespace {

constexpr double outer_weight = 1.3512071919596578;  // 1 / (2 - 2^(1/3))
constexpr double weights[] = {outer_weight, 1 - 2 * outer_weight, outer_weight};

double mass(const NoseHooverChain& chain, std::size_t k, double kT) {
  return (k == 0 ? chain.degrees_of_freedom : 1) * kT * chain.relaxation_time * chain.relaxation_time;
}

// Force on thermostat k over its mass.
double acceleration(const NoseHooverChain& chain, std::size_t k, double kinetic_energy, double kT) {
  if (k == 0) return (2 * kinetic_energy - chain.degrees_of_freedom * kT) / mass(chain, 0, kT);
  const double v = chain.velocities[k - 1];
  return (mass(chain, k - 1, kT) * v * v - kT) / mass(chain, k, kT);
}

// A quarter of a step of the velocity of thermostat k, slowed down by the next.
void push(NoseHooverChain& chain, std::size_t k, double kinetic_energy, double kT, double quarter) {
  const bool last = k + 1 == chain.velocities.size();
  const double slow = last ? 1 : std::exp(-chain.velocities[k + 1] * quarter / 2);
  double& v = chain.velocities[k];
  v = v * slow * slow + quarter * acceleration(chain, k, kinetic_energy, kT) * slow;
}

}  // namespace

double NoseHooverChain::half_step(double kinetic_energy, double kT, double time_step) {
  double scale = 1;
  for (const double weight : weights) {
    const double half = weight * time_step / 2, quarter = half / 2;
    for (std::size_t k = velocities.size(); k-- > 0;)
      push(*this, k, kinetic_energy * scale * scale, kT, quarter);
    scale *= std::exp(-half * velocities[0]);
    for (std::size_t k = 0; k < velocities.size(); ++k) positions[k] += half * velocities[k];
    for (std::size_t k = 0; k < velocities.size(); ++k)
      push(*this, k, kinetic_energy * scale * scale, kT, quarter);
  }
  return scale;
}

double NoseHooverChain::energy(double kT) const {
  double sum = 0;
  for (std::size_t k = 0; k < velocities.size(); ++k)
    sum += mass(*this, k, kT) * velocities[k] * velocities[k] / 2 +
           (k == 0 ? degrees_of_freedom : 1) * kT * positions[k];
  return sum;
}

}  // namespace nacre::assembly
