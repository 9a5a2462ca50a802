// The mean of a correlated series of samples and its statistical error, by blocking: neighbours are averaged
// in pairs, again and again, until the means no longer know of one another (Flyvbjerg and Petersen 1989, J.
// Chem. Phys. 91, 461, equations 20-28).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace nacre::assembly {

// The error of the mean as it looks from blocks of one length.
struct BlockLevel {
  std::size_t length = 1;  // samples in a block
  std::size_t blocks = 0;
  double error = 0;        // of the mean, as if blocks were independent
  double uncertainty = 0;  // of `error`: error / sqrt(2 (blocks - 1))
};

struct BlockAverage {
  double mean = 0;
  double deviation = 0;    // standard deviation of single samples
  double error = 0;        // of the mean; NaN for a single sample
  double uncertainty = 0;  // of `error`
  double correlation_time =
      0;                   // integrated, in samples: 1/2 of independent ones; error^2 = deviation^2 2 t / n
  double independent = 0;  // samples that the series is worth: (deviation / error)^2
  // Whether the series is long enough for `error` to be believed. If not, it is the largest seen: a lower
  // bound.
  bool converged = false;
  std::vector<BlockLevel> levels{};  // 1, 2, 4 ... samples, as long as there are two blocks
};

// The error is that of the shortest blocks of length B with B^3 > 2 n (error_B / error_1)^4, which weighs
// what is left of the correlation against the noise of few blocks (Lee et al. 2011, Phys. Rev. E 83, 066706,
// equation 12). Samples at the end that fill no block are left out of it, never of the mean. Throws
// std::invalid_argument if there are none or one is not finite.
BlockAverage block_average(std::span<const double> samples);

}  // namespace nacre::assembly
