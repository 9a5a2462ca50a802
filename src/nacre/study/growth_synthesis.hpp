// A growth study's case as a synthesis, and the parameters of a synthesis that can be fitted or designed.
#pragma once

#include <span>
#include <string_view>

#include "nacre/growth/simulate.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// A number of a synthesis that a study gives as a fixed value, as "fit", or with start and bounds.
struct GrowthParameter {
  std::string_view key;   // section.name
  std::string_view name;  // in results: "precursor_rate"
  bool logarithmic;       // positive over orders of magnitude: fitted as its logarithm
  double& (*in)(growth::Synthesis& synthesis);
};

std::span<const GrowthParameter> growth_parameters();
const GrowthParameter* find_growth_parameter(std::string_view key);  // null if there is none

// The synthesis with every parameter at its value (its start where it is fitted).
// Throws Error (usage) at the key that makes no sense, Error (data) for a malformed table.
growth::Synthesis synthesis_of(const Case& one);

// How it is simulated. Snapshots: those of [output] or eight evenly in ln t.
growth::Options growth_options(const Case& one);

}  // namespace nacre::study
