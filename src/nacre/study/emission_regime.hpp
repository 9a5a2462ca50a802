// Radii of two populations by emission, handed to the test of the growth regime.
#pragma once

#include "nacre/study/emission_analysis.hpp"

namespace nacre::study {

// The radii of both populations in every spectrum that shows both, as the test wants them.
RegimeData regime_data_of(const EmissionAnalysis& analysis);

// Fills analysis.regime where there are two populations, or says why not.
void add_regime(EmissionAnalysis& analysis, const spectra::Sizing& sizing, const RunControl& control);

}  // namespace nacre::study
