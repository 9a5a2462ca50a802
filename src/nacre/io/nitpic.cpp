#include "nacre/io/nitpic.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "nacre/io/data_error.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::io {
namespace {

constexpr const char* missing = "--";

struct Columns {
  std::size_t heat = 0;
  std::size_t volume = 0;
  std::optional<std::size_t> titrant, cell, molar_heat;
  std::size_t count = 0;
};

// The numbers of the optional columns; NaN where a row has none.
struct Rest {
  std::vector<double> titrant_mM, cell_mM, molar_heat_cal;
};

using Cells = std::vector<TextCell>;

std::optional<std::size_t> find(const Cells& names, std::initializer_list<const char*> choices) {
  for (std::size_t i = 0; i < names.size(); ++i)
    for (const char* name : choices)
      if (names[i].text == name) return i;
  return {};
}

Columns find_columns(const Cells& names, const TextLine& line, const std::filesystem::path& path) {
  const auto heat = find(names, {"DH"});
  const auto volume = find(names, {"INJV", "INVJ"});
  if (!heat || !volume)
    fail_at({path.string(), line.number, 0, line.text, 1},
            std::string("there is no column ") + (heat ? "INJV" : "DH"), line.text,
            "the columns DH INJV Xt Mt XMt NDH of Origin and NITPIC",
            "[data] format = \"csv\" reads tables with other names");
  return {*heat, *volume, find(names, {"Xt"}), find(names, {"Mt"}), find(names, {"NDH"}), names.size()};
}

// Origin writes tabs, and an empty cell where a number lacks.
Cells cells_of(const TextLine& line) {
  return split_cells(line.text, line.text.find('\t') == std::string::npos ? ' ' : '\t');
}

bool ends_table(const Cells& cells, const Columns& columns) {
  return cells.size() <= std::max(columns.heat, columns.volume) || cells[columns.volume].text == missing ||
         cells[columns.volume].text.empty();
}

double optional_number(const Cells& cells, std::optional<std::size_t> column, const TextLine& line,
                       const std::filesystem::path& path, const char* what) {
  if (!column || cells[*column].text == missing || cells[*column].text.empty()) return std::nan("");
  return finite_number(cells[*column], line, path, what);
}

void read_row(const Cells& cells, const Columns& columns, const TextLine& line,
              const std::filesystem::path& path, TitrationFile& file, Rest& rest) {
  if (cells.size() != columns.count)
    fail_at({path.string(), line.number, 0, line.text, 1}, "a row is not as long as the header",
            std::to_string(cells.size()) + " cells", std::to_string(columns.count) + " cells",
            "the file may have been cut off");
  const double volume = finite_number(cells[columns.volume], line, path, "the volume");
  if (volume <= 0)
    fail_at(place_of(cells[columns.volume], line, path), "the volume of an injection is not positive",
            cells[columns.volume].text, "a volume in uL");
  file.volumes_uL.push_back(volume);
  file.heats_uJ.push_back(joules_per_calorie * finite_number(cells[columns.heat], line, path, "the heat"));
  rest.titrant_mM.push_back(optional_number(cells, columns.titrant, line, path, "Xt"));
  rest.cell_mM.push_back(optional_number(cells, columns.cell, line, path, "Mt"));
  rest.molar_heat_cal.push_back(optional_number(cells, columns.molar_heat, line, path, "NDH"));
  file.used.push_back(!columns.molar_heat || !std::isnan(rest.molar_heat_cal.back()));
}

// From the largest heat, whose digits tell most.
std::optional<double> syringe_mM(const TitrationFile& file, const Rest& rest) {
  std::size_t best = 0;
  for (std::size_t i = 0; i < file.heats_uJ.size(); ++i)
    if (file.used[i] && std::abs(file.heats_uJ[i]) > std::abs(file.heats_uJ[best])) best = i;
  const double heat_ucal = file.heats_uJ[best] / joules_per_calorie;
  const double mM = 1e3 * heat_ucal / (file.volumes_uL[best] * rest.molar_heat_cal[best]);
  return std::isfinite(mM) && mM > 0 ? std::optional(mM) : std::nullopt;
}

// Origin's dilution, undone at the last injection.
std::optional<double> cell_volume_uL(const TitrationFile& file, const Rest& rest) {
  double injected_uL = 0;
  for (std::size_t i = 0; i + 1 < file.volumes_uL.size(); ++i) injected_uL += file.volumes_uL[i];
  const double share = rest.cell_mM.back() / rest.cell_mM.front();
  const double volume = 0.5 * injected_uL * (1 + share) / (1 - share);
  return std::isfinite(volume) && volume > 0 ? std::optional(volume) : std::nullopt;
}

// Only what a table from the first injection on can tell.
void derive_conditions(const Rest& rest, TitrationFile& file) {
  file.syringe_mM = syringe_mM(file, rest);
  if (rest.titrant_mM.front() != 0 || !(rest.cell_mM.front() > 0)) return;
  file.cell_mM = rest.cell_mM.front();
  file.cell_volume_uL = cell_volume_uL(file, rest);
}

// Half the distance of the two bounds of NDH, times the moles injected.
void read_errors(const std::filesystem::path& path, TitrationFile& file) {
  if (!std::filesystem::is_regular_file(path) || !file.syringe_mM) return;
  for (const TextLine& line : split_lines(read_text(path, "a NITPIC error file", ""))) {
    const Cells cells = split_cells(line.text, ' ');
    if (cells.empty()) continue;
    if (cells.size() != 2)
      fail_at({path.string(), line.number, 0, line.text, 1}, "this is no line of a NITPIC error file",
              line.text, "NDH plus and minus its error, in cal/mol");
    const double upper = finite_number(cells[0], line, path, "the upper bound");
    const double lower = finite_number(cells[1], line, path, "the lower bound");
    const std::size_t i = std::min(file.errors_uJ.size(), file.volumes_uL.size() - 1);
    const double error = 0.5 * std::abs(upper - lower) * 1e-3 * file.volumes_uL[i] * *file.syringe_mM;
    if (!(error > 0) || !std::isfinite(error))
      fail_at(place_of(cells[0], line, path), "an error is not positive", line.text, "two different bounds");
    file.errors_uJ.push_back(joules_per_calorie * error);
  }
  if (file.errors_uJ.size() != file.heats_uJ.size())
    fail_with_file(path, "does not have one line an injection",
                   std::to_string(file.errors_uJ.size()) + " lines",
                   std::to_string(file.heats_uJ.size()) + " injections");
}

}  // namespace

TitrationFile read_nitpic(const std::filesystem::path& path) {
  const auto lines =
      split_lines(read_text(path, "a table of Origin or NITPIC", "export the integrated heats as text"));
  const auto header =
      std::ranges::find_if(lines, [](const TextLine& line) { return !trimmed(line.text).empty(); });
  if (header == lines.end()) fail_with_file(path, "is empty");
  const Columns columns = find_columns(cells_of(*header), *header, path);
  TitrationFile file;
  Rest rest;
  for (auto line = header + 1; line != lines.end(); ++line) {
    const Cells cells = cells_of(*line);
    if (ends_table(cells, columns)) break;
    read_row(cells, columns, *line, path, file, rest);
  }
  if (file.volumes_uL.empty()) fail_with_file(path, "has no injections");
  derive_conditions(rest, file);
  read_errors(std::filesystem::path(path).replace_extension(".error-dat"), file);
  return file;
}

}  // namespace nacre::io
