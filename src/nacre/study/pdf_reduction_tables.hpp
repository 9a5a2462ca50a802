// Tables and files of a reduction.
#pragma once

#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/study/pdf_reduction_analysis.hpp"

namespace nacre::study {

Table reduced_q_table(const std::vector<ReductionAnalysis>& analyses);       // I, F, S
Table reduced_r_table(const std::vector<ReductionAnalysis>& analyses);       // G
Table reduction_correlation_table(const ReductionAnalysis& analysis);        // of points of G, by distance
Table compared_peaks_table(const std::vector<ReductionAnalysis>& analyses);  // beside the other program's
Array reduction_covariance(const ReductionAnalysis& analysis);               // on the Nyquist grid
ResultFile reduction_gr_file(const ReductionAnalysis& analysis);

}  // namespace nacre::study
