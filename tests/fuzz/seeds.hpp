// Good files that the mutations start from: small ones of every format, made or shipped.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nacre::fuzz {

// `folder` is for files that are written by their own writers first.
std::vector<std::string> seeds_of(const std::string& reader, const std::filesystem::path& folder);

}  // namespace nacre::fuzz
