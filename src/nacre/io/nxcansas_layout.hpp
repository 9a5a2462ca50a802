// Where the curves lie in an NXcanSAS file, the NeXus definition of reduced small-angle scattering data
// (manual.nexusformat.org, NXcanSAS 1.1).
#pragma once

#include <vector>

#include "nacre/io/hdf5_frames.hpp"

namespace nacre::io {

// The SASdata of every SASentry, in natural order of their names; none: the file is no NXcanSAS.
std::vector<CurveArrays> find_nxcansas(const Hdf5Reader& file);

}  // namespace nacre::io
