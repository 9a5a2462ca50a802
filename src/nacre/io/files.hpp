// Whole files: read, write whole or not at all, checksums.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace nacre::io {

// Throws Error (data): missing, a directory, unreadable.
std::string read_file(const std::filesystem::path& path);

// Writes a temporary file beside the target, syncs it, renames it: the file is whole or as it was before.
// Throws Error (data) naming the path and the reason.
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

// Whether a file of this name is such a temporary file, which a killed program leaves.
bool is_temporary_name(std::string_view name);

// SHA-256 in hexadecimal.
std::string sha256_of_text(std::string_view text);
std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace nacre::io
