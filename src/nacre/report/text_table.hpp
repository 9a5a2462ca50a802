// Aligned columns of plain text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nacre::report {

// Columns that UTF-8 text takes in a terminal: combining marks none, East Asian wide characters two.
int display_width(std::string_view text);

// Lines of at most `width` columns; a longer word stays whole.
std::vector<std::string> wrap_columns(std::string_view text, int width);

enum class Align { left, right };

class TextTable {
 public:
  struct Column {
    std::string head;
    Align align = Align::left;
  };

  explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}

  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }

  // Columns without any text are left out. The last column is wrapped to what `width` leaves it, or left
  // out where that is less than 20 columns and not all of it fits.
  std::string to_string(int width, std::string_view indent = "  ") const;

 private:
  std::vector<int> widths() const;
  int fit_last(std::vector<int>& widths, int width, int indent) const;
  std::string line(const std::vector<std::string>& row, const std::vector<int>& widths) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace nacre::report
