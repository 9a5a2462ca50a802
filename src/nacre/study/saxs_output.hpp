// What a saxs study returns: quantities, tables, arrays, figures, words.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/study/saxs_analysis.hpp"

namespace nacre::study {

std::string saxs_headline(const std::vector<SaxsAnalysis>& analyses);
std::vector<Quantity> saxs_quantities(const SaxsAnalysis& analysis);
std::vector<std::string> saxs_warnings(const SaxsAnalysis& analysis);

Table saxs_frames_table(const std::vector<SaxsAnalysis>& analyses);  // "frames": one row a frame
Table saxs_curve_table(const SaxsAnalysis& analysis);                // "curve": of a single one, data and fit
std::vector<Array> saxs_arrays(const std::vector<SaxsAnalysis>& analyses);

std::vector<Figure> saxs_figures(const std::vector<SaxsAnalysis>& analyses);

}  // namespace nacre::study
