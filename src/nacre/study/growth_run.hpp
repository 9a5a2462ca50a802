// The simulations of a growth study, one a case.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/growth/simulate.hpp"
#include "nacre/study/growth_buildup.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// What the quantities of a study say about one simulation. NaN where there are no particles.
struct GrowthSummary {
  growth::Arrival yield;          // when 98 % of it are reached
  growth::Arrival concentration;  // when 98 % of the particles are there
  double nucleation_share = 0;    // the ratio of the two times
  double radius_nm = 0;           // at the end
  double sigma_nm = 0;
  double dispersity = 0;
  double skewness = 0;
  double concentration_mol_m3 = 0;
  double yield_final = 0;
  double supersaturation_max = 0;
};

GrowthSummary growth_summary(const growth::Trajectory& trajectory);

struct GrowthRun {
  const Case* one = nullptr;
  growth::Synthesis synthesis{};
  growth::Options options{};  // snapshots: those of the study and the frames of the film, together
  growth::Trajectory trajectory{};
  std::vector<std::size_t> snapshots{};  // of the study, as indices into trajectory.snapshots
  std::vector<std::size_t> frames{};     // of the film
  GrowthSummary summary{};
  GrowthSummary coarse{};  // the same with ten times the tolerance and half the resolution
  Buildup buildup{};
  Buildup coarse_buildup{};
};

// The times of the film: denser where the distribution is young.
std::vector<double> film_times(double duration_s, int frames);

// Simulates every case, in parallel.
std::vector<GrowthRun> run_growth_cases(const Study& study, const RunControl& control);

// One synthesis as the case says how to simulate it, in detail and coarsely.
GrowthRun run_growth(const Case& one, growth::Synthesis synthesis, const RunControl& control);

}  // namespace nacre::study
