#include "nacre/io/origin_dh.hpp"

#include <string>

#include "nacre/io/data_error.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::io {
namespace {

constexpr std::size_t longest_header = 12;  // lines in which the header must begin

struct Row {
  TextLine line;
  std::vector<TextCell> cells;
};

std::vector<Row> read_rows(const std::filesystem::path& path) {
  const std::string text =
      read_text(path, "an Origin .DH file", "export the integrated heats as text, or as a CSV table");
  std::vector<Row> rows;
  for (TextLine& line : split_lines(text)) {
    if (trimmed(line.text).empty()) continue;
    auto cells = split_cells(line.text, ',');
    rows.push_back({std::move(line), std::move(cells)});
  }
  if (rows.empty()) fail_with_file(path, "is empty");
  return rows;
}

// Index of the line of conditions: the second of two lines with four numbers or more.
std::size_t find_conditions(const std::vector<Row>& rows, const std::filesystem::path& path) {
  for (std::size_t i = 1; i < std::min(rows.size(), longest_header); ++i)
    if (rows[i - 1].cells.size() >= 2 && rows[i].cells.size() >= 4) return i;
  fail_at({path.string(), rows[0].line.number, 0, rows[0].line.text, 1},
          "this is no header of an Origin .DH file", rows[0].line.text,
          "lines such as \"10\", \"0,56,0,0,0\" and \"25.0,0.1,1,1.4103,0\" before the injections",
          "[data] format = \"csv\" reads tables with a line of column names");
}

double condition(const Row& row, std::size_t cell, const std::filesystem::path& path, const char* what,
                 double lower, double upper, const char* expected) {
  const double value = finite_number(row.cells[cell], row.line, path, what);
  if (value < lower || value > upper)
    fail_at(place_of(row.cells[cell], row.line, path), std::string(what) + " cannot be", row.cells[cell].text,
            expected);
  return value;
}

void read_conditions(const Row& row, const std::filesystem::path& path, TitrationFile& file) {
  file.temperature_K =
      zero_celsius_K + condition(row, 0, path, "the temperature", -200, 1000, "degrees Celsius");
  const double cell_mM = condition(row, 1, path, "the concentration in the cell", 0, 1e6, "mM");
  const double syringe_mM = condition(row, 2, path, "the concentration in the syringe", 0, 1e6, "mM");
  const double volume_mL = condition(row, 3, path, "the volume of the cell", 0, 1e6, "mL");
  if (cell_mM > 0) file.cell_mM = cell_mM;  // zero: nobody filled it in
  if (syringe_mM > 0) file.syringe_mM = syringe_mM;
  if (volume_mL > 0) file.cell_volume_uL = 1e3 * volume_mL;
}

void read_injection(const Row& row, const std::filesystem::path& path, TitrationFile& file) {
  if (row.cells.size() != 2)
    fail_at({path.string(), row.line.number, 0, row.line.text, 1}, "this is no injection", row.line.text,
            "a volume in uL and a heat in ucal, separated by a comma");
  const double volume = finite_number(row.cells[0], row.line, path, "the volume");
  if (volume <= 0)
    fail_at(place_of(row.cells[0], row.line, path), "the volume of an injection is not positive",
            row.cells[0].text, "a volume in uL");
  file.volumes_uL.push_back(volume);
  file.heats_uJ.push_back(joules_per_calorie * finite_number(row.cells[1], row.line, path, "the heat"));
}

void check_count(const Row& counts, std::size_t found, const std::filesystem::path& path) {
  const double announced = finite_number(counts.cells[1], counts.line, path, "the number of injections");
  if (announced == static_cast<double>(found)) return;
  const bool fewer = static_cast<double>(found) < announced;
  fail_at(place_of(counts.cells[1], counts.line, path),
          std::string("the file holds ") + (fewer ? "fewer" : "more") + " injections than its header says",
          std::to_string(found), counts.cells[1].text, fewer ? "the file may have been cut off" : "");
}

}  // namespace

TitrationFile read_origin_dh(const std::filesystem::path& path) {
  const std::vector<Row> rows = read_rows(path);
  const std::size_t conditions = find_conditions(rows, path);
  TitrationFile file;
  read_conditions(rows[conditions], path, file);
  std::size_t first = conditions + 1;
  while (first < rows.size() && rows[first].cells.size() == 1) ++first;  // settings
  for (std::size_t i = first; i < rows.size(); ++i) read_injection(rows[i], path, file);
  check_count(rows[conditions - 1], file.volumes_uL.size(), path);
  if (file.volumes_uL.empty()) fail_with_file(path, "has no injections");
  return file;
}

}  // namespace nacre::io
