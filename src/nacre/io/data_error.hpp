// The errors of this room's readers and writers: they concern a file as a whole.
#pragma once

#include <filesystem>
#include <string>

namespace nacre::io {

// Throws Error (data) that names the file.
[[noreturn]] void fail_with_file(const std::filesystem::path& file, std::string message,
                                 std::string found = {}, std::string expected = {}, std::string hint = {});

}  // namespace nacre::io
