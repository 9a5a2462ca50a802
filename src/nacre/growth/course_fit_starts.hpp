// Where fits of courses start, and where each ends.
#pragma once

#include <cstdint>
#include <vector>

#include "nacre/growth/course_fit_model.hpp"

namespace nacre::growth {

// One start fitted with the coarse solver, in fitted values.
struct StartedFit {
  std::vector<double> start{};
  double start_chi2 = 0;
  fit::Result result{};  // empty values: the synthesis cannot be simulated at the start
  double cost = 0;       // what the fit made least: chi2, or the robust loss; infinite where it failed

  bool usable() const { return !result.values.empty(); }
};

// The given start and plan.starts - 1 others, each the best of several points drawn evenly between the
// bounds (of the logarithm where it is fitted). All are fitted, in parallel, in the same order.
std::vector<StartedFit> fit_from_starts(const std::vector<Course>& courses, const CourseFitPlan& plan,
                                        std::uint64_t seed, const RunControl& control);

}  // namespace nacre::growth
