// Central differences with a step that suits each parameter and never leaves its bounds.
#pragma once

#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace nacre::fit {

// Returns false where the function has no finite value.
using VectorFunction = std::function<bool(std::span<const double> x, std::span<double> out)>;

// One direction to differentiate in.
struct Axis {
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  double scale = 0;                                        // typical size of the parameter; 0: not known
  double sigma = std::numeric_limits<double>::infinity();  // uncertainty so far; the function is in sigmas
};

// Size of the parameter that steps are measured with: its value, its scale, else its uncertainty, else 1.
double size_along(const Axis& axis, double x);

// Row-major d out / d x at x, where the function is `at_x`. When `update_sigma`, the uncertainty of each
// parameter alone, 1 / |column|, is written back and a step that is too long for it is taken again.
// False if some derivative has no finite value.
bool jacobian(const VectorFunction& function, std::span<const double> x, std::span<const double> at_x,
              std::span<Axis> axes, bool update_sigma, std::span<double> out);

}  // namespace nacre::fit
