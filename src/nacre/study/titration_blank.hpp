// A titration into solvent, taken off the heats.
#pragma once

#include "nacre/study/titration_data.hpp"

namespace nacre::study {

// Heats of the blank per volume injected, as a straight line in the injection's number or point by point,
// times the volume of each injection. Its errors (the file's, or the scatter about the line) are added in
// quadrature; heats whose errors are unknown stay so. Throws Error.
void subtract_blank(const Case& one, TitrationData& data);

}  // namespace nacre::study
