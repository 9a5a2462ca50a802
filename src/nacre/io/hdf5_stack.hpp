// Plain HDF5 files of scattering curves: datasets of q and I beside each other in one group.
#pragma once

#include "nacre/io/hdf5_frames.hpp"

namespace nacre::io {

// The datasets that the options name, else those with common names (docs/frames.md) in the first group that
// has both q and I. Throws Error (data): a named dataset that is not there, or no such group.
CurveArrays find_stack(const Hdf5Reader& file, const ScatteringOptions& options);

}  // namespace nacre::io
