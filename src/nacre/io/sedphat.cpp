#include "nacre/io/sedphat.hpp"

#include <algorithm>
#include <string>

#include "nacre/io/data_error.hpp"
#include "nacre/io/nitpic.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::io {
namespace {

namespace fs = std::filesystem;

std::vector<TextLine> read_sedphat_lines(const fs::path& path) {
  return split_lines(read_text(path, "a SEDPHAT file", "give the .xp or the .nitpic file"));
}

// The experiments of a configuration: lines "1 1 NAME.xp" up to "-1 0 end".
std::vector<std::string> experiment_names(const std::vector<TextLine>& lines) {
  std::vector<std::string> names;
  bool inside = false;
  for (const TextLine& line : lines) {
    const auto cells = split_cells(line.text, ' ');
    if (inside && (cells.empty() || cells[0].text == "-1")) break;
    if (inside && cells.size() >= 3) names.push_back(line.text.substr(line.text.find(cells[2].text)));
    inside = inside || trimmed(line.text) == "experiments:";
  }
  return names;
}

bool is_configuration(const std::vector<TextLine>& lines) {
  return std::ranges::any_of(lines,
                             [](const TextLine& line) { return trimmed(line.text) == "experiments:"; });
}

fs::path only_experiment(const std::vector<TextLine>& lines, const fs::path& path) {
  const auto names = experiment_names(lines);
  if (names.size() != 1)
    fail_with_file(path, "is not a configuration of one experiment",
                   std::to_string(names.size()) + " experiments", "one",
                   "give the .xp files of the experiments as a list");
  const fs::path experiment = path.parent_path() / std::string(trimmed(names[0]));
  if (!fs::is_regular_file(experiment))
    fail_with_file(path, "names an experiment that is not beside it", experiment.filename().string(), {},
                   "copy the whole folder that NITPIC or SEDPHAT wrote, or give the .nitpic file");
  return experiment;
}

// The texts between double quotes that are not empty.
std::vector<std::string> quoted_texts(const std::string& line) {
  std::vector<std::string> texts;
  for (std::size_t at = line.find('"'); at != line.npos; at = line.find('"', at)) {
    const std::size_t end = line.find('"', ++at);
    if (end == line.npos) break;
    const std::string_view text = trimmed(std::string_view(line).substr(at, end - at));
    if (!text.empty()) texts.emplace_back(text);
    at = end;  // also the opening quote of the next: SEDPHAT doubles them
  }
  return texts;
}

// Where the table of an experiment may be.
fs::path find_table(const std::vector<TextLine>& lines, const fs::path& path) {
  const fs::path folder = path.parent_path();
  std::vector<fs::path> places;
  for (const TextLine& line : lines)
    for (const std::string& name : quoted_texts(line.text)) {
      places.push_back(folder / ("_" + path.filename().string()) / name);
      places.push_back(folder / name);
    }
  places.push_back(fs::path(path).replace_extension(".nitpic"));
  const auto there =
      std::ranges::find_if(places, [](const fs::path& place) { return fs::is_regular_file(place); });
  if (there == places.end())
    fail_with_file(path, "has no table of heats", "none of the files it names",
                   (folder / ("_" + path.filename().string()) / path.stem()).string() + ".nitpic",
                   "copy the whole folder that NITPIC or SEDPHAT wrote");
  return *there;
}

// The number in front of "(name)".
std::optional<double> setting(const std::vector<TextLine>& lines, const fs::path& path,
                              const std::string& name, double lower, double upper) {
  for (const TextLine& line : lines) {
    if (line.text.find("(" + name + ")") == std::string::npos) continue;
    const auto cells = split_cells(line.text, ' ');
    const double value = finite_number(cells[0], line, path, name);
    if (value < lower || value > upper)
      fail_at(place_of(cells[0], line, path), name + " cannot be", cells[0].text);
    return value;
  }
  return {};
}

void read_settings(const std::vector<TextLine>& lines, const fs::path& path, TitrationFile& file) {
  if (const auto value = setting(lines, path, "Temperature", -200, 1000))
    file.temperature_K = *value + zero_celsius_K;
  if (const auto value = setting(lines, path, "ITCInicellconc", 0, 1e9); value && *value > 0)
    file.cell_mM = 1e-3 * *value;
  if (const auto value = setting(lines, path, "ITCsyringconc", 0, 1e9); value && *value > 0)
    file.syringe_mM = 1e-3 * *value;
  if (const auto value = setting(lines, path, "ITCcellvolume", 0, 1e9); value && *value > 0)
    file.cell_volume_uL = *value;
}

}  // namespace

TitrationFile read_sedphat(const fs::path& path) {
  auto lines = read_sedphat_lines(path);
  fs::path experiment = path;
  if (is_configuration(lines)) {
    experiment = only_experiment(lines, path);
    lines = read_sedphat_lines(experiment);
  }
  if (!lines.empty() && trimmed(lines[0].text).starts_with("DH")) return read_nitpic(experiment);
  const auto is_itc = [](const TextLine& line) { return line.text.find("(ITC") != std::string::npos; };
  if (std::ranges::none_of(lines, is_itc))
    fail_with_file(experiment, "is not a calorimetry experiment of SEDPHAT", {},
                   "lines such as \"1410.3 (ITCcellvolume)\"");
  TitrationFile file = read_nitpic(find_table(lines, experiment));
  read_settings(lines, experiment, file);
  return file;
}

}  // namespace nacre::io
