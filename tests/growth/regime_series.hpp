// Bimodal series with a known exponent for the tests.
#pragma once

#include <cstdint>

#include "nacre/core/random.hpp"
#include "nacre/growth/regime_fit.hpp"

namespace nacre::growth {

// Second particles of 1.3 to 2.4 nm beside first ones that start at 2.0 nm, each radius with relative noise.
inline Bimodal made_bimodal(double exponent, double noise, std::uint64_t replica = 0, int rows = 12,
                            double stated_error = 0.02) {
  RandomStream random(5, StreamName::synthetic_data, replica);
  Bimodal data{.name = "made"};
  for (int i = 0; i < rows; ++i) {
    const double r2_nm = 1.3 + 1.1 * i / (rows - 1);
    const double r1_nm = predicted_r1_nm(r2_nm, exponent, {2.0, 1.3});
    const double seen_1 = r1_nm * (1 + noise * random.normal());
    const double seen_2 = r2_nm * (1 + noise * random.normal());
    data.points.push_back({seen_1, seen_2, stated_error * seen_1, stated_error * seen_2});
  }
  return data;
}

}  // namespace nacre::growth
