// The frames of a bragg study: read, searched for peaks, held against lattices.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/io/frames.hpp"
#include "nacre/scattering/lattice_ranking.hpp"
#include "nacre/scattering/peak_search.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

struct BraggFrame {
  std::string name{};
  double at = 0;                  // see BraggData::at_unit
  scattering::LineCurve curve{};  // q in 1/A
  std::string defect{};           // why it was not used
  scattering::LineModel model{};
  scattering::FoundPeaks found{};
  std::vector<scattering::LatticeVerdict> ranking{};  // empty with fewer than two peaks

  bool used() const { return defect.empty(); }
  // The best lattice, where one is possible; or null.
  const scattering::LatticeVerdict* lattice() const;
};

struct BraggData {
  std::shared_ptr<const io::FrameSource> source{};
  std::string at_name{}, at_unit{};  // "time" in "s", "temperature" in "K", "frame" without a unit
  bool errors_known = false;
  std::string intensity_unit{};  // "1/cm", or empty
  std::vector<std::string> warnings{};
};

struct BraggAnalysis {
  const Case* one = nullptr;
  std::string name{};  // of the case, for people
  BraggData data{};
  std::vector<BraggFrame> frames{};

  bool is_series() const { return frames.size() > 1; }
};

using BraggAnalyses = std::vector<BraggAnalysis>;

// Opens and treats all frames; refuses what cannot be used at all with Error (data). Of a series, what is
// wrong with one frame is its defect.
BraggAnalysis read_bragg(const Case& one);

// Finds the peaks of every frame and ranks the lattices.
void analyse_bragg(BraggAnalysis& analysis, const RunControl& control);

}  // namespace nacre::study
