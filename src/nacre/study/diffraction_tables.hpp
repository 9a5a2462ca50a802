// Tables, quantities and words of a diffraction study.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/study/diffraction_analysis.hpp"

namespace nacre::study {

using DiffractionAnalyses = std::vector<DiffractionAnalysis>;

// "(102)"; with blanks where an index has two digits.
std::string hkl_label(const std::array<int, 3>& hkl);

Table diffraction_reflection_table(const DiffractionAnalyses& analyses);  // "reflections": once a crystal
Table diffraction_pattern_table(const DiffractionAnalyses& analyses);     // "patterns": a column a case
Table diffraction_peak_table(const DiffractionAnalyses& analyses);        // "peaks" of measured patterns
Table diffraction_comparison_table(const DiffractionAnalyses& analyses);  // "comparison": pairs of cases

std::vector<Quantity> diffraction_quantities(const DiffractionAnalysis& analysis);
std::vector<std::string> diffraction_warnings(const DiffractionAnalysis& analysis);
std::string diffraction_headline(const DiffractionAnalyses& analyses);

}  // namespace nacre::study
