// How strongly an inversion is regularised, from the data alone.
#pragma once

#include <string>

#include "nacre/scattering/inversion_problem.hpp"

namespace nacre::scattering {

struct StrengthChoice {
  InversionState state{};
  int tried = 0;
  bool at_end = false;  // the evidence was still rising at the weakest or strongest strength tried
  std::string reasoning{};
};

// The strength of largest evidence, on a ladder of quarter decades from strong to weak: the probability of
// the data with all distributions weighed by the prior, which a rougher distribution gains by its better fit
// and loses by the number of equally rough ones that the data exclude. The ladder ends where the evidence has
// fallen by e^15.
StrengthChoice choose_strength(const InversionProblem& problem, const Shape& shape);

}  // namespace nacre::scattering
