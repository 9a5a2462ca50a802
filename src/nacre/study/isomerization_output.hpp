// What an isomerization study of spectra returns.
#pragma once

#include "nacre/study/isomerization_spectra.hpp"

namespace nacre::study {

StudyResult run_spectra(const Case& one, const RunControl& control);

}  // namespace nacre::study
