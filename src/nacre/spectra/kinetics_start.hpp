// Where the search for rate constants begins: the best of a grid.
#pragma once

#include <vector>

#include "nacre/spectra/kinetics_courses.hpp"

namespace nacre::spectra {

// ln of the rate constants (1/s) of one series, by the lowest chi2 on a logarithmic grid from a conversion
// that has hardly begun within the series to one that is over between two frames. Of A <=> B only the sum of
// both is looked for: they start equal.
std::vector<double> start_rates(const KineticsModel& model, const SpectraSeries& series);

}  // namespace nacre::spectra
