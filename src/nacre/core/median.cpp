#include "nacre/core/median.hpp"

#include <algorithm>
#include <cstddef>

namespace nacre {

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

}  // namespace nacre
