// Figures of a diffraction study.
#pragma once

#include <vector>

#include "nacre/core/figure.hpp"
#include "nacre/study/diffraction_tables.hpp"

namespace nacre::study {

std::vector<Figure> diffraction_figures(const DiffractionAnalyses& analyses);

}  // namespace nacre::study
