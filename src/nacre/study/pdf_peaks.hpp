// Mode of kind pdf with a section [peaks] alone: the peaks of measured G(r).
#pragma once

#include <string>
#include <vector>

#include "nacre/study/registry.hpp"

namespace nacre::study {

StudyResult run_pdf_peaks(const Study& study, Workspace& workspace);
std::vector<std::string> check_pdf_peaks(const Study& study);

}  // namespace nacre::study
