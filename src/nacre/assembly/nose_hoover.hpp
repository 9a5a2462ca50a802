// A chain of Nose-Hoover thermostats: Martyna, Tuckerman, Tobias and Klein 1996, Mol. Phys. 87, 1117
// (doi:10.1080/00268979600100761), section 4.2, each half step split by Suzuki and Yoshida's three weights.
#pragma once

#include <vector>

namespace nacre::assembly {

struct NoseHooverChain {
  double degrees_of_freedom = 0;
  double relaxation_time = 0;        // tau: Q_1 = N_f kT tau^2, the others kT tau^2
  std::vector<double> positions{};   // eta
  std::vector<double> velocities{};  // d eta / dt

  // Half a time step; returns the factor by which velocities are to be multiplied.
  double half_step(double kinetic_energy, double kT, double time_step);

  // kinetic and potential energy of the chain: with the particles' what is conserved
  double energy(double kT) const;
};

}  // namespace nacre::assembly
