// The numbers of a summary as HTML.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"

namespace nacre::report {

// A box with all warnings, empty for none.
std::string warnings_html(const std::string& heading, const std::vector<std::string>& warnings);

// Quantities without a case as one row each; those with a case as one row per case, one column each.
std::string quantities_html(const std::vector<Quantity>& quantities);

// One block per fit; more than three are folded.
std::string fits_html(const std::vector<FitSummary>& fits);

}  // namespace nacre::report
