// Absorption and emission spectra from text files: wide tables, files of one spectrum, folders of these.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "nacre/io/frames.hpp"

namespace nacre::io {

struct SpectraOptions {
  std::string x_unit{};   // "nm" or "eV" where the files do not say; empty: they must say
  std::string at_unit{};  // "s", "min", "K", "degC" where the headers have plain numbers; empty: plain
};

// Each path is a file or a folder, whose text files follow in natural order. Each column behind the first is
// one spectrum; its header, else the name of a file of one spectrum, says its time or temperature ("30 s", "4
// min", "45 degC"), which comes out in s or K. A column whose header begins with "err" or "sigma" holds the
// errors of the spectrum before it. Throws Error (data) as open_scattering.
std::unique_ptr<FrameSource> open_spectra(const std::vector<std::filesystem::path>& paths,
                                          const SpectraOptions& options);

// The grid that all frames without a defect share. Throws Error (data) that names two frames and where they
// differ.
std::vector<double> common_grid(std::span<const Frame> frames, const std::string& x_unit);

}  // namespace nacre::io
