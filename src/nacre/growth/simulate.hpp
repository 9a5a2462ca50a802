// One interface to the three solvers of a synthesis.
#pragma once

#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/growth/synthesis.hpp"
#include "nacre/growth/trajectory.hpp"

namespace nacre::growth {

enum class Solver {
  cohorts,          // moving cohorts along the characteristics: no numerical diffusion
  finite_volume,    // fixed cells of radius, Koren's limiter
  master_equation,  // monomer by monomer
};

struct Options {
  Solver solver = Solver::cohorts;
  double tolerance = 1e-4;      // relative error of a step, in time
  int resolution = 40;          // cohorts over a distribution; cells of the finite-volume scheme
  bool shot_noise = false;      // cohorts: spread by the randomness of single monomers (Fokker-Planck)
  double window_low_nm = 0;     // finite volume; 0: just below the smallest nuclei
  double window_high_nm = 0;    // finite volume and master equation; 0: found by a run with cohorts
  std::vector<double> snapshots_s{};  // ascending, within the synthesis
};

// Same input, same output. Throws std::invalid_argument for a synthesis or options that make no sense,
// std::runtime_error where no step is small enough.
Trajectory simulate(const Synthesis& synthesis, const Options& options, const RunControl& control = {});

}  // namespace nacre::growth
