// X-ray absorption spectra in the XAS Data Interchange format, XDI/1.0 (Ravel et al. 2012,
// doi:10.1107/S0909049512036886).
#pragma once

#include <filesystem>
#include <string_view>

#include "nacre/io/xafs_scan.hpp"

namespace nacre::io {

bool is_xdi(std::string_view text);

// "# XDI/1.0", then "# Family.key: value" with "# Column.1: energy eV", a line of dashes, the names of the
// columns, and the rows. Throws Error (data) with the place.
XafsScan read_xdi(const std::filesystem::path& file, const XafsOptions& options);

}  // namespace nacre::io
