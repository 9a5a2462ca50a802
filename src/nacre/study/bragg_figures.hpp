// Figures of a bragg study.
#pragma once

#include <vector>

#include "nacre/core/figure.hpp"
#include "nacre/study/bragg_analysis.hpp"

namespace nacre::study {

std::vector<Figure> bragg_figures(const BraggAnalyses& analyses);

}  // namespace nacre::study
