// Minimisation of an objective within its bounds.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "nacre/fit/objective.hpp"

namespace nacre::fit {

struct Solution {
  std::vector<double> free;
  double cost = 0;  // as Objective::cost; infinite if the objective has no finite value at the start
  bool converged = false;
  std::string message{};
};

// First trust-region radius of the solver: nearly a full Gauss-Newton step, or where such steps lead astray
// a thousandth of one that grows threefold while it succeeds.
inline constexpr double bold = 1e4;
inline constexpr double cautious = 0.001;

// One run of Ceres from `start`, which lies within the bounds. Rethrows what the callbacks throw.
Solution least_squares(const Objective& objective, std::span<const double> start, double first_radius);

// least_squares, and where parameters end at their bounds, a fit of the others with those held, until the
// Karush-Kuhn-Tucker conditions are met: Ceres projects its steps on the bounds, which stalls when parameters
// are correlated.
Solution minimize(const Objective& objective, std::span<const double> start, double first_radius = bold);

// True for a parameter that is at one of its bounds: the solver puts it there exactly.
bool is_at_bound(const FreeParameter& parameter, double value);

}  // namespace nacre::fit
