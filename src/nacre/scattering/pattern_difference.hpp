// How far two patterns on the same points differ once scale and background are free.
#pragma once

#include <cstddef>
#include <span>

namespace nacre::scattering {

struct PatternDifference {
  double share = 0;         // rms of what is left over rms of the first about its mean
  std::size_t largest = 0;  // point where it is largest
  // Equal noise of each point, as a share of the first's maximum, with which chi2 of the difference is 25:
  // five standard errors.
  double noise = 0;
};

// What is left of the first after the best scale of the second (not negative) and a straight line: what no
// scale and no background can hide. Throws std::invalid_argument for fewer than 4 points or different
// lengths.
PatternDifference pattern_difference(std::span<const double> first, std::span<const double> second);

}  // namespace nacre::scattering
