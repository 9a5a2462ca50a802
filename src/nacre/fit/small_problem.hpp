// A fast way for small problems with exact derivatives, inside their bounds.
#pragma once

#include <optional>
#include <span>

#include "nacre/fit/least_squares.hpp"

namespace nacre::fit {

// Levenberg-Marquardt on the normal equations, without the general solver's preparations. Only for problems
// that bring their derivatives and have no robust loss. Nothing when that does not apply, when the solution
// is at a bound, or when one more Gauss-Newton step would still move it: least_squares then has its turn.
std::optional<Solution> solve_small(const Objective& objective, std::span<const double> start);

}  // namespace nacre::fit
