#include "nacre/assembly/barostat.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/random.hpp"

namespace nacre::assembly {

double barostat_factor(const Dynamics& dynamics, double volume, double kinetic, double virial, double kT,
                       std::uint64_t seed, std::uint64_t step) {
  const double rate = dynamics.compressibility / (2 * dynamics.barostat_time);
  const double interval = dynamics.time_step * dynamics.barostat_interval;
  const double pressure = (2 * kinetic + virial) / (3 * volume);
  const double xi = RandomStream(seed, StreamName::barostat_noise, step).normal();
  const double drift = -rate * (dynamics.pressure - pressure - kT / (2 * volume)) * interval;
  const double noise = std::sqrt(kT * rate * interval / volume) * xi;
  // A start far from its pressure goes there in small steps.
  return std::pow(1 + std::clamp(drift, -0.01, 0.01) + noise, 2.0 / 3);
}

}  // namespace nacre::assembly
