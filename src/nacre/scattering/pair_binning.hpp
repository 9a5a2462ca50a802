// Distances of all pairs of atoms of a cluster, counted in bins.
#pragma once

#include "nacre/core/run_control.hpp"
#include "nacre/crystal/nanocrystal.hpp"
#include "nacre/scattering/pair_histogram.hpp"

namespace nacre::scattering {

// A bin keeps how many pairs fall into it, the mean and the standard deviation of their distances, so that
// sin(q r)/(q r) summed over bins lacks only the third moment: a relative error of at most (q bin)^3/125, and
// far less where distances lie densely. Bins without pairs are left out. Distances are rounded to a 2^18th of
// a bin and added as integers: the same to the last bit for any number of threads. Throws
// std::invalid_argument unless the bin is positive and all positions are finite, and for more than 10^8 bins.
PairHistogram binned_pairs(const crystal::Nanocrystal& cluster, double bin_A, const RunControl& control = {});

// The widest bin that costs nothing measurable up to this q.
inline double pair_bin_A(double q_max_per_A) { return q_max_per_A > 10 ? 0.2 / q_max_per_A : 0.02; }

}  // namespace nacre::scattering
