#include "nacre/io/powder_text.hpp"

#include "nacre/core/units.hpp"
#include "nacre/io/curve_check.hpp"
#include "nacre/io/curve_text.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/scattering_units.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/io/text_place.hpp"

namespace nacre::io {
namespace {

constexpr double largest_deg = 180;

void check_columns(const NumberRows& rows, std::string_view text, const std::filesystem::path& file) {
  if (rows.columns.size() <= 3) return;
  fail_at(line_place(file, text, rows.lines.front()), "a row has too many columns for a powder pattern",
          std::to_string(rows.columns.size()), "2 or 3: 2-theta in degrees, intensity, its error");
}

void check_axis(const NumberRows& rows, const std::filesystem::path& file) {
  const std::string* names = line_of_names(rows.header);
  const std::string q = units_in_header(rows.header).q;
  if (!q.empty() || (names && (names->starts_with("q") || names->starts_with("Q"))))
    fail_with_file(file, "has q as its axis", names ? *names : q, "2-theta in degrees",
                   "say so in the study: [pattern] axis = \"q\"");
}

void check_angles(const NumberRows& rows, std::string_view text, const std::filesystem::path& file) {
  for (std::size_t i = 0; i < rows.lines.size(); ++i)
    if (rows.columns[0][i] >= largest_deg)
      fail_at(cell_place(file, text, rows.lines[i], rows.layout, 0), "2-theta is 180 degrees or more",
              format_number(rows.columns[0][i]), "degrees below 180");
}

}  // namespace

Frame read_powder_text(const std::filesystem::path& file) {
  const std::string text = read_measured_text(file);
  NumberRows rows = read_number_rows(text, file);
  check_columns(rows, text, file);
  check_axis(rows, file);
  check_angles(rows, text, file);
  Frame frame{.name = file.filename().string(), .x = rows.columns[0], .y = rows.columns[1]};
  if (rows.columns.size() > 2) frame.y_error = rows.columns[2];
  std::string note;
  settle_text_curve(frame, "2-theta", rows, text, file, {0, 1, 2, 3}, note);
  return frame;
}

}  // namespace nacre::io
