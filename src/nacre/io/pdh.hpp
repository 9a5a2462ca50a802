// Curves as Anton Paar's SAXS instruments and the programs of Glatter write them (.pdh).
#pragma once

#include <filesystem>

#include "nacre/io/frame_series.hpp"
#include "nacre/io/scattering_files.hpp"

namespace nacre::io {

// The layout: a title, key words ("SAXS BOX"), eight integers of which the first is the number of points, two
// lines of five numbers, then so many rows q (1/nm), I, error; anything may follow. Errors that are all zero
// or below mean that there are none. Throws Error (data): another layout, fewer rows than announced.
LoadedFrame read_pdh(const std::filesystem::path& file, const ScatteringOptions& options);

}  // namespace nacre::io
