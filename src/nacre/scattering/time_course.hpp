// When a quantity of a series is complete, and when it falls again, with errors.
#pragma once

#include <cstdint>
#include <limits>

#include "nacre/core/run_control.hpp"
#include "nacre/scattering/smooth_curve.hpp"

namespace nacre::scattering {

struct CourseValue {
  double value = std::numeric_limits<double>::quiet_NaN();
  double error = std::numeric_limits<double>::quiet_NaN();
};

// `arrival`: when the smooth curve reaches `share` of its maximum where it falls significantly afterwards,
// else of its value at the end. `onset`: when it has fallen to `share` of its maximum for good; NaN where it
// does not fall.
struct Completion {
  CourseValue arrival{};
  CourseValue reference{};  // the maximum or the value at the end
  bool of_maximum = false;
  CourseValue onset{};
  double fall_sigmas = 0;  // of the end below the maximum, in standard deviations
};

struct CompletionOptions {
  double share = 0.98;
  int replicas = 200;
  std::uint64_t seed = 1;
  std::uint64_t course = 0;  // tells apart the courses of one study
};

// Errors are standard deviations over curves drawn as SmoothCurve::drawn, and the mean shift of the draws is
// taken off, since the maximum of a noisy curve is too high. Throws as SmoothCurve.
Completion completion_of(const Course& course, const CompletionOptions& options, const RunControl& control);

inline constexpr double significant_fall = 3;  // standard deviations

}  // namespace nacre::scattering
