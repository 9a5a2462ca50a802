// Tables and arrays of isomerization studies of spectra.
#pragma once

#include <vector>

#include "nacre/study/isomerization_spectra.hpp"

namespace nacre::study {

std::vector<Table> spectra_tables(const SpectraAnalysis& analysis);

// Concentrations, species and residuals, whole.
std::vector<Array> spectra_arrays(const SpectraAnalysis& analysis);

}  // namespace nacre::study
