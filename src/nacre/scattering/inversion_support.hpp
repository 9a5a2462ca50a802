// Where a size distribution begins: supports, and averages over them.
#pragma once

#include <functional>
#include <vector>

#include "nacre/scattering/inversion.hpp"
#include "nacre/scattering/inversion_problem.hpp"

namespace nacre::scattering {

// A distribution that is zero below one node, with the probability of that.
struct Supported {
  InversionState state{};
  double weight = 0;
};

// Supports that begin at every second node up to where the first maximum has 0.3 of its height, each as
// probable as its evidence. Noise finds a use for small particles in every second draw and cannot take any
// below zero in the other half; such particles hardly scatter but count by number, so that a single wide
// support makes too many particles and too broad a distribution on average, and a narrow one errors that are
// too small. Those of less than 1e-3 are left out.
std::vector<Supported> supports(const InversionProblem& problem, const InversionState& state);

// Mean over the supports, with the scatter between them in its error.
Estimate average(const std::vector<Supported>& all, const std::function<Estimate(const InversionState&)>& of);

// Of every unknown.
std::vector<double> average_values(const std::vector<Supported>& all);

}  // namespace nacre::scattering
