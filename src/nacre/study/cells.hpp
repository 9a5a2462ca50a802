// Cells of tables from numbers that may be missing.
#pragma once

#include <cmath>

#include "nacre/core/result.hpp"

namespace nacre::study {

// Empty where the value is not finite.
inline Cell finite_cell(double value) { return std::isfinite(value) ? Cell(value) : Cell(); }

}  // namespace nacre::study
