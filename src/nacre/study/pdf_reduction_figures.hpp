// Figures of a reduction: G(r), peaks, F(Q), S(Q), I(Q), correlation.
#pragma once

#include <vector>

#include "nacre/core/figure.hpp"
#include "nacre/study/pdf_reduction_analysis.hpp"

namespace nacre::study {

std::vector<Figure> reduction_figures(const std::vector<ReductionAnalysis>& analyses);

}  // namespace nacre::study
