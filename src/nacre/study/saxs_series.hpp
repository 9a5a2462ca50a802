// A series fitted frame by frame, or all frames together.
#pragma once

#include <optional>
#include <vector>

#include "nacre/scattering/global_fit.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/saxs_records.hpp"

namespace nacre::study {

struct SaxsSeries {
  std::optional<scattering::FrameFit> single{};   // of a single curve that is not part of a global fit
  std::vector<FrameRecord> records{};             // one a frame, in the order of the files
  std::optional<scattering::GlobalFit> global{};  // its `frames` are emptied into the records
};

// Frames are read, fitted and kept in chunks, so that patterns of a long series never lie in memory together,
// and each chunk is a piece of the checkpoint. `case_number` tells the pieces of scanned studies apart.
SaxsSeries fit_saxs_series(const Case& one, const SaxsData& data, const SaxsModel& saxs,
                           const DerivedQuantities& derived, std::size_t case_number, Workspace& workspace);

}  // namespace nacre::study
