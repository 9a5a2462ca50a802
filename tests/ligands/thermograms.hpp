// Thermograms made for tests.
#pragma once

#include <cmath>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/ligands/thermogram.hpp"

namespace thermograms {

struct Making {
  std::vector<double> heats_uJ{-3000, -2800, -2000, -900, -300, -150, -100, -80};
  double spacing_s = 300;
  double first_s = 120;
  double step_s = 1;
  double noise_uW = 0;
  double correlation = 0;  // of neighbouring samples
  double drift_uW_s = 1e-3;
  std::uint64_t replica = 0;
};

// The response of a calorimeter to a unit of heat: delays of 2 and 3 s, and a decay in 15 s.
inline double response(double t) {
  if (t <= 0) return 0;
  const auto term = [t](double own, double a, double b) {
    return own * std::exp(-t / own) / ((own - a) * (own - b));
  };
  return term(15, 3, 2) + term(3, 15, 2) + term(2, 15, 3);
}

inline std::vector<double> injection_times(const Making& making) {
  std::vector<double> times;
  for (std::size_t k = 0; k < making.heats_uJ.size(); ++k) {
    times.push_back(making.first_s + making.spacing_s * static_cast<double>(k));
  }
  return times;
}

inline double baseline(const Making& making, double t) {
  return 12 + making.drift_uW_s * t + 0.4 * std::sin(t / 1500);
}

inline nacre::ligands::Thermogram made(const Making& making) {
  nacre::RandomStream random(17, nacre::StreamName::synthetic_data, making.replica);
  const std::vector<double> times = injection_times(making);
  nacre::ligands::Thermogram thermogram;
  double noise = random.normal();
  for (double t = 0; t <= times.back() + making.spacing_s; t += making.step_s) {
    double power = baseline(making, t);
    for (std::size_t k = 0; k < times.size(); ++k) power += making.heats_uJ[k] * response(t - times[k]);
    thermogram.time_s.push_back(t);
    thermogram.power_uW.push_back(power + making.noise_uW * noise);
    noise =
        making.correlation * noise + std::sqrt(1 - making.correlation * making.correlation) * random.normal();
  }
  return thermogram;
}

}  // namespace thermograms
