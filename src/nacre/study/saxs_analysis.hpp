// One case of a saxs study from its keys to its numbers.
#pragma once

#include <vector>

#include "nacre/study/saxs_inversion.hpp"
#include "nacre/study/saxs_kinetics.hpp"
#include "nacre/study/saxs_series.hpp"

namespace nacre::study {

// A frame with its fit, for figures and arrays.
struct ShownFrame {
  std::size_t index = 0;  // into the records
  double at = 0;          // on the axis of the figures
  scattering::Pattern pattern{};
  std::vector<double> fit{};
};

struct SaxsAnalysis {
  const Case* one = nullptr;
  SaxsData data{};
  SaxsModel saxs{};
  DerivedQuantities derived;
  SaxsSeries series{};
  SaxsKinetics kinetics{};
  std::vector<InvertedFrame> inverted{};  // of [inversion]
  std::vector<ShownFrame> shown{};
  bool shown_at_times = false;     // `at` is the axis of the data, else the number of the frame
  std::vector<FitSummary> fits{};  // of a single curve; of a series the first, the last and the worst

  const FrameRecord& record(std::size_t i) const { return series.records[i]; }
  std::size_t count(FrameStatus status) const;
};

SaxsAnalysis analyse_saxs(const Case& one, std::size_t case_number, std::uint64_t seed, Workspace& workspace);

}  // namespace nacre::study
