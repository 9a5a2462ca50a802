// Text files as lines and cells that know where they stand: what every reader of measured data starts from.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/core/error.hpp"

namespace nacre::io {

struct TextLine {
  int number = 0;  // from 1
  std::string text;
};

struct TextCell {
  std::string text;  // trimmed
  int column = 1;    // in the line, from 1
};

// The text of a whole file. Throws Error (data) for a missing or unreadable file, and for content that is not
// UTF-8 text: `what` is what was expected ("a text table"), `hint` what to do.
std::string read_text(const std::filesystem::path& path, const std::string& what, const std::string& hint);

// Lines whatever their ends (LF, CRLF, CR), empty ones too, without a byte order mark.
std::vector<TextLine> split_lines(std::string_view text);

// Cells between separators, empty ones too; a separator ' ' stands for any run of blanks.
std::vector<TextCell> split_cells(std::string_view line, char separator);

std::string_view trimmed(std::string_view text);  // without blanks at both ends
std::size_t count_characters(std::string_view text);

// A decimal number that fills the whole text.
enum class Reading { number, out_of_range, text };
Reading read_number(std::string_view text, double& value);

// A finite number. Throws Error (data) that calls it `what` ("the heat") at its place.
double finite_number(const TextCell& cell, const TextLine& line, const std::filesystem::path& file,
                     const std::string& what);

// The place of a cell, for the caret.
Place place_of(const TextCell& cell, const TextLine& line, const std::filesystem::path& file);

// Throws Error (data).
[[noreturn]] void fail_at(Place place, std::string message, std::string found = {}, std::string expected = {},
                          std::string hint = {});

}  // namespace nacre::io
