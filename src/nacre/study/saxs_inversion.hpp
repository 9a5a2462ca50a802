// Size distributions of frames without a model.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/scattering/inversion.hpp"
#include "nacre/study/saxs_records.hpp"

namespace nacre::study {

struct InvertedFrame {
  std::size_t index = 0;  // into the records
  scattering::Inversion inversion{};
};

// Frames of [inversion], with the form of the model, its other lengths and its contrasts as fitted in each
// frame. None where the section asks for none. Throws Error (usage) for models with a structure factor and
// for sizes that make no grid.
std::vector<InvertedFrame> invert_frames(const Case& one, const SaxsData& data, const SaxsModel& saxs,
                                         const std::vector<FrameRecord>& records, const RunControl& control);

// How far a quantity of the fits lies above that of the inversions, as a share of it: median over the frames
// with a maximum. Not a mean weighted by the errors, since those of the inversions go with their values.
struct Excess {
  std::string name{};  // of the derived quantity
  double value = no_value;
  double error = no_value;  // of the median, from the scatter between the frames
  std::size_t frames = 0;
};

// Of the mean size, its standard deviation and the concentration; empty for fewer than two frames, two
// populations or no distribution.
std::vector<Excess> excess_of_fits(const std::vector<InvertedFrame>& inverted,
                                   const std::vector<FrameRecord>& records, const SaxsModel& saxs,
                                   const DerivedQuantities& derived);

}  // namespace nacre::study
