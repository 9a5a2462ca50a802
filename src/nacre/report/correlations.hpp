// The pairs of a fit's parameters worth naming.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"

namespace nacre::report {

struct Correlation {
  std::string first;
  std::string second;
  double value;
};

// All with a magnitude over 0.1, strongest first.
std::vector<Correlation> notable_correlations(const FitSummary& fit);

// Three decimals, since 0.99 and 0.999 say different things: "-0.931"
std::string correlation_text(double value);

}  // namespace nacre::report
