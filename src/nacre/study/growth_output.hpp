// What a simulation of growth returns: quantities, tables, figures, words.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/study/growth_run.hpp"

namespace nacre::study {

// "exponent 4", or "the synthesis" where nothing is scanned.
std::string growth_case_name(const GrowthRun& run);

std::string growth_headline(const std::vector<GrowthRun>& runs);
std::vector<Quantity> growth_quantities(const std::vector<GrowthRun>& runs);  // those that exist
std::vector<std::string> growth_warnings(const std::vector<GrowthRun>& runs);

Table growth_scan_table(const std::vector<GrowthRun>& runs);    // "scan": one row a case
Table growth_course_table(const std::vector<GrowthRun>& runs);  // "course": the flask over time
Table growth_distribution_table(
    const std::vector<GrowthRun>& runs);  // "distributions": c(r) of the snapshots
std::vector<Array> growth_arrays(const std::vector<GrowthRun>& runs);

std::vector<Figure> growth_figures(const std::vector<GrowthRun>& runs);
// Those of them that show distributions: the snapshots of each case, and the film of all.
std::vector<Figure> growth_distribution_figures(const std::vector<GrowthRun>& runs);

}  // namespace nacre::study
