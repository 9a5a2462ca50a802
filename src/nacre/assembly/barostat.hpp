// Stochastic cell rescaling, isotropic: Bernetti and Bussi 2020, J. Chem. Phys. 153, 114107
// (doi:10.1063/5.0020514).
#pragma once

#include <cstdint>

#include "nacre/assembly/dynamics.hpp"

namespace nacre::assembly {

// By what all lengths are to be multiplied, and velocities divided, at this step; it takes place every
// dynamics.barostat_interval steps. One Euler step in sqrt(volume), where the noise is the same at all
// volumes: d lambda = -(beta lambda / (2 tau)) (P_0 - P - kT / (2 V)) dt + sqrt(kT beta / (2 tau)) dW, beta
// being the compressibility, P = (2 K + virial) / (3 V). Volumes are then distributed as exp(-P_0 V / kT)
// Z(V) dV.
double barostat_factor(const Dynamics& dynamics, double volume, double kinetic, double virial, double kT,
                       std::uint64_t seed, std::uint64_t step);

}  // namespace nacre::assembly
