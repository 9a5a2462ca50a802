// The buildup of the number of particles as a single exponential (S6 of the superfocusing paper).
#pragma once

#include "nacre/core/result.hpp"
#include "nacre/growth/trajectory.hpp"

namespace nacre::study {

// c(t) = c_end (1 - exp(-(t - t_0) / tau)) from t_0 on, per volume at time 0. NaN where there is nothing to
// fit.
struct Buildup {
  double start_s = no_value;               // t_0
  double time_s = no_value;                // tau
  double concentration_mol_m3 = no_value;  // c_end
  double residual = no_value;              // root mean square of the misfit over c_end
  double until_s = no_value;               // the fit sees times from 0 to this

  bool exists() const { return time_s > 0; }
  double concentration_at(double time_s) const;
};

// Least squares with equal weights, evenly in time from 0 to twice the time of 98 % of the particles. There
// is none where particles are in the flask at time 0, or never.
Buildup fit_buildup(const growth::Trajectory& trajectory);

}  // namespace nacre::study
