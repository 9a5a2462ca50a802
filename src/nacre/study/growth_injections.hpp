// The section [injection] of a growth study.
#pragma once

#include <vector>

#include "nacre/growth/synthesis.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// Each key holds one value for all injections or one each.
// Throws Error (usage): another number of values, a time before 0, after the end or before the last
// one, negative values.
std::vector<growth::Injection> growth_injections(const Case& one);

// Throws Error (usage) where drops of temperature bring the flask to 0 K.
void refuse_freezing_injections(const Case& one, const growth::Synthesis& synthesis);

}  // namespace nacre::study
