// How particles move: the equations of motion, their thermostat and barostat. Reduced units: lengths in sigma
// of the large species, energies in the unit of the potential's epsilon, masses 1, so that times are in sigma
// sqrt(m / energy unit).
#pragma once

#include <string_view>

namespace nacre::assembly {

enum class Ensemble {
  nve,  // velocity Verlet
  nvt,  // Nose-Hoover chain of Martyna, Tuckerman, Tobias and Klein (1996, doi:10.1080/00268979600100761)
  langevin,  // BAOAB of Leimkuhler and Matthews (2013, doi:10.1063/1.4802990)
  npt,       // BAOAB with stochastic cell rescaling, isotropic, of Bernetti and Bussi (2020,
             // doi:10.1063/5.0020514)
};

std::string_view ensemble_name(Ensemble ensemble);  // "nve", "nvt", "langevin", "npt"

struct Dynamics {
  Ensemble ensemble = Ensemble::langevin;
  double kT = 1;             // at the start; stages of the schedule may change it
  double time_step = 0.001;  // see advised_time_step (time_step.hpp)

  double friction = 0.2;  // langevin and npt: 1/time

  double thermostat_time = 0.5;  // nvt: tau of the chain, masses Q_1 = N_f kT tau^2, Q_k = kT tau^2
  int chain_length = 3;          // nvt: 1..10

  double pressure = 1;            // npt
  double barostat_time = 2;       // npt
  double compressibility = 0.05;  // npt: a guess; only compressibility / barostat_time enters
  int barostat_interval = 10;     // npt: steps between two changes of the volume

  // What stops a run as blown up.
  double largest_move = 0.1;  // of one particle in one step, in diameters of the smallest particle
  double largest_kT = 20;     // measured over the highest set so far; not watched in nve
};

// Throws std::invalid_argument with what is wrong: which value, and what was expected.
void check(const Dynamics& dynamics);

}  // namespace nacre::assembly
