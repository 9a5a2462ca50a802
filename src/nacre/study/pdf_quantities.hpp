// Quantities, warnings and the headline of pdf studies.
#pragma once

#include <string>
#include <vector>

#include "nacre/study/pdf_analysis.hpp"

namespace nacre::study {

std::vector<Quantity> pdf_quantities(const PdfAnalysis& analysis);
std::vector<std::string> pdf_warnings(const PdfAnalysis& analysis);
std::string pdf_headline(const std::vector<PdfAnalysis>& analyses);

}  // namespace nacre::study
