#include "nacre/study/ligand_mixing_data.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

#include "nacre/core/units.hpp"
#include "nacre/io/csv.hpp"

namespace nacre::study {
namespace {

using ligands::ExchangeErrors;
using ligands::MeasuredPair;

struct Columns {
  std::size_t x;
  std::optional<std::size_t> dH, dS, dG;
  std::optional<std::size_t> dH_err, dS_err, dG_err;
};

std::optional<std::size_t> find_column(const io::CsvTable& table, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (table.has(name)) return table.column(name);
  return {};
}

Columns find_columns(const io::CsvTable& table) {
  Columns columns{};
  columns.x = table.column("x_a");
  columns.dH = find_column(table, {"dH_kJ_mol"});
  columns.dS = find_column(table, {"dS_J_molK"});
  columns.dG = find_column(table, {"dG_kJ_mol"});
  if (columns.dH.has_value() + columns.dS.has_value() + columns.dG.has_value() < 2) {
    for (const char* name : {"dH_kJ_mol", "dG_kJ_mol"}) table.column(name);  // throws for the one that lacks
  }
  columns.dH_err = find_column(table, {"dH_err", "dH_kJ_mol_err"});
  columns.dS_err = find_column(table, {"dS_err", "dS_J_molK_err"});
  columns.dG_err = find_column(table, {"dG_err", "dG_kJ_mol_err"});
  return columns;
}

[[noreturn]] void refuse(const io::CsvTable& table, std::size_t row, std::size_t column, std::string message,
                         std::string expected) {
  throw Error({.code = ExitCode::data,
               .place = table.place(row, column),
               .message = std::move(message),
               .found = table.cell(row, column).text,
               .expected = std::move(expected)});
}

double read_fraction(const io::CsvTable& table, std::size_t row, std::size_t column) {
  const double x = table.number(row, column);
  if (x < 0 || x > 1)
    refuse(table, row, column, "a mole fraction is outside 0..1", "x_a from 0 (pure B) to 1 (pure A)");
  return x;
}

void read_error(const io::CsvTable& table, std::size_t row, std::optional<std::size_t> column,
                double& sigma) {
  if (!column) return;
  sigma = table.number(row, *column);
  if (sigma <= 0) refuse(table, row, *column, "an error is not positive", "a standard deviation above zero");
}

MeasuredPair measured_pair(const Columns& columns) {
  if (!columns.dG) return MeasuredPair::dH_dS;
  if (!columns.dH) return MeasuredPair::dG_dS;
  return MeasuredPair::dH_dG;
}

std::string fixed_decimals(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

// "file:line", the place of a warning.
std::string row_place(const io::CsvTable& table, std::size_t row) {
  Place place = table.place(row, 0);
  return place.file + ":" + std::to_string(place.line);
}

std::string inconsistency(const io::CsvTable& table, std::size_t row, const Columns& columns,
                          const ligands::ConsistencyCheck& check) {
  return row_place(table, row) + ": dG = dH - T dS does not hold: dH " + table.cell(row, *columns.dH).text +
         ", dS " + table.cell(row, *columns.dS).text + ", dG " + table.cell(row, *columns.dG).text +
         " miss it by " + fixed_decimals(std::abs(check.mismatch_kJ_mol), 2) +
         " kJ/mol where rounding explains " + fixed_decimals(check.tolerance_kJ_mol, 2) +
         "; dS = " + fixed_decimals(check.consistent_dS_J_molK, 1) +
         " would be consistent. The fit uses dH and dG of this row.";
}

void check_row(const io::CsvTable& table, std::size_t row, const Columns& columns, double temperature_K,
               MixingData& data) {
  if (!columns.dH || !columns.dS || !columns.dG) return;
  const ligands::PrintedValues printed{
      table.number(row, *columns.dH),          table.number(row, *columns.dS),
      table.number(row, *columns.dG),          table.half_last_digit(row, *columns.dH),
      table.half_last_digit(row, *columns.dS), table.half_last_digit(row, *columns.dG)};
  const auto check = ligands::check_consistency(printed, temperature_K);
  if (!check.holds()) data.warnings.push_back(inconsistency(table, row, columns, check));
  data.checks.push_back(check);
}

// dH and dG of a row; the one that was not measured follows from the other two.
void read_values(const io::CsvTable& table, std::size_t row, const Columns& columns, double temperature_K,
                 ligands::ExchangePoint& point) {
  const double ts = columns.dS ? 1e-3 * temperature_K * table.number(row, *columns.dS) : 0;
  if (columns.dH) point.dH_kJ_mol = table.number(row, *columns.dH);
  point.dG_kJ_mol = columns.dG ? table.number(row, *columns.dG) : point.dH_kJ_mol - ts;
  if (!columns.dH) point.dH_kJ_mol = point.dG_kJ_mol + ts;
}

ExchangeErrors study_errors(const Case& one) {
  return {one.number("errors.dH"), one.number("errors.dS"), one.number("errors.dG"),
          one.number("errors.correlation")};
}

void require_pure(const io::CsvTable& table, const MixingData& data, double x_a, const char* ligand) {
  const auto pure = [x_a](const ligands::ExchangePoint& point) { return point.x_a == x_a; };
  if (std::ranges::any_of(data.points, pure)) return;
  throw Error(
      {.code = ExitCode::data,
       .place = table.header_place(),
       .message = std::string("the pure ligand ") + ligand + " is missing",
       .found = "no row with x_a = " + format_number(x_a),
       .expected =
           "rows with x_a = 0 (pure B) and x_a = 1 (pure A): mixing is measured from the line between them"});
}

void require_mixture(const io::CsvTable& table, const MixingData& data) {
  const auto mixed = [](const ligands::ExchangePoint& point) { return point.x_a > 0 && point.x_a < 1; };
  if (std::ranges::any_of(data.points, mixed)) return;
  throw Error({.code = ExitCode::data,
               .place = table.header_place(),
               .message = "there is no mixture",
               .found = "pure ligands only",
               .expected = "at least one row with x_a between 0 and 1"});
}

std::string source(bool from_file, const char* name) {
  return std::string(name) + (from_file ? " from the file" : " from [errors]");
}

// Why the three errors of a titration cannot all be right, if they cannot.
std::string contradiction(const ExchangeErrors& first, double temperature_K) {
  const double implied = ligands::implied_correlation(first, temperature_K);
  if (std::abs(implied) <= 1) return {};
  return " (an error of " + format_number(first.dS_J_molK) +
         " J/(mol K) for dS would need a correlation of " + fixed_decimals(implied, 2) +
         ", which cannot be: it " + (implied < 0 ? "over" : "under") + "states the scatter of dS)";
}

std::string describe_errors(const Columns& columns, const ExchangeErrors& first, double temperature_K) {
  const std::string dH = source(columns.dH_err.has_value(), "error of dH");
  const std::string dS = source(columns.dS_err.has_value(), "error of dS");
  const std::string dG = source(columns.dG_err.has_value(), "error of dG");
  const std::string rest = "; taken as independent, the third quantity follows with its covariance";
  if (measured_pair(columns) == MeasuredPair::dH_dS) return dH + ", " + dS + rest;
  if (measured_pair(columns) == MeasuredPair::dG_dS) return dS + ", " + dG + rest;
  return dH + ", " + dG +
         "; two of dG = dH - T dS are independent: the fit takes dH and dG with correlation " +
         format_number(first.correlation) + ", dS = (dH - dG)/T follows with its covariance" +
         (columns.dS ? contradiction(first, temperature_K) : "");
}

std::vector<std::string> unused(const io::CsvTable& table) {
  const std::vector<std::string> used{"x_a",           "dH_kJ_mol",    "dS_J_molK", "dG_kJ_mol",
                                      "dH_err",        "dS_err",       "dG_err",    "dH_kJ_mol_err",
                                      "dS_J_molK_err", "dG_kJ_mol_err"};
  std::vector<std::string> rest;
  for (const std::string& name : table.names())
    if (std::ranges::find(used, name) == used.end()) rest.push_back(name);
  return rest;
}

}  // namespace

MixingData read_mixing_data(const Case& one) {
  const double temperature_K = one.number("data.temperature");
  const io::CsvTable table = io::CsvTable::read(one.text("data.file"));
  const Columns columns = find_columns(table);
  MixingData data;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    ligands::ExchangePoint point;
    point.x_a = read_fraction(table, row, columns.x);
    read_values(table, row, columns, temperature_K, point);
    check_row(table, row, columns, temperature_K, data);
    ExchangeErrors errors = study_errors(one);
    read_error(table, row, columns.dH_err, errors.dH_kJ_mol);
    read_error(table, row, columns.dS_err, errors.dS_J_molK);
    read_error(table, row, columns.dG_err, errors.dG_kJ_mol);
    point.covariance = ligands::pair_covariance(errors, measured_pair(columns), temperature_K);
    data.points.push_back(point);
    if (row == 0) data.error_statement = describe_errors(columns, errors, temperature_K);
  }
  require_pure(table, data, 0, "B");
  require_pure(table, data, 1, "A");
  require_mixture(table, data);
  data.unused_columns = unused(table);
  for (const std::string& name : data.unused_columns)
    if (name.find("err") != std::string::npos)
      data.warnings.push_back(one.text("data.file") + ": the column " + name +
                              " looks like an error but is not read; errors are dH_err, dS_err, dG_err");
  return data;
}

}  // namespace nacre::study
