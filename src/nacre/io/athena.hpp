// Projects of Athena (.prj): lists of Perl in a text that gzip compressed.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "nacre/io/xafs_scan.hpp"

namespace nacre::io {

bool is_athena(std::string_view text);  // uncompressed

// The groups of mu(E), named by their labels, with Athena's shift of energy applied; one of them where the
// options name it. Groups of chi(k) are left out. Throws Error (data): cut off, damaged, no such group.
std::vector<XafsScan> read_athena(const std::filesystem::path& file, const XafsOptions& options);

}  // namespace nacre::io
