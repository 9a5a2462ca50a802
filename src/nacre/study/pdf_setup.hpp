// From the keys of a pdf study to data, phases and parameters.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "nacre/scattering/pdf_refinement.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// What a case asks for.
struct PdfSetup {
  std::shared_ptr<scattering::PdfRefinement> refinement{};  // its address stays: the fit refers to it
  std::vector<bool> given{};                                // parameters whose start the study says
  bool has_data = false;
  std::optional<double> temperature_K{};
  std::vector<std::string> warnings{};
};
PdfSetup set_up_pdf(const Study& study, std::size_t case_index);

}  // namespace nacre::study
