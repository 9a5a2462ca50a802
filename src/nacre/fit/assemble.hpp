// From a solution of the solver to the result that users read.
#pragma once

#include <cstddef>
#include <vector>

#include "nacre/fit/fit.hpp"
#include "nacre/fit/least_squares.hpp"

namespace nacre::fit {

// Values, covariance and warnings of a solution.
Result assemble(const Objective& objective, const Solution& solution);

// The values of the free parameters in a result, in the objective's order. Throws std::invalid_argument when
// the result has another number of parameters.
std::vector<double> free_values(const Objective& objective, const Result& result);

}  // namespace nacre::fit
