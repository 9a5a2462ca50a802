// Scattering curves from files: text, canSAS XML, Anton Paar's PDH, NXcanSAS and plain stacks in HDF5, and
// folders of these.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "nacre/io/frames.hpp"

namespace nacre::io {

struct ScatteringOptions {
  std::string q_unit{};  // "1/nm" or "1/A" where the files do not say; empty: they must say
  // Names of datasets in HDF5; empty: the common ones (docs/frames.md).
  std::string q{};
  std::string intensity{};
  std::string error{};
  std::string width{};  // dq, one standard deviation
  std::string at{};     // time or temperature of each frame
};

// Each path is a file or a folder, whose data files follow in natural order (frame-2 before frame-10). x
// comes out in 1/nm, y in 1/cm where the files say so. Throws Error (data): a path that is not there, a
// folder without data files, a q unit that is neither said nor declared or contradicts, no frame that can be
// used.
std::unique_ptr<FrameSource> open_scattering(const std::vector<std::filesystem::path>& paths,
                                             const ScatteringOptions& options);

}  // namespace nacre::io
