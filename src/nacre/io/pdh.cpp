#include "nacre/io/pdh.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "nacre/io/curve_check.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/number_rows.hpp"
#include "nacre/io/scattering_units.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

constexpr std::size_t header_lines = 5;
constexpr std::size_t columns = 3;
const CellLayout blanks{};

// The integers of the third line; none where it is another.
std::vector<double> counts_in(const std::vector<std::string_view>& lines) {
  std::vector<double> counts;
  if (lines.size() < header_lines) return {};
  for (const CellView& cell : cells_of(lines[2], blanks)) {
    double value = 0;
    if (!read_cell(cell.text, false, value) || value != std::floor(value)) return {};
    counts.push_back(value);
  }
  return counts.size() == 8 ? counts : std::vector<double>();
}

std::size_t points_in(const std::vector<std::string_view>& lines, const std::filesystem::path& file) {
  const auto counts = counts_in(lines);
  const auto rows = static_cast<double>(lines.size() - std::min(lines.size(), header_lines));
  if (counts.empty())
    fail_with_file(file, "is not laid out as a .pdh file", "",
                   "title, key words, eight integers, two lines of five numbers, then q, I, error");
  if (counts[0] < 1 || counts[0] > rows)
    fail_with_file(file, "announces another number of points than it has",
                   std::to_string(lines.size()) + " lines",
                   std::to_string(static_cast<long long>(std::clamp(counts[0], -1e15, 1e15))) + " points",
                   "the file may have been cut off");
  return static_cast<std::size_t>(counts[0]);
}

void read_row(std::string_view line, int number, std::string_view text, const std::filesystem::path& file,
              Frame& frame) {
  const auto cells = cells_of(line, blanks);
  double values[columns] = {};
  for (std::size_t k = 0; k < columns; ++k)
    if (k >= cells.size() || !read_cell(cells[k].text, false, values[k]) || !std::isfinite(values[k]))
      fail_at(cell_place(file, text, number, blanks, k), "a row is not q, I and error",
              k < cells.size() ? std::string(cells[k].text.substr(0, 60))
                               : std::to_string(cells.size()) + " cells",
              "three numbers", "the file may have been cut off");
  frame.x.push_back(values[0]);
  frame.y.push_back(values[1]);
  frame.y_error.push_back(values[2]);
}

}  // namespace

LoadedFrame read_pdh(const std::filesystem::path& file, const ScatteringOptions& options) {
  const std::string text = read_measured_text(file);
  const auto lines = line_views(text);
  const std::size_t points = points_in(lines, file);
  q_factor("1/nm", options.q_unit, {.file = file.string()});
  LoadedFrame loaded{.frame = {.name = file.filename().string()}, .x_unit = "1/nm"};
  for (std::size_t i = 0; i < points; ++i)
    read_row(lines[header_lines + i], static_cast<int>(header_lines + i) + 1, text, file, loaded.frame);
  auto& errors = loaded.frame.y_error;
  if (std::ranges::all_of(errors, [](double error) { return error <= 0; })) errors.clear();
  const auto fail = [&](std::size_t point, CurvePart part, const std::string& message,
                        const std::string& found, const std::string& expected, const std::string& hint) {
    const auto line = static_cast<int>(header_lines + point) + 1;
    fail_at(cell_place(file, text, line, blanks, static_cast<std::size_t>(part)), message, found, expected,
            hint);
  };
  loaded.note = settle_curve(loaded.frame, "q", fail);
  return loaded;
}

}  // namespace nacre::io
