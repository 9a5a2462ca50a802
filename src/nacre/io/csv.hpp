// Numeric tables: comma, semicolon, tab or space separated text with '#' comments and one header line.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/core/error.hpp"
#include "nacre/core/result.hpp"

namespace nacre::io {

struct CsvCell {
  std::string text;  // trimmed, unquoted
  int column = 1;    // in the line, from 1
};

// A table as text that remembers where everything stood.
class CsvTable {
 public:
  // Reads the whole file. Throws Error (data): missing file, a directory, empty, binary content, no header
  // line, no data lines, rows with more or fewer cells than the header, duplicate column names.
  static CsvTable read(const std::filesystem::path& path);

  const std::vector<std::string>& names() const { return names_; }
  std::size_t rows() const { return cells_.size(); }
  bool has(std::string_view column) const;

  // Throws Error (data) that names the file, the header line, the columns there, and a near name.
  std::size_t column(std::string_view name) const;

  const CsvCell& cell(std::size_t row, std::size_t column) const { return cells_[row][column]; }

  // A finite number. Throws Error (data) with line and column for text, NaN, infinities, or an empty cell.
  double number(std::size_t row, std::size_t column) const;

  // Half of the last printed digit: 0.05 for "-21.9", 0.5 for "-47", 50 for "1.2e3".
  double half_last_digit(std::size_t row, std::size_t column) const;

  Place place(std::size_t row, std::size_t column) const;
  Place header_place() const;

 private:
  std::string file_;
  int header_line_ = 0;
  std::vector<std::string> names_;
  std::vector<std::vector<CsvCell>> cells_;
  std::vector<int> line_numbers_;
  std::vector<std::string> lines_;  // text of the data lines
  std::string header_text_;
};

// The text of a CSV file: '#' notes and column descriptions, the header line, numbers that round-trip.
std::string to_csv(const Table& table);

}  // namespace nacre::io
