#include "nacre/study/growth_fit_data.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <numbers>
#include <optional>
#include <set>

#include "nacre/core/units.hpp"
#include "nacre/io/csv.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/study/growth_synthesis.hpp"
#include "nacre/study/titration_names.hpp"

namespace nacre::study {
namespace {

using growth::Course;
using growth::Observable;
using growth::Series;

constexpr ObservableCard cards[] = {
    {Observable::radius, "radius", "nm", "radius_nm", "radius_err_nm"},
    {Observable::sigma, "sigma", "nm", "sigma_nm", "sigma_err_nm"},
    {Observable::concentration, "concentration", "mol/m3", "concentration_mol_m3",
     "concentration_err_mol_m3"},
    {Observable::yield, "yield", "", "yield", "yield_err"},
};

constexpr double relative_weight = 0.01;  // of a column's largest value, where the scatter sets the size
constexpr double most_of_all = 1.5;       // of the precursor in particles: above it, a unit is wrong
constexpr double largest_yield = 2;       // above it, per cent were meant

// The entry of a list that has one for all files or one each.
std::optional<double> entry(const Case& one, std::string_view key, std::size_t file) {
  if (!one.has(key)) return {};
  const auto& numbers = one.at(key).numbers;
  const std::size_t files = one.at("data.file").texts.size();
  if (numbers.size() != 1 && numbers.size() != files)
    throw one.error(
        key, "[data] " + std::string(key.substr(5)) + " has another number of entries than [data] file",
        std::to_string(numbers.size()), files == 1 ? "one" : "one, or " + std::to_string(files));
  return numbers.size() == 1 ? numbers[0] : numbers[file];
}

void refuse_contradictions(const Case& one) {
  if (one.has("data.temperature") && one.has("program.time"))
    throw one.error("data.temperature", "the temperature comes from [data] and from [program]", {},
                    "one of them");
  if (one.has("data.concentration") && one.at("precursor.concentration").parameter.fit)
    throw one.error("data.concentration", "the concentration of the precursor is given and to be fitted", {},
                    "one of them: [data] concentration, or [precursor] concentration");
  std::set<std::string> seen;
  for (const std::string& file : one.at("data.file").texts)
    if (!seen.insert(file).second)
      throw one.error("data.file",
                      "the file " + std::filesystem::path(file).filename().string() + " is listed twice", {},
                      "every file once");
}

growth::Synthesis synthesis_of_file(const Case& one, std::size_t file) {
  growth::Synthesis synthesis = synthesis_of(one);
  if (const auto temperature = entry(one, "data.temperature", file))
    synthesis.temperature = {{0.0}, {*temperature}};
  if (const auto concentration = entry(one, "data.concentration", file))
    synthesis.precursor.concentration_mol_m3 = *concentration;
  return synthesis;
}

void check_time(const io::CsvTable& table, std::size_t row, std::size_t column, const Course& course) {
  const double time_s = table.number(row, column);
  const std::string& found = table.cell(row, column).text;
  if (time_s < 0)
    io::fail_at(table.place(row, column), "a time lies before the injection", found,
                "times in s from time 0 on");
  if (!course.time_s.empty() && time_s <= course.time_s.back())
    io::fail_at(table.place(row, column), "the times do not ascend", found,
                "more than " + format_number(course.time_s.back()) + " s",
                "one row a time; repeated measurements in a file of their own");
  if (time_s > course.synthesis.duration_s)
    io::fail_at(table.place(row, column), "a time lies after the end of the synthesis", found + " s",
                "up to [conditions] duration, " + format_number(course.synthesis.duration_s) + " s");
}

void refuse_particles_at_zero(const io::CsvTable& table, std::size_t column, const Course& course) {
  const bool sizes = table.has("radius_nm") || table.has("sigma_nm");
  if (!sizes || course.time_s.front() > 0 || !course.synthesis.seeds.radius_nm.empty()) return;
  io::fail_at(table.place(0, column), "at time 0 there are no particles that had a radius",
              table.cell(0, column).text, "times above 0, or [seeds]");
}

void read_times(const io::CsvTable& table, Course& course) {
  const std::size_t column = table.column("time_s");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    check_time(table, row, column, course);
    course.time_s.push_back(table.number(row, column));
  }
  refuse_particles_at_zero(table, column, course);
  if (course.time_s.back() <= 0)
    io::fail_at(table.place(0, column), "there is no time after 0", table.cell(0, column).text,
                "times above 0");
}

void check_value(const io::CsvTable& table, std::size_t row, std::size_t column, Observable observable) {
  const double value = table.number(row, column);
  const std::string& found = table.cell(row, column).text;
  if (observable == Observable::radius && value <= 0)
    io::fail_at(table.place(row, column), "a radius is not positive", found, "a radius in nm, above 0");
  if (observable == Observable::sigma && value < 0)
    io::fail_at(table.place(row, column), "a standard deviation is negative", found,
                "a standard deviation in nm");
  if (observable == Observable::yield && value > largest_yield)
    io::fail_at(table.place(row, column), "a yield is a share, not per cent", found, "0 to 1");
}

// Of the material that these particles are of, in mol/m3 of the flask.
double solid_mol_m3(double radius_nm, double particles_mol_m3, const growth::Material& material) {
  const double volume_m3 = 4.0 / 3 * std::numbers::pi * std::pow(1e-9 * radius_nm, 3);
  return particles_mol_m3 * avogadro_per_mol * volume_m3 / material.molar_volume_m3_mol;
}

void read_errors(const io::CsvTable& table, const ObservableCard& card, Series& series) {
  const std::size_t column = table.column(card.error_column);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (!(table.number(row, column) > 0))
      io::fail_at(table.place(row, column), "an error is not positive", table.cell(row, column).text,
                  "a standard error above 0");
    series.errors.push_back(table.number(row, column));
  }
}

void read_series(const io::CsvTable& table, const ObservableCard& card, Course& course) {
  const std::size_t column = table.column(card.column);
  Series series{.observable = card.observable};
  for (std::size_t row = 0; row < table.rows(); ++row) {
    check_value(table, row, column, card.observable);
    series.values.push_back(table.number(row, column));
  }
  if (table.has(card.error_column)) read_errors(table, card, series);
  course.series.push_back(std::move(series));
}

std::vector<std::string> known_columns() {
  std::vector<std::string> names{"time_s"};
  for (const ObservableCard& card : cards) {
    names.emplace_back(card.column);
    names.emplace_back(card.error_column);
  }
  return names;
}

// What to do with a column that was measured in another unit.
std::string unit_hint(const std::string& column, const std::vector<std::string>& known) {
  if (column.starts_with("time") || column == "t_s" || column == "seconds")
    return "time in seconds, as time_s";
  if (column.starts_with("diameter")) return "radius, not diameter: radius_nm is half of it";
  if (column.starts_with("radius") || column.starts_with("sigma")) return "nm; 10 A are 1 nm";
  if (column.starts_with("conc")) return "particles in mol/m3: 1 uM is 0.001 mol/m3, 1 mM is 1 mol/m3";
  if (column.starts_with("yield")) return "a share without unit: 100 % is 1";
  return did_you_mean(column, known);
}

void refuse_unknown_columns(const io::CsvTable& table) {
  const std::vector<std::string> known = known_columns();
  std::string all;
  for (const std::string& name : known) all += (all.empty() ? "" : ", ") + name;
  for (const std::string& name : table.names()) {
    if (std::ranges::find(known, name) != known.end()) continue;
    Place place = table.header_place();
    place.column = static_cast<int>(place.source_line.find(name)) + 1;
    place.length = static_cast<int>(name.size());
    io::fail_at(place, "column \"" + name + "\" is not read", {}, all, unit_hint(name, known));
  }
}

// Of the precursor at time 0, with the largest that the study allows where it is to be found.
double most_at_start(const Case& one, const growth::Synthesis& synthesis) {
  const ParameterRequest& request = one.at("precursor.concentration").parameter;
  if (!request.fit) return synthesis.precursor.concentration_mol_m3;
  return request.upper.value_or(std::numeric_limits<double>::infinity());
}

// All that could ever be in particles, over the volume at time 0, in mol/m3.
double all_material(const growth::Synthesis& synthesis, double precursor_mol_m3) {
  double all = precursor_mol_m3 + synthesis.monomer_mol_m3;
  for (const growth::Injection& one : synthesis.injections)
    all += one.volume_ratio * one.concentration_mol_m3;
  for (std::size_t i = 0; i < synthesis.seeds.radius_nm.size(); ++i)
    all += solid_mol_m3(synthesis.seeds.radius_nm[i], synthesis.seeds.number_per_m3[i] / avogadro_per_mol,
                        synthesis.material);
  return all;
}

// <r^3> >= <r>^3: a spread of radii only makes it worse.
void refuse_too_much(const io::CsvTable& table, const growth::Synthesis& synthesis, double precursor_mol_m3) {
  if (!table.has("radius_nm") || !table.has("concentration_mol_m3")) return;
  const std::size_t radius = table.column("radius_nm"), number = table.column("concentration_mol_m3");
  const double all = all_material(synthesis, precursor_mol_m3);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const double held =
        solid_mol_m3(table.number(row, radius), table.number(row, number), synthesis.material);
    if (!(held > most_of_all * all)) continue;
    io::fail_at(table.place(row, number),
                "the particles hold " + format_rounded(held / all) + " times the precursor",
                format_rounded(held, 4) + " mol/m3 in particles of " + table.cell(row, radius).text + " nm",
                "no more than all precursor, " + format_rounded(all, 4) + " mol/m3",
                "check the units: radius, not diameter, in nm; particles in mol/m3 (1 uM is 0.001 mol/m3)");
  }
}

Course read_course(const Case& one, const std::string& file, Course course) {
  const io::CsvTable table = io::CsvTable::read(file);
  refuse_unknown_columns(table);
  read_times(table, course);
  for (const ObservableCard& card : cards) {
    if (table.has(card.error_column) && !table.has(card.column))
      io::fail_at(table.header_place(), "there are errors without what they belong to",
                  std::string(card.error_column), "the column " + std::string(card.column) + " too");
    if (table.has(card.column)) read_series(table, card, course);
  }
  if (course.series.empty())
    io::fail_at(table.header_place(), "there is no column that can be fitted", {},
                "any of radius_nm, sigma_nm, concentration_mol_m3, yield");
  refuse_too_much(table, course.synthesis, most_at_start(one, course.synthesis));
  return course;
}

double largest(const std::vector<double>& values) {
  double most = 0;
  for (const double one : values) most = std::max(most, std::abs(one));
  return most;
}

// Errors of columns that have none: a share of the largest value, so that points near zero do not rule.
void complete_errors(const Case& one, GrowthCourses& data) {
  std::size_t with = 0, without = 0;
  for (const Course& course : data.courses)
    for (const Series& series : course.series) ++(series.errors.empty() ? without : with);
  const bool given = one.has("data.error");
  if (with > 0 && without > 0 && !given)
    throw one.error("data.file", "some of the columns have errors and some have none", {},
                    "errors for every column, or [data] error for those that have none");
  data.errors_known = with > 0 || given;
  const double share = given ? one.number("data.error") : relative_weight;
  for (Course& course : data.courses)
    for (Series& series : course.series)
      if (series.errors.empty()) series.errors.assign(series.values.size(), share * largest(series.values));
  const std::string rest = "[data] error of a column's largest value";
  data.error_statement = !data.errors_known
                             ? "errors unknown: every column counts relative to its largest value, "
                               "and the scatter about the fit sets the size"
                         : without == 0 ? "errors from the files"
                         : with == 0    ? "errors from " + rest
                                        : "errors from the files, else " + rest;
}

void refuse_zeros(const Case& one, const GrowthCourses& data) {
  for (const Course& course : data.courses)
    for (const Series& series : course.series)
      if (!(series.errors.front() > 0))
        throw one.error("data.file",
                        "the column " + std::string(card_of(series.observable).column) + " of " +
                            course.name + " is zero throughout and has no errors",
                        {}, "measured values");
}

}  // namespace

const ObservableCard& card_of(Observable observable) { return cards[static_cast<std::size_t>(observable)]; }

GrowthCourses read_growth_courses(const Case& one) {
  refuse_contradictions(one);
  GrowthCourses data;
  const auto& files = one.at("data.file").texts;
  const auto names = titration_names(files);
  for (std::size_t i = 0; i < files.size(); ++i)
    data.courses.push_back(
        read_course(one, files[i], {.name = names[i], .synthesis = synthesis_of_file(one, i)}));
  complete_errors(one, data);
  refuse_zeros(one, data);
  return data;
}

}  // namespace nacre::study
