// Which files the frames of a series are in.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nacre::io {

// "frame-2" before "frame-10": digits compare as numbers, letters without their case.
bool natural_less(std::string_view a, std::string_view b);

struct FrameFiles {
  std::vector<std::filesystem::path> files{};
  std::vector<std::string> warnings{};  // what a folder holds beside data files
};

// A file stands for itself, a folder for its files with one of the extensions (lower case, ".dat"), in
// natural order. Hidden files are passed over, others too, and the warnings say so. Throws Error (data): a
// path that is not there, a folder without data files.
FrameFiles frame_files(std::span<const std::filesystem::path> paths,
                       std::span<const std::string_view> extensions);

}  // namespace nacre::io
