// One case of a pdf study: data, phases, refinement, curves.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/core/run_control.hpp"
#include "nacre/scattering/pdf_shares.hpp"
#include "nacre/study/pdf_setup.hpp"

namespace nacre::study {

// Of one data set.
struct PdfCurves {
  std::vector<double> model{};
  std::vector<std::vector<double>> phases{};  // of each phase, its scale included; empty for a single one
  double rw = no_value;
};

// G of the pairs of two elements, over all phases.
struct PdfPartial {
  std::string name{};  // "Cd-S"
  std::vector<double> g_per_A2{};
  double first_maximum_A = no_value;
};

struct PdfAnalysis {
  const Case* one = nullptr;
  PdfSetup setup{};
  scattering::Refined refined{};
  bool fitted = false;
  std::vector<double> values{};  // of every parameter
  std::vector<PdfCurves> curves{};
  std::vector<PdfPartial> partials{};  // without data
  std::vector<scattering::PhaseShare> shares{};
  FitSummary summary{};
  double rw = no_value;

  const scattering::PdfRefinement& refinement() const { return *setup.refinement; }
  int good_starts() const;  // random ones that end within 0.002 of the lowest Rw
};

PdfAnalysis analyse_pdf(const Study& study, std::size_t case_index, const RunControl& control);

std::string pdf_convention(const PdfAnalysis& analysis);  // what peaks are divided by: "r", "r_ij"
std::string pdf_case_name(const PdfAnalysis& analysis);   // "isotropic, 1/r"; empty for a single case

}  // namespace nacre::study
