#include "nacre/assembly/energy_drift.hpp"

#include <cmath>
#include <sstream>
#include <stdexcept>

namespace nacre::assembly {

EnergyDrift energy_drift(std::span<const ThermoSample> samples, std::size_t particles) {
  if (samples.size() < 3) throw std::invalid_argument("a drift is that of at least three samples");
  const double count = static_cast<double>(samples.size());
  double mean_x = 0, mean_y = 0;
  for (const ThermoSample& sample : samples) {
    mean_x += static_cast<double>(sample.step) / count;
    mean_y += sample.conserved / count;
  }
  double xx = 0, xy = 0, yy = 0;
  for (const ThermoSample& sample : samples) {
    const double x = static_cast<double>(sample.step) - mean_x, y = sample.conserved - mean_y;
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  const double slope = xy / xx, n = static_cast<double>(particles);
  return {1e4 * slope / n, std::sqrt(std::max(yy - slope * xy, 0.0) / count) / n};
}

std::string drift_warning(const EnergyDrift& drift, double kT, double time_step) {
  if (std::abs(drift.per_10000_steps) < 0.01 * kT) return {};
  std::ostringstream text;
  text << "the energy drifts by " << drift.per_10000_steps << " a particle in 10000 steps (kT is " << kT
       << "): take a time step shorter than " << time_step << ", or a smooth cut-off";
  return text.str();
}

}  // namespace nacre::assembly
