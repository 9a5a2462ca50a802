// What a fit of a synthesis returns: quantities, tables, figures, words.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/study/growth_fit_analysis.hpp"

namespace nacre::study {

std::string growth_fit_headline(const std::vector<GrowthFitAnalysis>& analyses);
std::vector<Quantity> growth_fit_quantities(const GrowthFitAnalysis& analysis);
std::vector<std::string> growth_fit_warnings(const GrowthFitAnalysis& analysis);
FitSummary growth_fit_summary(const GrowthFitAnalysis& analysis);

// "surface_energy and ln_prefactor cannot be told apart by these data (correlation 0.998): ..."
std::string ambiguity_sentence(const growth::CourseFit& fit, const growth::Ambiguity& ambiguity);

Table growth_fit_table(const std::vector<GrowthFitAnalysis>& analyses);        // "course_fit": point by point
Table growth_syntheses_table(const std::vector<GrowthFitAnalysis>& analyses);  // "syntheses": one row each
Table growth_starts_table(const std::vector<GrowthFitAnalysis>& analyses);     // "starts": how each ended
Table growth_models_table(const std::vector<GrowthFitAnalysis>& analyses);     // "models": the cases by AIC

std::vector<Figure> growth_fit_figures(const std::vector<GrowthFitAnalysis>& analyses);

}  // namespace nacre::study
