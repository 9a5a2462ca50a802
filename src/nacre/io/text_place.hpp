// Places in the text of a file, found again when something is wrong there.
#pragma once

#include <filesystem>
#include <string_view>

#include "nacre/core/error.hpp"
#include "nacre/io/number_rows.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::io {

// A whole line; lines count from 1.
Place line_place(const std::filesystem::path& file, std::string_view text, int line);

// The cell of a column, from 0; the whole line if it is shorter.
Place cell_place(const std::filesystem::path& file, const TextLine& line, const CellLayout& layout,
                 std::size_t column);
Place cell_place(const std::filesystem::path& file, std::string_view text, int line, const CellLayout& layout,
                 std::size_t column);

// The line of a byte, for formats without lines.
Place byte_place(const std::filesystem::path& file, std::string_view text, std::size_t offset);

}  // namespace nacre::io
