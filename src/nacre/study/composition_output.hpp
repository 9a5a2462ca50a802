// Results of composition studies as quantities, tables and figures.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/study/composition_analysis.hpp"

namespace nacre::study {

std::string composition_headline(const std::vector<CompositionAnalysis>& analyses);
std::vector<Quantity> composition_quantities(const CompositionAnalysis& analysis);
std::vector<std::string> composition_warnings(const CompositionAnalysis& analysis);
std::vector<Table> composition_tables(const std::vector<CompositionAnalysis>& analyses);
std::vector<Figure> composition_figures(const CompositionAnalysis& analysis, const std::string& suffix);

}  // namespace nacre::study
