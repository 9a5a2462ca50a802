// From lines to radii: sizing curve, Stokes shift, and the check against absorption.
#pragma once

#include "nacre/study/emission_analysis.hpp"

namespace nacre::study {

// The curve of [sizing] curve. Throws Error (usage) for one that is not known.
spectra::Sizing read_emission_sizing(const Case& one);

// Pairs with [absorption] file, the Stokes shift (given or fitted to the pairs), and a radius for every line.
void add_sizes(EmissionAnalysis& analysis, const spectra::Sizing& sizing);

// Radii of all lines for this shift.
void size_lines(EmissionAnalysis& analysis, const spectra::StokesShift& shift, const spectra::Sizing& sizing);

}  // namespace nacre::study
