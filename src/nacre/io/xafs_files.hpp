// Absorption spectra whatever their file: XDI, an Athena project, or columns.
#pragma once

#include <filesystem>
#include <vector>

#include "nacre/io/xafs_scan.hpp"

namespace nacre::io {

// By content, not by name; one scan, or the groups of a project. Throws Error (data).
std::vector<XafsScan> read_xafs(const std::filesystem::path& file, const XafsOptions& options);

}  // namespace nacre::io
