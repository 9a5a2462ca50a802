#include "nacre/study/titration_data.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "nacre/core/units.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/study/titration_blank.hpp"
#include "nacre/study/titration_checks.hpp"
#include "nacre/study/titration_files.hpp"
#include "nacre/study/titration_names.hpp"

namespace nacre::study {
namespace {

namespace fs = std::filesystem;
using ligands::Titration;

// What the study says, else what the file says, else a refusal that names both places.
struct Condition {
  std::string_view key;
  std::optional<double> io::TitrationFile::*in_file;
  double Titration::*to;
  const char* what;
  const char* example;
};

const Condition conditions[] = {
    {"cell.volume", &io::TitrationFile::cell_volume_uL, &Titration::cell_volume_uL, "the volume of the cell",
     "[cell] volume, such as \"1 mL\""},
    {"cell.concentration", &io::TitrationFile::cell_mM, &Titration::cell_mM, "the concentration in the cell",
     "[cell] concentration, such as \"5.9 mM\""},
    {"cell.temperature", &io::TitrationFile::temperature_K, &Titration::temperature_K, "the temperature",
     "[cell] temperature, such as \"303 K\""},
    {"syringe.concentration", &io::TitrationFile::syringe_mM, &Titration::syringe_mM,
     "the concentration in the syringe", "[syringe] concentration, such as \"31 mM\""},
};

void set_conditions(const Case& one, const io::TitrationFile& file, std::size_t number, std::size_t files,
                    TitrationRun& run) {
  for (const Condition& condition : conditions) {
    const auto& in_file = file.*condition.in_file;
    if (!one.has(condition.key) && !in_file)
      throw one.error(
          "data.file",
          "neither the study nor " + fs::path(run.file).filename().string() + " says " + condition.what, {},
          condition.example);
    run.titration.*condition.to =
        one.has(condition.key) ? entry_of(one, condition.key, number, files) : *in_file;
  }
  if (one.has("cell.competitor"))
    run.titration.competitor_mM = entry_of(one, "cell.competitor", number, files);
}

void set_volumes(const Case& one, const io::TitrationFile& file, TitrationRun& run) {
  run.titration.volumes_uL = file.volumes_uL;
  if (!file.volumes_uL.empty()) return;
  if (!one.has("syringe.injection_volume"))
    throw one.error(
        "data.file", "the injections of " + fs::path(run.file).filename().string() + " have no volumes", {},
        "[data] volume_column, a table of injections with volumes, or [syringe] injection_volume");
  run.titration.volumes_uL.assign(file.heats_uJ.size(), one.number("syringe.injection_volume"));
}

void set_errors(const Case& one, TitrationRun& run) {
  const double relative = one.number("data.heat_error_relative");
  const double absolute = one.has("data.heat_error") ? one.number("data.heat_error") : 0;
  if (!run.titration.errors_uJ.empty() || (relative == 0 && absolute == 0)) return;
  for (const double heat : run.titration.heats_uJ) {
    const double error = std::max(absolute, relative * std::abs(heat));
    if (error <= 0)
      throw one.error("data.heat_error_relative", "a heat of zero would have no error", {},
                      "[data] heat_error beside it, the smallest error of a heat");
    run.titration.errors_uJ.push_back(error);
  }
}

void set_used(const Case& one, const io::TitrationFile& file, TitrationRun& run) {
  const auto skip = static_cast<std::size_t>(one.number("data.skip"));
  const std::size_t n = run.titration.heats_uJ.size();
  run.titration.used.assign(n, true);
  for (std::size_t i = 0; i < n; ++i)
    run.titration.used[i] = i >= skip && (file.used.empty() || file.used[i]);
  const auto used = std::ranges::count(run.titration.used, true);
  if (used < 4)
    throw one.error("data.file", fs::path(run.file).filename().string() + " leaves too few injections to fit",
                    std::to_string(used) + " of " + std::to_string(n), "4 or more");
}

void refuse_the_same_file(const Case& one) {
  std::set<std::string> seen;
  for (const std::string& file : one.at("data.file").texts)
    if (!seen.insert(file).second)
      throw one.error("data.file", "the file " + fs::path(file).filename().string() + " is listed twice", {},
                      "every titration once");
}

TitrationRun read_run(const Case& one, std::size_t number, std::size_t files, TitrationData& data) {
  TitrationRun run{
      .titration = {}, .file = one.at("data.file").texts[number], .blank_uJ = {}, .thermogram = {}};
  RawTitration raw = read_raw_titration(one, run.file, number, files);
  run.titration.displacement = displacement_of(one.text("model.displacement"));
  run.titration.heats_uJ = raw.file.heats_uJ;
  run.titration.errors_uJ = raw.file.errors_uJ;
  set_conditions(one, raw.file, number, files, run);
  set_volumes(one, raw.file, run);
  set_used(one, raw.file, run);
  set_errors(one, run);
  run.declared_unit = raw.declared_unit;
  run.thermogram = std::move(raw.thermogram);
  for (std::string& warning : raw.warnings) data.warnings.push_back(std::move(warning));
  return run;
}

std::string blank_statement(const Case& one, bool known_errors) {
  if (!one.has("data.blank")) return {};
  if (one.text("data.blank_as") == "line")
    return ", those of the blank's line are parameters of the fit (blank, blank_slope)";
  return known_errors ? ", those of the blank added in quadrature" : "";
}

std::string error_statement(const Case& one, const TitrationData& data) {
  const Titration& first = data.runs.front().titration;
  if (first.errors_uJ.empty())
    return "errors of the heats unknown: their scatter about the fit sets them" + blank_statement(one, false);
  std::string text = "errors of the heats from ";
  if (data.runs.front().thermogram)
    text += "the noise of the thermogram";
  else
    text += one.has("data.heat_error") || one.number("data.heat_error_relative") > 0
                ? "the file, else [data] heat_error"
                : "the file";
  return text + blank_statement(one, true);
}

// Errors that only some of the titrations have would weigh the others at random.
void refuse_mixed_errors(const Case& one, const TitrationData& data) {
  const bool known = !data.runs.front().titration.errors_uJ.empty();
  for (const TitrationRun& run : data.runs)
    if (run.titration.errors_uJ.empty() == known)
      throw one.error("data.file", "some of the files have errors of their heats and some have none",
                      fs::path(run.file).filename().string() + (known ? " has none" : " has them"),
                      "[data] heat_error for those that have none");
}

}  // namespace

std::vector<Titration> TitrationData::titrations() const {
  std::vector<Titration> list;
  for (const TitrationRun& run : runs) list.push_back(run.titration);
  return list;
}

double entry_of(const Case& one, std::string_view key, std::size_t file, std::size_t files) {
  const auto& numbers = one.at(key).numbers;
  if (numbers.size() != 1 && numbers.size() != files)
    throw one.error(
        key, std::string(key.substr(key.find('.') + 1)) + " has another number of entries than [data] file",
        std::to_string(numbers.size()), "one, or " + std::to_string(files));
  return numbers.size() == 1 ? numbers[0] : numbers[file];
}

ligands::Displacement displacement_of(std::string_view name) {
  using enum ligands::Displacement;
  for (const auto displacement : {none, origin, growing})
    if (name == ligands::name(displacement)) return displacement;
  return overflow;
}

TitrationData read_titration_data(const Case& one) {
  TitrationData data;
  refuse_the_same_file(one);
  const auto names = titration_names(one.at("data.file").texts);
  for (std::size_t i = 0; i < names.size(); ++i) {
    data.runs.push_back(read_run(one, i, names.size(), data));
    data.runs.back().titration.name = names[i];
  }
  refuse_mixed_errors(one, data);
  if (one.has("data.blank")) subtract_blank(one, data);
  for (const TitrationRun& run : data.runs) {
    refuse_impossible(one, run);
    for (std::string& warning : doubts_about(run.titration, run.declared_unit))
      data.warnings.push_back(std::move(warning));
  }
  data.error_statement = error_statement(one, data);
  return data;
}

}  // namespace nacre::study
