// Mode of kind pdf with a section [reduction]: what it says of its results.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/study/pdf_reduction_analysis.hpp"

namespace nacre::study {

std::vector<Quantity> reduction_quantities(const ReductionAnalysis& analysis);
std::string reduction_headline(const std::vector<ReductionAnalysis>& analyses);
std::vector<std::string> reduction_warnings(const ReductionAnalysis& analysis);

}  // namespace nacre::study
