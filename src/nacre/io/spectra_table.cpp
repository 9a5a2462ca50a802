#include "nacre/io/spectra_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "nacre/core/units.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

bool has_content(std::string_view line) { return line.find_first_not_of(" \t\f\x1a,;\"") != line.npos; }

bool is_comment(std::string_view line) { return trimmed(line).starts_with('#'); }

// The separator of a table: commas inside of cells that something else separates are decimal.
CellLayout table_layout(std::string_view line) {
  if (line.find('\t') != line.npos) return {'\t', true};
  if (line.find(';') != line.npos) return {';', true};
  if (line.find(',') != line.npos) return {',', false};
  return {' ', true};
}

class Reader {
 public:
  explicit Reader(const std::filesystem::path& file) : file_(file) {
    table_.text = read_measured_text(file);
    lines_ = line_views(table_.text);
  }

  SpectraTable read() {
    const std::size_t start = find_start();
    read_header(start);
    for (std::size_t i = start; i < lines_.size() && read_line(i); ++i) continue;
    return std::move(table_);
  }

 private:
  // The first line that begins with a number and holds another one.
  std::size_t find_start() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!has_content(lines_[i]) || is_comment(lines_[i])) continue;
      const CellLayout layout = table_layout(lines_[i]);
      const auto cells = cells_of(lines_[i], layout);
      double value = 0;
      if (cells.size() < 2 || !read_cell(cells[0].text, layout.decimal_comma, value)) continue;
      if (!is_row_before_rows(i, layout)) continue;
      table_.layout = layout;
      return i;
    }
    fail_with_file(file_, "has no rows of numbers", "",
                   "a column of wavelengths or energies and one a spectrum");
  }

  // "20,some words" may stand in a header; a row of numbers has a number in its other cells, or nothing.
  bool is_row_before_rows(std::size_t line, const CellLayout& layout) const {
    const auto cells = cells_of(lines_[line], layout);
    double value = 0;
    return std::any_of(cells.begin() + 1, cells.end(), [&](const CellView& cell) {
      return read_cell(cell.text, layout.decimal_comma, value);
    });
  }

  void read_header(std::size_t start) {
    const std::size_t count = cells_of(lines_[start], table_.layout).size();
    table_.spectra.resize(count - 1);
    std::size_t line = start;
    while (line > 0 && !has_content(lines_[line - 1])) --line;
    if (line == 0) return;
    const auto names = names_in(lines_[line - 1], count);
    if (names.empty()) return;
    table_.x_name = names[0];
    table_.spectra.resize(std::max(names.size(), count) - 1);
    for (std::size_t k = 1; k < names.size(); ++k) table_.spectra[k - 1].name = names[k];
  }

  // Blanks separate numbers better than names, so that names without quotes may not fit.
  std::vector<std::string> names_in(std::string_view line, std::size_t count) const {
    while (!line.empty() && (line[0] == '#' || line[0] == ' ')) line.remove_prefix(1);
    std::vector<std::string> names;
    for (const CellView& cell : cells_of(line, table_.layout)) names.emplace_back(cell.text);
    while (names.size() > count && names.back().empty()) names.pop_back();
    if (table_.layout.separator == ' ' && names.size() != count) names = {std::string(trimmed(line))};
    return names;
  }

  // False where the numbers have ended.
  bool read_line(std::size_t i) {
    const std::string_view line = lines_[i];
    if (!has_content(line) || is_comment(line)) return true;
    const auto cells = cells_of(line, table_.layout);
    double x = 0;
    if (!read_cell(cells[0].text, table_.layout.decimal_comma, x)) {
      if (rows_follow(i)) fail_at_cell(i, 0, "there is text among the rows of numbers", cells[0].text);
      return false;
    }
    if (!std::isfinite(x)) fail_at_cell(i, 0, "x is not a finite number", cells[0].text);
    keep(i, x, cells);
    return true;
  }

  bool rows_follow(std::size_t line) const {
    for (std::size_t i = line + 1; i < lines_.size(); ++i) {
      const auto cells = cells_of(lines_[i], table_.layout);
      double x = 0;
      if (cells.size() == table_.spectra.size() + 1 &&
          read_cell(cells[0].text, table_.layout.decimal_comma, x) && is_row_before_rows(i, table_.layout))
        return true;
    }
    return false;
  }

  void keep(std::size_t line, double x, const std::vector<CellView>& cells) {
    for (std::size_t k = table_.spectra.size() + 1; k < cells.size(); ++k)
      if (!cells[k].text.empty())
        fail_at_cell(line, k, "a row has more cells than the table has columns", cells[k].text);
    table_.x.push_back(x);
    table_.lines.push_back(static_cast<int>(line) + 1);
    for (std::size_t k = 0; k < table_.spectra.size(); ++k) {
      const std::string_view cell = k + 1 < cells.size() ? cells[k + 1].text : std::string_view();
      table_.spectra[k].values.push_back(value_of(line, k, x, cell));
    }
  }

  double value_of(std::size_t line, std::size_t spectrum, double x, std::string_view cell) {
    double value = missing;
    if (read_cell(cell, table_.layout.decimal_comma, value) && std::isfinite(value)) return value;
    SpectrumColumn& column = table_.spectra[spectrum];
    if (!column.error) {
      const std::string message = cell.empty() ? "the spectrum has no value at x = " + format_number(x)
                                               : "a value of the spectrum is not a finite number";
      column.error = error_at(line, spectrum + 1, message, cell);
    }
    return missing;
  }

  Error error_at(std::size_t line, std::size_t column, std::string message, std::string_view found) const {
    const Place place =
        cell_place(file_, {static_cast<int>(line) + 1, std::string(lines_[line])}, table_.layout, column);
    return Error({ExitCode::data, place, std::move(message),
                  found.empty() ? "nothing" : std::string(found.substr(0, 60)), "a number", ""});
  }

  [[noreturn]] void fail_at_cell(std::size_t line, std::size_t column, std::string message,
                                 std::string_view found) const {
    throw error_at(line, column, std::move(message), found);
  }

  const std::filesystem::path& file_;
  SpectraTable table_;
  std::vector<std::string_view> lines_;
};

}  // namespace

SpectraTable read_spectra_table(const std::filesystem::path& file) { return Reader(file).read(); }

}  // namespace nacre::io
