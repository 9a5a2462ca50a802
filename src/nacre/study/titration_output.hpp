// What a titration study returns: quantities, tables, figures.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/study/titration_analysis.hpp"

namespace nacre::study {

std::vector<Quantity> titration_quantities(const TitrationAnalysis& analysis);
// The fit for people, without the correlations of nuisance parameters with one another.
FitSummary titration_summary(const TitrationAnalysis& analysis);

std::string titration_headline(const TitrationAnalysis& analysis);

// What the fit leaves undetermined: n, c, correlations, each with one nuisance parameter at most.
std::vector<std::string> titration_advice(const TitrationAnalysis& analysis);

Table injection_table(const TitrationAnalysis& analysis);     // one row an injection of every titration
Table titration_table(const TitrationAnalysis& analysis);     // one row a titration
Table displacement_table(const TitrationAnalysis& analysis);  // one row a convention
Table interval_table(const TitrationAnalysis& analysis);      // profile against bootstrap
std::vector<Array> thermogram_arrays(const TitrationAnalysis& analysis);

std::vector<Figure> titration_figures(const TitrationAnalysis& analysis);

// The same figures of several titrations fitted one by one.
Plot isotherm_plot(const std::vector<const TitrationAnalysis*>& analyses);
Plot heat_residual_plot(const std::vector<const TitrationAnalysis*>& analyses);
Plot thermogram_plot(const TitrationRun& run);

}  // namespace nacre::study
