// From the raw thermogram to one heat per injection: baseline, peaks, errors.
#pragma once

#include <string>
#include <vector>

namespace nacre::ligands {

struct Thermogram {
  std::vector<double> time_s;    // ascending
  std::vector<double> power_uW;  // positive where the cell takes heat up (endothermic)
};

struct IntegrationPlan {
  std::vector<double> injection_times_s;  // ascending; empty: found in the thermogram
  double baseline_window_s = 0;           // before each injection; 0: chosen from the spacing
  double peak_duration_s = 0;             // after each injection; 0: up to the next baseline window
};

struct IntegratedInjection {
  double time_s = 0;
  double heat_uJ = 0;
  double error_uJ = 0;  // from the noise (its autocorrelation included) of peak and baseline
};

struct IntegratedThermogram {
  std::vector<IntegratedInjection> injections;
  std::vector<double> baseline_uW;  // at every time
  double noise_uW = 0;              // standard deviation about the baseline
  std::vector<std::string> warnings;
};

// Heats are sums of trapezoids: samples must be dense in the rise of a peak. Throws std::invalid_argument:
// too few points, times that do not ascend, gaps inside a peak (says where), injections outside the record, a
// baseline that cannot be found (says which window and why).
IntegratedThermogram integrate_thermogram(const Thermogram& thermogram, const IntegrationPlan& plan);

}  // namespace nacre::ligands
