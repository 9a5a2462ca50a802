// What a pdf study may be besides a model and its refinement: each mode has a section of its own.
#pragma once

#include <string>
#include <vector>

#include "nacre/study/registry.hpp"

namespace nacre::study {

// [reduction]: I(Q) to S(Q), F(Q) and G(r).
StudyResult run_pdf_reduction(const Study& study, Workspace& workspace);
std::vector<std::string> check_pdf_reduction(const Study& study);

// [mining]: candidate clusters ranked against a curve.
StudyResult run_pdf_mining(const Study& study, Workspace& workspace);
std::vector<std::string> check_pdf_mining(const Study& study);

// Neither: G(r) of a model, refined where there are data.
StudyResult run_pdf_model(const Study& study, Workspace& workspace);
std::vector<std::string> check_pdf_model(const Study& study);

}  // namespace nacre::study
