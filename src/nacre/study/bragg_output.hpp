// What a bragg study returns: quantities, tables, figures, words.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/study/bragg_analysis.hpp"

namespace nacre::study {

using BraggAnalyses = std::vector<BraggAnalysis>;

std::string bragg_headline(const BraggAnalyses& analyses);
std::vector<Quantity> bragg_quantities(const BraggAnalysis& analysis);
std::vector<std::string> bragg_warnings(const BraggAnalysis& analysis);

Table bragg_peak_table(const BraggAnalyses& analyses);     // "peaks": one row a peak
Table bragg_ranking_table(const BraggAnalyses& analyses);  // "ranking": one row a lattice and frame
Table bragg_missing_table(
    const BraggAnalyses& analyses);  // "missing": reflections of possible lattices not seen
Table bragg_frame_table(const BraggAnalyses& analyses);  // "frames": one row a frame

std::vector<Figure> bragg_figures(const BraggAnalyses& analyses);

// Quantities that one frame yields, without case labels.
std::vector<Quantity> bragg_frame_quantities(const BraggFrame& frame, const Case& one);

}  // namespace nacre::study
