// Quadratic minimisation with most unknowns not negative: the active-set method of Lawson and Hanson (Solving
// Least Squares Problems, 1974, chapter 23) on the normal equations, warm started.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace nacre::scattering {

struct NonNegativeMinimum {
  std::vector<double> values{};
  std::vector<std::size_t> free{};  // unknowns that are not held at zero, ascending
  bool converged = true;
};

// Minimises x'Hx / 2 - g'x with x_i >= 0 for i < n_bounded; H row-major, symmetric, positive definite, best
// scaled to a diagonal of ones. `start`: any x with x_i >= 0, or empty.
NonNegativeMinimum minimize_nonnegative(std::span<const double> H, std::span<const double> g,
                                        std::size_t n_bounded, std::span<const double> start);

// The rows and columns `chosen` of a square matrix.
std::vector<double> principal(std::span<const double> matrix, std::span<const std::size_t> chosen);

}  // namespace nacre::scattering
