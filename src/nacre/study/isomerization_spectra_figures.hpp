// Figures of isomerization studies of spectra.
#pragma once

#include <vector>

#include "nacre/study/isomerization_spectra.hpp"

namespace nacre::study {

std::vector<Figure> spectra_figures(const SpectraAnalysis& analysis);

}  // namespace nacre::study
