// The section [injection] of a growth study.
#pragma once

#include <vector>

#include "nacre/growth/synthesis.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// Each key holds one value for all injections or one each.
// Throws Error (usage): another number of values, a time before 0 or after the end, negative values.
std::vector<growth::Injection> growth_injections(const Case& one);

}  // namespace nacre::study
