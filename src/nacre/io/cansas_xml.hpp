// canSAS 1D, the XML of reduced small-angle scattering data (cansas.org/formats/1.1).
#pragma once

#include <filesystem>
#include <memory>

#include "nacre/io/frame_series.hpp"
#include "nacre/io/scattering_files.hpp"

namespace nacre::io {

// Every SASdata is a frame; Q, I and where every point has them Idev and Qdev are read. A file that is no
// such XML is one frame with an error.
std::unique_ptr<FrameFile> cansas_xml_file(std::filesystem::path file, const ScatteringOptions& options);

}  // namespace nacre::io
