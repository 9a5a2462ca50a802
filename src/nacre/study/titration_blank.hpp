// A titration into solvent, taken off the heats.
#pragma once

#include "nacre/study/titration_data.hpp"

namespace nacre::study {

// Heats of the blank per volume injected, as a straight line in the injection's number or point by point,
// times the volume of each injection. The errors of the line's mean and slope, from the scatter about it,
// become the shared effects "blank" and "blank_slope"; those of points (the file's) are added in quadrature
// where the errors of the heats are known. Throws Error.
void subtract_blank(const Case& one, TitrationData& data);

}  // namespace nacre::study
