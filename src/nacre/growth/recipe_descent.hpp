// The smallest value of a function of a few variables between 0 and 1, without derivatives.
#pragma once

#include <functional>
#include <vector>

namespace nacre::growth {

struct Lowest {
  std::vector<double> at{};
  double value = 0;
};

// Simplex of Nelder and Mead (Comput. J. 7, 308 (1965)), points outside of the unit cube moved onto it.
// Begins at `start` with steps of `step` and ends after `evaluations` of f, or once the simplex is smaller
// than `smallest`.
Lowest descend(const std::function<double(const std::vector<double>&)>& f, const std::vector<double>& start,
               double step, double smallest, int evaluations);

}  // namespace nacre::growth
