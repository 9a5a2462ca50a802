// Quantities and words of a bragg study.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/study/bragg_analysis.hpp"

namespace nacre::study {

std::string bragg_headline(const BraggAnalyses& analyses);
std::vector<Quantity> bragg_quantities(const BraggAnalysis& analysis);
std::vector<std::string> bragg_warnings(const BraggAnalysis& analysis);

}  // namespace nacre::study
