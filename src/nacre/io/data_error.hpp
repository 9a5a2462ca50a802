// The errors of this room's readers and writers: they concern a file as a whole.
#pragma once

#include <filesystem>
#include <string>

#include "nacre/core/error.hpp"

namespace nacre::io {

// Throws Error (data) that names the file.
[[noreturn]] void fail_with_file(const std::filesystem::path& file, std::string message,
                                 std::string found = {}, std::string expected = {}, std::string hint = {});

// Line and column of a byte of the file's text, for the error of a broken file.
Place place_of_byte(const std::string& text, std::size_t byte, const std::filesystem::path& path);

}  // namespace nacre::io
