#include "nacre/io/curve_text.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "nacre/io/curve_check.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/scattering_units.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

constexpr std::size_t most_columns = 4;
constexpr std::size_t parts = 4;  // of a curve: x, y, error, width

// What a column's name says it is.
std::optional<CurvePart> part_of(const std::string& name) {
  const std::string lower = lower_case(name);
  const auto begins = [&](std::initializer_list<const char*> words) {
    return std::ranges::any_of(words, [&](const char* word) { return lower.starts_with(word); });
  };
  if (begins({"dq", "qdev", "dx", "dsigq", "sigmaq", "sigma_q", "sigq", "q_err", "q_dev", "q_res"}))
    return CurvePart::width;
  if (begins({"di", "idev", "dy", "err", "sig", "std", "i_err", "i_dev", "ierr", "unc", "s.d", "sd"}))
    return CurvePart::error;
  if (begins({"q", "x"})) return CurvePart::x;
  if (begins({"i", "y"})) return CurvePart::y;
  return {};
}

// "q (1/A) I(q) [1/cm]" without what stands in brackets, which may hold the separator.
std::string without_brackets(const std::string& line) {
  std::string text;
  int depth = 0;
  for (const char c : line) {
    depth += c == '(' || c == '[';
    if (depth == 0 && c != '"' && c != '<' && c != '>') text += c;
    depth -= (c == ')' || c == ']') && depth > 0;
  }
  return text;
}

// The column of each part; parts that are not there lie beyond the columns.
using Order = std::vector<std::size_t>;

std::optional<Order> order_by_names(const std::string* names, const NumberRows& rows) {
  if (!names) return {};
  const std::string bare = without_brackets(*names);
  const auto cells = cells_of(bare, rows.layout);
  if (cells.size() != rows.columns.size()) return {};
  Order order(parts, rows.columns.size());
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const auto part = part_of(std::string(cells[k].text));
    if (!part || order[static_cast<std::size_t>(*part)] < k) return {};
    order[static_cast<std::size_t>(*part)] = k;
  }
  const bool has_curve = order[0] < cells.size() && order[1] < cells.size();
  return has_curve ? std::optional(order) : std::nullopt;
}

bool is_nist_abs(const NumberRows& rows) {
  return rows.columns.size() == 6 && !rows.header.empty() &&
         rows.header.back().find("6 columns are") != std::string::npos;
}

void check_columns(const NumberRows& rows, std::string_view text, const std::filesystem::path& file) {
  if (rows.columns.size() <= most_columns || is_nist_abs(rows)) return;
  fail_at(line_place(file, text, rows.lines.front()), "a row has too many columns for a curve",
          std::to_string(rows.columns.size()), "2 to 4: q, I, error of I, dq",
          "a table of several curves is to be split into files, one a curve");
}

std::vector<double> take(NumberRows& rows, std::size_t column) {
  return column < rows.columns.size() ? rows.columns[column] : std::vector<double>();
}

void scale(std::vector<double>& values, double factor) {
  if (factor != 1)
    for (double& value : values) value *= factor;
}

}  // namespace

void settle_text_curve(Frame& frame, const std::string& x_name, const NumberRows& rows, std::string_view text,
                       const std::filesystem::path& file, const std::vector<std::size_t>& column_of_part,
                       std::string& note) {
  const auto fail = [&](std::size_t point, CurvePart part, const std::string& message,
                        const std::string& found, const std::string& expected, const std::string& hint) {
    const std::size_t column = column_of_part[static_cast<std::size_t>(part)];
    fail_at(cell_place(file, text, rows.lines[point], rows.layout, column), message, found, expected, hint);
  };
  note = settle_curve(frame, x_name, fail);
}

LoadedFrame read_curve_text(const std::filesystem::path& file, const ScatteringOptions& options) {
  const std::string text = read_measured_text(file);
  NumberRows rows = read_number_rows(text, file);
  check_columns(rows, text, file);
  const HeaderUnits units = units_in_header(rows.header);
  if (units.q_is_ambiguous)
    fail_with_file(file, "names two units of q in its header", *line_of_names(rows.header), "one");
  const double factor = q_factor(units.q, options.q_unit, {.file = file.string()});
  const Order order = order_by_names(line_of_names(rows.header), rows).value_or(Order{0, 1, 2, 3});
  LoadedFrame loaded{.frame = {.name = file.filename().string(),
                               .x = take(rows, order[0]),
                               .y = take(rows, order[1]),
                               .y_error = take(rows, order[2]),
                               .x_width = take(rows, order[3])},
                     .x_unit = "1/nm"};
  settle_text_curve(loaded.frame, "q", rows, text, file, order, loaded.note);
  scale(loaded.frame.x, factor);
  scale(loaded.frame.x_width, factor);
  loaded.y_unit = settle_intensity_unit(units.intensity, loaded.frame.y, loaded.frame.y_error);
  return loaded;
}

}  // namespace nacre::io
