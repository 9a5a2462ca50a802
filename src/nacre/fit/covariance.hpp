// Covariance of the free parameters from the Jacobian at the solution.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace nacre::fit {

struct Covariance {
  std::vector<double> matrix;             // row-major; NaN in rows and columns that are not determined
  std::vector<std::size_t> undetermined;  // parameters that some null vector of the Jacobian moves
};

// (J^T J)^-1 by singular value decomposition of J with its columns scaled to length one. A singular value
// under sqrt(eps) of the largest is a direction that the data do not determine: a correlation that differs
// from one by no more than rounding, and near the noise of numeric derivatives.
Covariance covariance_of(std::span<const double> jacobian, std::size_t n_free);

}  // namespace nacre::fit
