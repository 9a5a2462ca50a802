// The measured pattern of a diffraction study: read, its peaks found, and what follows from each.
#pragma once

#include "nacre/core/run_control.hpp"
#include "nacre/study/diffraction_analysis.hpp"

namespace nacre::study {

MeasuredPattern read_measured(const Case& one, const DiffractionAxis& axis);

void analyse_measured(DiffractionAnalysis& analysis, const RunControl& control);

}  // namespace nacre::study
