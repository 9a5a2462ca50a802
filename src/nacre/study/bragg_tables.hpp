// Tables of a bragg study.
#pragma once

#include "nacre/core/result.hpp"
#include "nacre/study/bragg_analysis.hpp"

namespace nacre::study {

Table bragg_peak_table(const BraggAnalyses& analyses);     // "peaks": one row a peak
Table bragg_ranking_table(const BraggAnalyses& analyses);  // "ranking": one row a lattice and frame
Table bragg_missing_table(const BraggAnalyses& analyses);  // "missing": reflections without a peak
Table bragg_frame_table(const BraggAnalyses& analyses);    // "frames": one row a frame

}  // namespace nacre::study
