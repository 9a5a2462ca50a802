// Tables of pdf studies.
#pragma once

#include <string>
#include <vector>

#include "nacre/study/pdf_analysis.hpp"

namespace nacre::study {

std::vector<Table> pdf_tables(const std::vector<PdfAnalysis>& analyses);

}  // namespace nacre::study
