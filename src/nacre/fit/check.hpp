// What can be said against a problem before it is fitted.
#pragma once

#include <string>

#include "nacre/fit/problem.hpp"

namespace nacre::fit {

// Throws std::invalid_argument: "name of the problem: reason".
[[noreturn]] void reject(const Problem& problem, const std::string& reason);

// Throws for names, bounds, priors, losses and data sets that make no sense.
void check(const Problem& problem);

// "[0, 5]", for messages.
std::string format_bounds(double lower, double upper);

}  // namespace nacre::fit
