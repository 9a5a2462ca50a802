// Every parameter as a straight line in the free parameter that it hangs on.
#pragma once

#include <vector>

#include "nacre/fit/problem.hpp"

namespace nacre::fit {

// value = slope * value of parameter `source` + offset; source -1: a constant.
struct Line {
  int source = -1;
  double slope = 0;
  double offset = 0;
};

// One line a parameter, chains of ties followed to their end. Throws std::invalid_argument for an unknown
// name and for ties that go in a circle.
std::vector<Line> resolve_ties(const Problem& problem);

}  // namespace nacre::fit
