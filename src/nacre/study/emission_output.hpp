// What an emission study returns.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/study/emission_analysis.hpp"

namespace nacre::study {

using EmissionAnalyses = std::vector<EmissionAnalysis>;

std::vector<Quantity> emission_quantities(const EmissionAnalysis& analysis);
std::vector<FitSummary> emission_summaries(const EmissionAnalysis& analysis);

// Words: how many lines and why, whether absorption agrees, what the whole study says.
std::string count_sentence(const EmissionAnalysis& analysis);
std::string absorption_sentence(const EmissionAnalysis& analysis);  // empty without absorption
std::string emission_headline(const EmissionAnalyses& analyses);
std::vector<std::string> emission_warnings(const EmissionAnalysis& analysis);

// Tables of all cases, with a column that names the series.
Table emission_frame_table(const EmissionAnalyses& analyses);
Table emission_count_table(const EmissionAnalyses& analyses);
Table emission_parameter_table(const EmissionAnalyses& analyses);
Table emission_correlation_table(const EmissionAnalyses& analyses);
Table emission_stokes_table(const EmissionAnalyses& analyses);

// The radii of both populations as the kind growth-regime reads them: one table a case, populations.csv where
// there is one. Empty where there are no two populations.
std::vector<Table> emission_population_tables(const EmissionAnalyses& analyses);

std::vector<Figure> emission_figures(const EmissionAnalyses& analyses);

// The regime of those cases that have one.
std::vector<RegimeAnalysis> regimes_of(const EmissionAnalyses& analyses);

}  // namespace nacre::study
