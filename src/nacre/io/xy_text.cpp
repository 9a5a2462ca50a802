#include "nacre/io/xy_text.hpp"

#include <algorithm>
#include <utility>

#include "nacre/core/units.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/number_rows.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

// One measured file and where its numbers stand.
struct Source {
  const std::filesystem::path& file;
  std::string text;
  NumberRows rows;
};

void check_columns(const Source& source, const XyOptions& options) {
  const std::size_t there = source.rows.columns.size();
  const std::size_t asked = std::max(options.x_column, options.y_column);
  if (asked <= there) return;
  fail_at(line_place(source.file, source.text, source.rows.lines.front()),
          "the table has no column " + std::to_string(asked),
          std::to_string(there) + (there == 1 ? " column" : " columns"),
          "two columns, " + options.x_name + " and what was measured");
}

[[noreturn]] void fail_at_row(const Source& source, const XyOptions& options, std::size_t row,
                              std::string hint) {
  const auto& x = source.rows.columns[options.x_column - 1];
  fail_at(
      cell_place(source.file, source.text, source.rows.lines[row], source.rows.layout, options.x_column - 1),
      options.x_name + " runs back", format_number(x[row]), "more than " + format_number(x[row - 1]),
      std::move(hint));
}

// The rows at which x exceeds all before it.
std::vector<std::size_t> rising_rows(const Source& source, const XyOptions& options) {
  const auto& x = source.rows.columns[options.x_column - 1];
  std::vector<std::size_t> rows;
  std::size_t first_back = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (rows.empty() || x[i] > x[rows.back()])
      rows.push_back(i);
    else if (first_back == 0)
      first_back = i;
  }
  const std::size_t back = x.size() - rows.size();
  if (back == 0) return rows;
  if (!options.rising_only) fail_at_row(source, options, first_back, "sort the table, drop repeated rows");
  if (10 * back > x.size())
    fail_at_row(source, options, first_back, "keep the part of the run in which it was heated");
  return rows;
}

}  // namespace

XyCurve read_xy_text(const std::filesystem::path& file, const XyOptions& options) {
  std::string text = read_measured_text(file);
  NumberRows numbers = read_number_rows(text, file);
  const Source source{file, std::move(text), std::move(numbers)};
  check_columns(source, options);
  const std::size_t n = source.rows.lines.size();
  if (n < options.least_rows)
    fail_with_file(file, "has too few rows", std::to_string(n),
                   "at least " + std::to_string(options.least_rows));
  XyCurve curve;
  for (const std::size_t row : rising_rows(source, options)) {
    curve.x.push_back(source.rows.columns[options.x_column - 1][row]);
    curve.y.push_back(source.rows.columns[options.y_column - 1][row]);
  }
  curve.left_out = n - curve.x.size();
  return curve;
}

}  // namespace nacre::io
