// What the size distributions without a model add to the result of a saxs study.
#pragma once

#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/study/saxs_analysis.hpp"

namespace nacre::study {

// Quantities, tables "inversion" and "distribution", arrays, figures and warnings; nothing where no case has
// any.
void add_inversions(const std::vector<SaxsAnalysis>& analyses, StudyResult& result);

std::vector<Figure> inversion_figures(const SaxsAnalysis& analysis, const std::string& suffix);

}  // namespace nacre::study
