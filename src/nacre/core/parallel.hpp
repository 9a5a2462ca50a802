// Deterministic parallel loops.
#pragma once

#include <cstddef>
#include <functional>

#include "nacre/core/run_control.hpp"

namespace nacre {

// Calls body(i) for every i below n on at most control.threads threads. Each i must write to a place of its
// own, so that the result does not depend on the number of threads. Of several exceptions the one of the
// lowest i is rethrown, as in a plain loop; throws Interrupted when a stop is requested. A loop within a
// body shares the outer loop's threads.
void parallel_for(std::size_t n, const RunControl& control, const std::function<void(std::size_t)>& body);

// Sum of term(i) with an order of addition that does not depend on the number of threads.
double parallel_sum(std::size_t n, const RunControl& control, const std::function<double(std::size_t)>& term);

}  // namespace nacre
