// Files compressed by gzip.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace nacre::io {

bool is_gzip(std::string_view bytes);

// The content. Throws Error (data) that names the file: cut off, damaged, or more than 256 MB.
std::string gunzipped(std::string_view bytes, const std::filesystem::path& file);

}  // namespace nacre::io
