// Figures of exafs studies.
#pragma once

#include <vector>

#include "nacre/study/exafs_analysis.hpp"

namespace nacre::study {

std::vector<Figure> exafs_figures(const std::vector<ExafsAnalysis>& analyses);

}  // namespace nacre::study
