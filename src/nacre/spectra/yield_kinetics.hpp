// Yield and concentration of particles against time: how long a synthesis makes monomer, and for which share
// of that time it makes particles (Figure 2c of Prins et al., doi:10.1021/acs.nanolett.0c04813).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "nacre/fit/fit.hpp"
#include "nacre/spectra/measured.hpp"

namespace nacre::spectra {

inline constexpr double complete = 0.98;  // of the final value

struct KineticPoint {
  double time_s = 0;
  Measured yield{};
  Measured concentration_uM{};
  double correlation = 0;  // of the two, from the absorbance that is in both
};

struct KineticModel {
  double order = 2;            // of the generation of monomer in the precursor
  double start_s = 0;          // when both begin
  bool fit_start = false;      // of the concentration
  bool final_at_last = false;  // the final value is that at the last time, else the limit of the fit
  bool errors_known = true;    // false: the scatter sets them
};

// Share of the precursor that has reacted after a time: dP/dt = -k P^order, with rate = k P0^(order - 1) in
// 1/s.
double conversion(double time_s, double rate_per_s, double order);

// When the conversion reaches a share.
double time_of_conversion(double share, double rate_per_s, double order);

struct YieldKinetics {
  KineticModel model{};
  std::vector<KineticPoint> points{};
  fit::Problem problem{};  // yield_end, rate, concentration_end, buildup_time, start
  fit::Result result{};
  Measured t98_yield_s{};
  Measured t98_concentration_s{};
  Measured nucleation_share{};  // of the second in the first

  double yield_at(double time_s) const;
  double concentration_uM_at(double time_s) const;
};

// Both courses fitted together, since each aliquot's absorbance is in its yield and in its concentration:
// yield = yield_end x(t), x = conversion, and c = c_end (1 - exp(-(t - start) / tau)). Throws
// std::invalid_argument for fewer than four points after the start or errors that are not positive.
YieldKinetics fit_yield_kinetics(std::vector<KineticPoint> points, const KineticModel& model);

}  // namespace nacre::spectra
