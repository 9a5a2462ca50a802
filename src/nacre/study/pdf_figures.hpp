// Figures of pdf studies: curve, fit and residual; phases; partials; correlations; a series over temperature.
#pragma once

#include <string>
#include <vector>

#include "nacre/study/pdf_analysis.hpp"

namespace nacre::study {

std::vector<Figure> pdf_figures(const std::vector<PdfAnalysis>& analyses);

}  // namespace nacre::study
