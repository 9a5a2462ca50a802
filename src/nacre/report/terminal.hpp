// Summaries as plain text.
#pragma once

#include <array>
#include <string>

#include "nacre/io/json_results.hpp"

namespace nacre::report {

// Headline, warnings, quantities, the first fit whole where all are of the same data, and a comparison of
// several, in lines of at most `width` columns where the numbers allow it.
std::string terminal_summary(const io::Summary& summary, int width);

// The quantities that both runs have, with their difference and the difference in units of the combined
// uncertainty; below, what only one of them has. `names` head the columns.
std::string compare_summaries(const io::Summary& a, const io::Summary& b,
                              const std::array<std::string, 2>& names, int width);

}  // namespace nacre::report
