#include "nacre/study/titration_files.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/io/csv.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/heats_csv.hpp"
#include "nacre/io/nitpic.hpp"
#include "nacre/io/origin_dh.hpp"
#include "nacre/io/sedphat.hpp"
#include "nacre/io/thermogram_csv.hpp"

namespace nacre::study {
namespace {

std::string lower_case(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// The instrument's own file of commands and powers, whatever its ending.
void refuse_microcal_raw(const std::string& path) {
  char start[4] = {};
  std::ifstream(path, std::ios::binary).read(start, sizeof start);
  if (std::string_view(start, sizeof start) != "$ITC") return;
  io::fail_with_file(path, "raw MicroCal .itc files are not read", "a file that begins with $ITC",
                     "the integrated heats (.DH), or the thermogram as a CSV table",
                     "Origin exports both: the heats as .DH, the raw power with its times as text");
}

// Tables differ by their columns only.
std::string format_of_table(const Case& one, const std::string& path) {
  const io::CsvTable table = io::CsvTable::read(path);
  if (table.has("DH") && (table.has("INJV") || table.has("INVJ"))) return "nitpic";
  const bool heats = table.has(one.text("data.heat_column"));
  return !heats && table.has(one.text("thermogram.power_column")) ? "thermogram" : "csv";
}

std::string format_of(const Case& one, const std::string& path) {
  if (one.text("data.format") != "auto") return one.text("data.format");
  const std::string ending = lower_case(std::filesystem::path(path).extension().string());
  if (ending == ".dh") return "origin-dh";
  if (ending == ".nitpic") return "nitpic";
  if (ending == ".sedphat" || ending == ".xp") return "sedphat";
  return format_of_table(one, path);
}

io::TitrationFile read_csv(const Case& one, const std::string& path) {
  io::HeatColumns columns{.heat = one.text("data.heat_column"), .heat_unit = one.text("data.heat_unit")};
  if (one.has("data.volume_column")) columns.volume = one.text("data.volume_column");
  if (one.has("data.error_column")) columns.error = one.text("data.error_column");
  io::TitrationFile file = io::read_heats_csv(path, columns);
  if (one.text("data.exothermic") == "positive") io::turn_sign(file);
  return file;
}

// Times of injections, with volumes where a table has them.
io::InjectionFile injections_of(const Case& one, std::size_t number, std::size_t files) {
  if (one.has("thermogram.injections")) {
    const auto& paths = one.at("thermogram.injections").texts;
    if (paths.size() != 1 && paths.size() != files)
      throw one.error("thermogram.injections", "needs one table for all files, or one each",
                      std::to_string(paths.size()) + " tables", std::to_string(files));
    return io::read_injections_csv(paths.size() == 1 ? paths[0] : paths[number],
                                   {.time_unit = one.text("thermogram.time_unit")});
  }
  for (const char* key : {"thermogram.first_injection", "thermogram.interval", "thermogram.count"})
    if (!one.has(key))
      throw one.error("data.file", "a thermogram needs its injections",
                      std::string("no [thermogram] ") + (key + 11),
                      "[thermogram] injections = \"table.csv\", or first_injection, interval and count");
  io::InjectionFile injections;
  for (int i = 0; i < static_cast<int>(one.number("thermogram.count")); ++i)
    injections.times_s.push_back(one.number("thermogram.first_injection") +
                                 i * one.number("thermogram.interval"));
  return injections;
}

double number_or_zero(const Case& one, std::string_view key) { return one.has(key) ? one.number(key) : 0; }

RawTitration read_thermogram(const Case& one, const std::string& path, std::size_t number,
                             std::size_t files) {
  const auto read = io::read_thermogram_csv(path, {.time = one.text("thermogram.time_column"),
                                                   .time_unit = one.text("thermogram.time_unit"),
                                                   .power = one.text("thermogram.power_column"),
                                                   .power_unit = one.text("thermogram.power_unit")});
  const io::InjectionFile injections = injections_of(one, number, files);
  ThermogramRun run{.raw = {read.time_s, read.power_uW}, .integrated = {}};
  if (one.text("data.exothermic") == "positive")
    for (double& power : run.raw.power_uW) power = -power;
  try {
    run.integrated = ligands::integrate_thermogram(
        run.raw, {.injection_times_s = injections.times_s,
                  .baseline_window_s = number_or_zero(one, "thermogram.baseline_window"),
                  .peak_duration_s = number_or_zero(one, "thermogram.peak_duration")});
  } catch (const std::invalid_argument& reason) {
    io::fail_with_file(path, std::string("the thermogram cannot be integrated: ") + reason.what());
  }
  RawTitration raw;
  raw.file.volumes_uL = injections.volumes_uL;
  for (const auto& injection : run.integrated.injections) {
    raw.file.heats_uJ.push_back(injection.heat_uJ);
    raw.file.errors_uJ.push_back(injection.error_uJ);
  }
  for (const std::string& warning : run.integrated.warnings) raw.warnings.push_back(path + ": " + warning);
  raw.thermogram = std::move(run);
  raw.declared_unit = one.text("thermogram.power_unit");
  return raw;
}

}  // namespace

RawTitration read_raw_titration(const Case& one, const std::string& path, std::size_t number,
                                std::size_t files) {
  refuse_microcal_raw(path);
  const std::string format = format_of(one, path);
  if (format == "thermogram") return read_thermogram(one, path, number, files);
  RawTitration raw;
  if (format == "origin-dh") raw.file = io::read_origin_dh(path);
  if (format == "nitpic") raw.file = io::read_nitpic(path);
  if (format == "sedphat") raw.file = io::read_sedphat(path);
  if (format == "csv") {
    raw.file = read_csv(one, path);
    raw.declared_unit = one.text("data.heat_unit");
  }
  return raw;
}

}  // namespace nacre::study
