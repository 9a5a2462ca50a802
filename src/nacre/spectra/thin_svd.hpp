// Singular values and vectors, in one place: their templates take long to compile.
#pragma once

#include <vector>

#include "nacre/spectra/projection.hpp"

namespace nacre::spectra {

// m = left * diag(values) * right', with as many values as the shorter side of m, the largest first.
struct ThinSvd {
  Matrix left{};  // m.rows rows
  std::vector<double> values{};
  Matrix right{};  // m.columns rows
};
ThinSvd thin_svd(const Matrix& m);

}  // namespace nacre::spectra
