// Blocks of numbers in the text files of instruments: where they begin and end, and what separates their
// cells.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace nacre::io {

// How the cells of a row are separated: ',' or ';' once, or any run of blanks (' ').
struct CellLayout {
  char separator = ' ';
  bool decimal_comma = false;  // "0,1;2,5": only where the separator is no comma
};

struct NumberRows {
  std::vector<std::vector<double>> columns{};
  std::vector<int> lines{};           // of each row in the file, from 1
  std::vector<std::string> header{};  // lines before the first row that are not empty, comment marks removed
  CellLayout layout{};
};

// The text of a file; Latin-1, which old instruments write, is turned into UTF-8. Throws Error (data):
// missing, empty, or no text.
std::string read_measured_text(const std::filesystem::path& file);

// The rows begin at the first line of two or more numbers that no line of words follows, and end where words
// follow to the end of the file. Lines that begin with '#', '%', '!' or "//" are comments. Fortran's D
// exponents are read. Throws Error (data) with the place: no such rows, rows of different length, text or a
// number that is not finite in a row, words between rows.
NumberRows read_number_rows(std::string_view text, const std::filesystem::path& file);

// Cells of a line between the separators of the layout, trimmed, without quotes.
struct CellView {
  std::string_view text;
  std::size_t offset = 0;  // bytes before it in the line
};
std::vector<CellView> cells_of(std::string_view line, const CellLayout& layout);

// A number that fills the cell, finite or not; Fortran's D and decimal commas are read.
bool read_cell(std::string_view cell, bool decimal_comma, double& value);

// The lines of a text as views, whatever their ends, without a byte order mark.
std::vector<std::string_view> line_views(std::string_view text);

}  // namespace nacre::io
