// Where a rising function reaches a target.
#pragma once

#include <functional>

namespace nacre::fit {

struct CrossingSearch {
  double from = 0;        // where the function is zero
  double first_step = 1;  // signed: the guess
  double limit = 0;       // not passed
  double target = 1;
};

// `rise` is nearly linear in the distance from `from`; it may be infinite, not NaN. Returns the limit if the
// target is not reached there, and an infinity if 20 growing steps do not reach it.
double crossing(const std::function<double(double)>& rise, const CrossingSearch& search);

}  // namespace nacre::fit
