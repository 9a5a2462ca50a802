#include "nacre/io/scattering_files.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "nacre/io/curve_text.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/frame_folder.hpp"
#include "nacre/io/frame_series.hpp"

namespace nacre::io {
namespace {

constexpr std::string_view extensions[] = {".dat", ".txt", ".csv", ".abs",  ".asc", ".xy",  ".chi", ".tsv",
                                           ".pdh", ".xml", ".h5",  ".hdf5", ".hdf", ".nxs", ".nx5"};

}  // namespace

std::unique_ptr<FrameSource> open_scattering(const std::vector<std::filesystem::path>& paths,
                                             const ScatteringOptions& options) {
  FrameFiles found = frame_files(paths, extensions);
  if (found.files.empty())
    throw Error({ExitCode::data, {}, "there is no file of scattering curves", "", "", ""});
  std::vector<std::unique_ptr<FrameFile>> files;
  files.reserve(found.files.size());
  for (auto& file : found.files) files.push_back(curve_text_file(std::move(file), options));
  return series_of(std::move(files), std::move(found.warnings));
}

}  // namespace nacre::io
