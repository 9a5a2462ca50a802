// Arrhenius and Eyring analyses of isomerization studies: quantities, tables, figures.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/spectra/arrhenius.hpp"

namespace nacre::study {

struct ArrheniusAnalysis {
  std::string name{};  // of the case: "toluene"
  CaseLabel label{};
  std::vector<spectra::RatePoint> points{};
  std::vector<spectra::RatePoint> left_out{};
  spectra::ArrheniusFit arrhenius{};
  spectra::EyringFit eyring{};
  std::optional<spectra::ArrheniusFit> with_left_out{};
};

ArrheniusAnalysis analyse_arrhenius(std::string name, CaseLabel label, std::vector<spectra::RatePoint> points,
                                    std::vector<spectra::RatePoint> left_out);

void add_arrhenius(const std::vector<ArrheniusAnalysis>& analyses, StudyResult& result);

// "E_a is 276.9 ± 5.0 kJ/mol (5.8 with the rounding of the printed numbers)".
std::string arrhenius_sentence(const ArrheniusAnalysis& analysis);

}  // namespace nacre::study
