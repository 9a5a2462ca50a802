// The middle of a set of numbers.
#pragma once

#include <vector>

namespace nacre {

// The upper of the two in the middle where their number is even. The values must not be empty.
double median(std::vector<double> values);

}  // namespace nacre
