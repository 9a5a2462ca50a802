// Frames in HDF5 files: where the arrays of a curve or of a series lie, and how they are read in pieces.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "nacre/io/frame_series.hpp"
#include "nacre/io/hdf5_reader.hpp"
#include "nacre/io/scattering_files.hpp"

namespace nacre::io {

// Paths of datasets; empty: there is none. Intensities are [q] or [frames, q]; errors as the intensities; q
// and its widths [q] or as the intensities; times or temperatures [frames].
struct CurveArrays {
  std::string name{};  // of the entry, for people; empty: the file holds no other
  std::string q{};
  std::string intensity{};
  std::string error{};
  std::string width{};
  std::string at{};
  bool strict_units = false;  // the format asks for units: an unknown one is an error
};

// The text of the attribute "units" (or "unit", as some programs write); empty: there is none.
std::string unit_attribute(const Hdf5Reader& file, const std::string& dataset);

// NXcanSAS where the file says so, else a plain stack. With `keep_open` the file stays open between reads:
// only for a few files. A file that HDF5 cannot be trusted with is one frame with an error.
std::unique_ptr<FrameFile> hdf5_frames(std::filesystem::path file, const ScatteringOptions& options,
                                       bool keep_open);

}  // namespace nacre::io
