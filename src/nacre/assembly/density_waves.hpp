// rho(q) = sum of exp(i q r) over the particles of each species, at all wave vectors of a box up to a largest
// one.
#pragma once

#include <complex>
#include <cstddef>
#include <vector>

#include "nacre/assembly/state.hpp"
#include "nacre/core/run_control.hpp"

namespace nacre::assembly {

struct WaveVector {
  int h = 0, k = 0, l = 0;  // q = 2 pi (h/Lx, k/Ly, l/Lz)
  double q = 0;             // its length, in 1/sigma
};

struct DensityWaves {
  std::vector<WaveVector> vectors{};                     // one of q and -q, without 0
  std::vector<std::vector<std::complex<double>>> rho{};  // of each species, one a vector
};

// The same numbers for any number of threads.
DensityWaves density_waves(const State& state, std::size_t species, double largest_q,
                           const RunControl& control);

}  // namespace nacre::assembly
