// The section [reduction] of a pdf study: files read, reduced, compared.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/scattering/pdf_comparison.hpp"
#include "nacre/study/pdf_peak_list.hpp"
#include "nacre/study/pdf_reduction_data.hpp"

namespace nacre::study {

// The G(r) of another program beside the reduction's.
struct GrReference {
  std::string name{};
  std::vector<double> as_is{};     // on the grid of the reduction
  std::vector<double> same_cut{};  // the same with its F cut at Qmax and under the window
  double q_content_per_A = 0;
  double r_min_A = 0;
  double r_max_A = 0;
  scattering::ShapeComparison shape_as_is{};
  scattering::ShapeComparison shape_same_cut{};
  std::vector<scattering::PeakPair> peaks_as_is{};
  std::vector<scattering::PeakPair> peaks_same_cut{};
};

struct ReductionAnalysis {
  CaseLabel label{};
  ReductionRequest request{};
  scattering::Reduction reduction{};
  double ripples_per_A2 = 0;  // below empty_below
  std::optional<GrReference> reference{};
  std::optional<PeakList> peaks{};
};

// Throws Error.
ReductionAnalysis analyse_reduction(const Case& one, bool several, const RunControl& control);

double largest_miss_A(const std::vector<scattering::PeakPair>& pairs);
double median_miss_A(const std::vector<scattering::PeakPair>& pairs);

}  // namespace nacre::study
