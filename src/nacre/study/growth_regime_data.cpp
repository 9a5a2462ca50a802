#include "nacre/study/growth_regime_data.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "nacre/core/units.hpp"
#include "nacre/io/csv.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t fewest_rows = 3;
constexpr double relative_weight = 0.01;  // of errors whose size is left to the scatter

using Column = std::optional<std::size_t>;

struct RegimeColumns {
  std::size_t r1 = 0;
  std::size_t r2 = 0;
  Column time{};
  Column r1_err{};
  Column r2_err{};
};

Column find(const io::CsvTable& table, const char* name) {
  return table.has(name) ? Column(table.column(name)) : Column();
}

// A diameter is one letter from a radius and twice as large.
void refuse_diameters(const io::CsvTable& table) {
  for (const std::string number : {"1", "2"})
    if (!table.has("r" + number + "_nm") && table.has("d" + number + "_nm"))
      io::fail_at(table.header_place(), "there is no column \"r" + number + "_nm\"", "d" + number + "_nm",
                  "r" + number + "_nm, a radius",
                  "halve diameters: another name for the column is not enough");
}

RegimeColumns find_columns(const io::CsvTable& table) {
  refuse_diameters(table);
  return {.r1 = table.column("r1_nm"),
          .r2 = table.column("r2_nm"),
          .time = find(table, "time_s"),
          .r1_err = find(table, "r1_err_nm"),
          .r2_err = find(table, "r2_err_nm")};
}

double positive(const io::CsvTable& table, std::size_t row, std::size_t column, const char* message,
                const char* expected) {
  const double value = table.number(row, column);
  if (value <= 0) io::fail_at(table.place(row, column), message, table.cell(row, column).text, expected);
  return value;
}

double read_radius(const io::CsvTable& table, std::size_t row, std::size_t column) {
  return positive(table, row, column, "a radius is not positive", "a radius in nm, above zero");
}

double read_error(const Case& one, const io::CsvTable& table, std::size_t row, Column column,
                  double radius_nm) {
  if (column)
    return positive(table, row, *column, "an error is not positive", "a standard error in nm, above zero");
  return radius_nm * (one.has("data.error") ? one.number("data.error") : relative_weight);
}

growth::BimodalPoint read_point(const Case& one, const io::CsvTable& table, std::size_t row,
                                const RegimeColumns& columns) {
  const double r1_nm = read_radius(table, row, columns.r1);
  const double r2_nm = read_radius(table, row, columns.r2);
  return {r1_nm, r2_nm, read_error(one, table, row, columns.r1_err, r1_nm),
          read_error(one, table, row, columns.r2_err, r2_nm)};
}

std::vector<double> read_times(const io::CsvTable& table, std::size_t column) {
  std::vector<double> times;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    times.push_back(table.number(row, column));
    if (row > 0 && times[row] < times[row - 1])
      io::fail_at(table.place(row, column), "time runs back", table.cell(row, column).text,
                  "rows in the order of time, here " + table.cell(row - 1, column).text + " or later");
  }
  return times;
}

void refuse_few(const io::CsvTable& table) {
  if (table.rows() >= fewest_rows) return;
  io::fail_at(table.header_place(), "there are too few aliquots to determine an exponent",
              std::to_string(table.rows()) + (table.rows() == 1 ? " row" : " rows"),
              "at least " + std::to_string(fewest_rows) + " rows");
}

void refuse_half_an_error(const Case& one, const io::CsvTable& table, const RegimeColumns& columns) {
  if (columns.r1_err.has_value() == columns.r2_err.has_value() || one.has("data.error")) return;
  const std::string there = columns.r1_err ? "r1_err_nm" : "r2_err_nm";
  const std::string missing = columns.r1_err ? "r2_err_nm" : "r1_err_nm";
  io::fail_at(table.header_place(), "only one population has errors", there,
              "the column " + missing + " too, or [data] error for the population without one");
}

// Without a difference nothing tells one law from another; interchanged columns are a slip.
void refuse_order(const io::CsvTable& table, const std::vector<growth::BimodalPoint>& points) {
  const auto same = [](const growth::BimodalPoint& point) { return point.r1_nm == point.r2_nm; };
  if (std::ranges::all_of(points, same))
    io::fail_at(table.header_place(), "both populations have the same radius in every row",
                "r1_nm equal to r2_nm", "two populations of different size",
                "particles of one size grow alike by any law: the exponent is not determined");
  double excess = 0;
  for (const growth::BimodalPoint& point : points) excess += std::log(point.r1_nm / point.r2_nm);
  if (excess <= 0)
    io::fail_at(table.header_place(), "population 1 is not the larger one",
                "r1_nm is " + format_rounded(std::exp(excess / static_cast<double>(points.size()))) +
                    " times r2_nm on average",
                "the first, larger population in r1_nm and the second in r2_nm",
                "exchange the names of the two columns");
}

std::size_t row_of_time(const Case& one, const std::vector<double>& times) {
  if (times.empty())
    throw one.error("data.reference", "the table has no column time_s to look the reference up in", {},
                    "reference_row, the number of a row, or a column time_s");
  const double time_s = one.number("data.reference");
  if (time_s < times.front() || time_s > times.back())
    throw one.error(
        "data.reference", "the reference is outside the data", format_number(time_s) + " s",
        "a time from " + format_number(times.front()) + " to " + format_number(times.back()) + " s");
  const auto off = [time_s](double time) { return std::abs(time - time_s); };
  return static_cast<std::size_t>(std::ranges::min_element(times, {}, off) - times.begin());
}

std::size_t reference_row(const Case& one, const std::vector<double>& times, std::size_t rows) {
  if (one.has("data.reference") && one.has("data.reference_row"))
    throw one.error("data.reference_row", "the reference is there twice", {}, "reference or reference_row");
  if (one.has("data.reference")) return row_of_time(one, times);
  if (!one.has("data.reference_row")) return 0;
  const auto row = static_cast<std::size_t>(one.integer("data.reference_row"));
  if (row > rows)
    throw one.error("data.reference_row", "the reference is outside the data", std::to_string(row),
                    "a row from 1 to " + std::to_string(rows));
  return row - 1;
}

std::string describe_errors(const Case& one, const RegimeColumns& columns) {
  const std::string relative =
      one.has("data.error") ? format_rounded(100 * one.number("data.error")) + " % of the radius" : "";
  if (columns.r1_err && columns.r2_err) return "errors from r1_err_nm and r2_err_nm";
  if (columns.r1_err) return "errors of r1 from r1_err_nm, of r2 " + relative;
  if (columns.r2_err) return "errors of r2 from r2_err_nm, of r1 " + relative;
  if (!relative.empty()) return "errors of " + relative;
  return "errors are not given: taken as one share of every radius, whose size follows from the scatter";
}

std::vector<std::string> column_warnings(const Case& one, const io::CsvTable& table) {
  std::vector<std::string> warnings;
  const std::vector<std::string> read{"time_s", "r1_nm", "r2_nm", "r1_err_nm", "r2_err_nm"};
  for (const std::string& name : table.names())
    if (std::ranges::find(read, name) == read.end())
      warnings.push_back(one.text("data.file") + ": the column " + name +
                         " is not read; columns are time_s, r1_nm, r2_nm, r1_err_nm, r2_err_nm");
  return warnings;
}

}  // namespace

growth::RadiusPair RegimeData::reference_pair() const {
  return {bimodal.points[reference].r1_nm, bimodal.points[reference].r2_nm};
}

RegimeData read_regime_data(const Case& one, const std::string& name) {
  const io::CsvTable table = io::CsvTable::read(one.text("data.file"));
  const RegimeColumns columns = find_columns(table);
  RegimeData data{.bimodal = {.name = name}};
  refuse_half_an_error(one, table, columns);
  for (std::size_t row = 0; row < table.rows(); ++row)
    data.bimodal.points.push_back(read_point(one, table, row, columns));
  if (columns.time) data.time_s = read_times(table, *columns.time);
  refuse_few(table);
  refuse_order(table, data.bimodal.points);
  data.reference = reference_row(one, data.time_s, table.rows());
  data.bimodal.errors_known = columns.r1_err || columns.r2_err || one.has("data.error");
  data.error_statement = describe_errors(one, columns);
  data.warnings = column_warnings(one, table);
  return data;
}

}  // namespace nacre::study
