// Whether the equations of motion are integrated finely enough: what they conserve must not drift.
#pragma once

#include <span>
#include <string>

#include "nacre/assembly/simulation.hpp"

namespace nacre::assembly {

struct EnergyDrift {
  double per_10000_steps = 0;  // of ThermoSample::conserved, a particle: least-squares slope
  double spread = 0;           // standard deviation about the line, a particle
};

// Of samples of one stage in which neither container nor kT changes. At least three.
EnergyDrift energy_drift(std::span<const ThermoSample> samples, std::size_t particles);

// What to tell a user: empty if it drifts by less than a hundredth of kT a particle in 10,000 steps.
std::string drift_warning(const EnergyDrift& drift, double kT, double time_step);

}  // namespace nacre::assembly
