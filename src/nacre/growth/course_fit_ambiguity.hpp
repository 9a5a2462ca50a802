// What data cannot tell apart, from the derivatives at the best fit.
#pragma once

#include <span>
#include <vector>

#include "nacre/growth/course_fit.hpp"

namespace nacre::growth {

// Eigenvalues, ascending, and eigenvectors of a symmetric matrix, row-major; vector i is row i.
struct Eigensystem {
  std::vector<double> values{};
  std::vector<double> vectors{};
};
Eigensystem symmetric_eigensystem(std::vector<double> matrix, std::size_t n);

// Directions along which every member's error is ten times or more what it were if the others were known.
// `derivatives`: residuals by parameters as fitted, row-major.
std::vector<Ambiguity> ambiguities_of(std::span<const double> derivatives, std::size_t n_parameters);

}  // namespace nacre::growth
