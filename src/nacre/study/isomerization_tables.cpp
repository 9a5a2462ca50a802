#include "nacre/study/isomerization_tables.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include "nacre/core/units.hpp"
#include "nacre/core/words.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::study {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double zero_celsius_K = 273.15;

struct Unit {
  const char* suffix;
  double per_s;  // one of them in 1/s
};
constexpr Unit units[] = {{"_per_s", 1}, {"_per_min", 1 / 60.0}, {"_per_h", 1 / 3600.0}};

// A column of rate constants or of their logarithms.
struct RateColumn {
  std::size_t value = 0;
  std::optional<std::size_t> error{};
  bool logarithm = false;
  double per_s = 1;
};

std::optional<RateColumn> find_rate(const io::CsvTable& table, const std::string& stem) {
  for (const Unit& unit : units)
    for (const bool logarithm : {false, true}) {
      const std::string name = (logarithm ? "ln_" : "") + stem + unit.suffix;
      if (!table.has(name)) continue;
      const std::string error = (logarithm ? "ln_" : "") + stem + "_err" + unit.suffix;
      RateColumn column{.value = table.column(name), .logarithm = logarithm, .per_s = unit.per_s};
      for (const std::string& other : {error, name + "_err"})
        if (table.has(other)) column.error = table.column(other);
      return column;
    }
  return {};
}

RateColumn rate_column(const io::CsvTable& table, const std::string& stem) {
  if (const auto found = find_rate(table, stem)) return *found;
  io::fail_at(table.header_place(), "there is no column of rate constants", join(table.names()),
              stem + " or ln_" + stem + " with its unit: " + stem + "_per_min, ln_" + stem + "_per_s, ...");
}

double positive_error(const io::CsvTable& table, std::size_t row, std::size_t column) {
  const double error = table.number(row, column);
  if (!(error > 0))
    io::fail_at(table.place(row, column), "an error is not positive", table.cell(row, column).text,
                "a standard error, above zero");
  return error;
}

struct LnRate {
  double ln_k = 0;  // k in 1/s
  double error = nan;
  double half_digit = 0;
};

LnRate ln_rate(const io::CsvTable& table, std::size_t row, const RateColumn& column) {
  const double value = table.number(row, column.value), half = table.half_last_digit(row, column.value);
  if (!column.logarithm && !(value > 0))
    io::fail_at(table.place(row, column.value), "a rate constant is not positive",
                table.cell(row, column.value).text, "a rate constant above zero",
                value < 0 ? "logarithms belong in a column named ln_k_per_min" : "");
  LnRate rate{.ln_k = (column.logarithm ? value : std::log(value)) + std::log(column.per_s),
              .half_digit = column.logarithm ? half : half / value};
  if (column.error) {
    const double error = positive_error(table, row, *column.error);
    rate.error = column.logarithm ? error : error / value;
  }
  return rate;
}

struct TemperatureColumn {
  std::size_t column = 0;
  double offset = 0;
};

TemperatureColumn temperature_column(const io::CsvTable& table) {
  for (const char* name : {"temperature_C", "temperature_degC"})
    if (table.has(name)) return {table.column(name), zero_celsius_K};
  if (table.has("temperature_K")) return {table.column("temperature_K"), 0};
  io::fail_at(table.header_place(), "there is no column of temperatures", join(table.names()),
              "temperature_C or temperature_K");
}

double temperature_K(const io::CsvTable& table, std::size_t row, const TemperatureColumn& column) {
  const double value = table.number(row, column.column) + column.offset;
  if (!(value > 0))
    io::fail_at(table.place(row, column.column), "a temperature is not above absolute zero",
                table.cell(row, column.column).text,
                "degrees Celsius in temperature_C, kelvin in temperature_K");
  return value;
}

void refuse_one_temperature(const io::CsvTable& table, const std::set<double>& temperatures) {
  if (temperatures.size() < 2)
    io::fail_at(table.header_place(), "there are too few temperatures", std::to_string(temperatures.size()),
                "at least 2 different ones");
}

bool is_wanted(const Case& one, const io::CsvTable& table, std::size_t row) {
  if (!one.has("rates.solvent")) return true;
  return table.cell(row, table.column("solvent")).text == one.text("rates.solvent");
}

void refuse_solvent(const Case& one, const io::CsvTable& table) {
  if (!one.has("rates.solvent") && table.has("solvent")) {
    std::set<std::string> seen;
    for (std::size_t row = 0; row < table.rows(); ++row)
      seen.insert(table.cell(row, table.column("solvent")).text);
    const std::vector<std::string> names(seen.begin(), seen.end());
    if (names.size() > 1)
      throw one.error("rates.file", "the table has several solvents", join(names),
                      "[rates] solvent, one of them or a list");
  }
  if (!one.has("rates.solvent")) return;
  std::vector<std::string> names;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& name = table.cell(row, table.column("solvent")).text;
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  const std::string& wanted = one.text("rates.solvent");
  if (std::ranges::find(names, wanted) == names.end())
    throw one.error("rates.solvent", "the table has no such solvent", wanted, join(names),
                    did_you_mean(wanted, names));
}

// Each temperature that is left out must be there.
std::vector<bool> left_out(const Case& one, const io::CsvTable& table, const TemperatureColumn& column) {
  std::vector<bool> out(table.rows(), false);
  if (!one.has("rates.leave_out")) return out;
  for (const double wanted : one.at("rates.leave_out").numbers) {
    bool found = false;
    for (std::size_t row = 0; row < table.rows(); ++row)
      if (is_wanted(one, table, row) && std::abs(temperature_K(table, row, column) - wanted) < 1e-6)
        out[row] = found = true;
    // Of a list of solvents one may lack the temperature.
    if (!found && one.label.empty())
      throw one.error("rates.leave_out", "no row has the temperature that is to be left out",
                      format_number(wanted) + " K");
  }
  return out;
}

}  // namespace

RatePoints read_rates(const Case& one) {
  const io::CsvTable table = io::CsvTable::read(one.text("rates.file"));
  const TemperatureColumn temperature = temperature_column(table);
  const RateColumn rate = rate_column(table, "k");
  refuse_solvent(one, table);
  const std::vector<bool> out = left_out(one, table, temperature);
  RatePoints points;
  std::set<double> temperatures;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (!is_wanted(one, table, row)) continue;
    const LnRate k = ln_rate(table, row, rate);
    const spectra::RatePoint point{temperature_K(table, row, temperature), k.ln_k, k.error, k.half_digit};
    (out[row] ? points.left_out : points.fitted).push_back(point);
    if (!out[row]) temperatures.insert(point.temperature_K);
  }
  refuse_one_temperature(table, temperatures);
  return points;
}

OrderPoints read_additive(const Case& one) {
  const io::CsvTable table = io::CsvTable::read(one.text("additive.file"));
  const std::string name = one.has("additive.amount") ? one.text("additive.amount") : table.names().front();
  const std::size_t amount = table.column(name);
  const RateColumn rate = rate_column(table, "k");
  if (amount == rate.value)
    io::fail_at(table.header_place(), "the first column is that of the rate constants", name,
                "the amount first, or [additive] amount with the name of its column");
  const std::size_t cut = name.rfind('_');
  OrderPoints result{.amount = name.substr(0, cut),
                     .unit = cut == std::string::npos ? "" : name.substr(cut + 1)};
  std::set<double> amounts;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const double value = table.number(row, amount);
    if (!(value > 0))
      io::fail_at(table.place(row, amount), "an amount is not positive", table.cell(row, amount).text,
                  "amounts above zero: the order is a slope against their logarithm");
    const LnRate k = ln_rate(table, row, rate);
    result.points.push_back({value, k.ln_k + std::log(60.0), k.error, k.half_digit});
    amounts.insert(value);
  }
  if (amounts.size() < 3)
    io::fail_at(table.header_place(), "there are too few amounts", std::to_string(amounts.size()),
                "at least 3 different ones");
  return result;
}

EquilibriumPoints read_equilibrium(const Case& one) {
  const io::CsvTable table = io::CsvTable::read(one.text("equilibrium.file"));
  const TemperatureColumn temperature = temperature_column(table);
  const auto forward = find_rate(table, "k_forward"), backward = find_rate(table, "k_backward");
  const bool fractions = table.has("fraction_b");
  if (forward.has_value() != backward.has_value())
    io::fail_at(table.header_place(), "there are rate constants of one direction only", join(table.names()),
                "k_forward and k_backward, each with its unit");
  if (!fractions && !forward)
    io::fail_at(table.header_place(), "there are neither fractions nor rate constants", join(table.names()),
                "fraction_b, or k_forward_per_min and k_backward_per_min");
  EquilibriumPoints points;
  std::set<double> temperatures;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const double T = temperature_K(table, row, temperature);
    temperatures.insert(T);
    if (fractions) {
      const std::size_t column = table.column("fraction_b");
      const double f = table.number(row, column);
      const double error =
          table.has("fraction_b_err") ? positive_error(table, row, table.column("fraction_b_err")) : nan;
      const double margin = std::isnan(error) ? 0.05 : 4 * error;
      if (!(f >= -margin && f <= 1 + margin))
        io::fail_at(table.place(row, column), "a fraction is not between 0 and 1",
                    table.cell(row, column).text, "the share of B, from 0 to 1",
                    f > 1.5 ? "divide per cent by 100" : "");
      points.fractions.push_back({T, f, error});
    }
    if (forward) {
      const LnRate f = ln_rate(table, row, *forward), b = ln_rate(table, row, *backward);
      points.rates.push_back({T, f.ln_k, b.ln_k, f.error, b.error});
    }
  }
  if (temperatures.size() < 3)
    io::fail_at(table.header_place(), "there are too few temperatures", std::to_string(temperatures.size()),
                "at least 3 different ones");
  return points;
}

}  // namespace nacre::study
