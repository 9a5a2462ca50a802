// Quantities, tables and sentences of exafs studies.
#pragma once

#include <string>
#include <vector>

#include "nacre/study/exafs_analysis.hpp"

namespace nacre::study {

std::vector<Quantity> exafs_quantities(const ExafsAnalysis& analysis);
std::string exafs_headline(const std::vector<ExafsAnalysis>& analyses);
std::vector<Table> exafs_tables(const std::vector<ExafsAnalysis>& analyses);

}  // namespace nacre::study
