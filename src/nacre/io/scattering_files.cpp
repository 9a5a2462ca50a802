#include "nacre/io/scattering_files.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "nacre/io/cansas_xml.hpp"
#include "nacre/io/curve_text.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/frame_folder.hpp"
#include "nacre/io/frame_series.hpp"
#include "nacre/io/frame_units.hpp"
#include "nacre/io/hdf5_frames.hpp"
#include "nacre/io/pdh.hpp"
#include "nacre/io/single_frame.hpp"

namespace nacre::io {
namespace {

constexpr std::string_view extensions[] = {".dat", ".txt", ".csv", ".abs",  ".asc", ".xy",  ".chi", ".tsv",
                                           ".pdh", ".xml", ".h5",  ".hdf5", ".hdf", ".nxs", ".nx5"};

constexpr std::size_t most_open = 16;  // HDF5 files at once

enum class Format { text, pdh, xml, hdf5 };

// By the extension where there is one of ours: a long folder is not opened file by file for it.
Format format_of(const std::filesystem::path& file) {
  const std::string extension = lower_case(file.extension().string());
  if (extension == ".pdh") return Format::pdh;
  if (extension == ".xml") return Format::xml;
  for (const char* one : {".h5", ".hdf5", ".hdf", ".nxs", ".nx5"})
    if (extension == one) return Format::hdf5;
  if (std::ranges::find(extensions, extension) != std::end(extensions)) return Format::text;
  return is_hdf5(file) ? Format::hdf5 : Format::text;
}

std::unique_ptr<FrameFile> frame_file(std::filesystem::path file, Format format,
                                      const ScatteringOptions& options, bool keep_open) {
  if (format == Format::hdf5) return hdf5_frames(std::move(file), options, keep_open);
  if (format == Format::xml) return cansas_xml_file(std::move(file), options);
  const auto read = format == Format::pdh ? read_pdh : read_curve_text;
  return single_frame(std::move(file), [read, options](const auto& path) { return read(path, options); });
}

}  // namespace

std::unique_ptr<FrameSource> open_scattering(const std::vector<std::filesystem::path>& paths,
                                             const ScatteringOptions& options) {
  FrameFiles found = frame_files(paths, extensions);
  if (found.files.empty())
    throw Error({ExitCode::data, {}, "there is no file of scattering curves", "", "", ""});
  std::vector<std::unique_ptr<FrameFile>> files;
  files.reserve(found.files.size());
  std::vector<Format> formats;
  for (const auto& file : found.files) formats.push_back(format_of(file));
  const bool keep_open = std::ranges::count(formats, Format::hdf5) <= static_cast<std::ptrdiff_t>(most_open);
  for (std::size_t i = 0; i < formats.size(); ++i)
    files.push_back(frame_file(std::move(found.files[i]), formats[i], options, keep_open));
  return series_of(std::move(files), std::move(found.warnings));
}

}  // namespace nacre::io
