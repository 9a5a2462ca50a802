// One case of a growth study with [data]: what is free, and the fit.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/study/growth_fit_data.hpp"
#include "nacre/study/growth_run.hpp"

namespace nacre::study {

struct GrowthFitAnalysis {
  const Case* one = nullptr;
  std::string name{};  // "exponent 4" where something is scanned, else that of the data
  std::string slug{};  // of the case; empty where nothing is scanned
  GrowthCourses data{};
  growth::CourseFit fit{};
  // Each synthesis as found, simulated as [solver] says.
  std::vector<growth::Synthesis> syntheses{};
  std::vector<growth::Trajectory> trajectories{};
  std::vector<GrowthSummary> summaries{};
  double solver_difference = 0;  // largest of fit minus that simulation at the data, in standard errors

  // Size of a standard error of one: 1, or what the scatter made of it.
  double error_scale() const;
};

// Parameters that are "fit" in the case. Throws Error (usage): none, one that no such data can tell, one
// without bounds where starts are drawn.
growth::CourseFitPlan growth_fit_plan(const Case& one, const GrowthCourses& data);

GrowthFitAnalysis analyse_growth_fit(const Case& one, std::uint64_t seed, const RunControl& control);

}  // namespace nacre::study
