#include "nacre/study/emission_absorption.hpp"

#include <cmath>
#include <optional>

#include "nacre/core/units.hpp"
#include "nacre/io/csv.hpp"
#include "nacre/io/text_lines.hpp"
#include "nacre/spectra/photon_energy.hpp"

namespace nacre::study {
namespace {

using Column = std::optional<std::size_t>;

// The first of these columns that is there.
Column find(const io::CsvTable& table, const std::vector<std::string>& names) {
  for (const std::string& name : names)
    if (table.has(name)) return table.column(name);
  return {};
}

struct PopulationColumns {
  int population = 1;
  Column peak{}, peak_err{}, radius{}, radius_err{};

  bool any() const { return peak || radius; }
};

PopulationColumns columns_of(const io::CsvTable& table, int population) {
  const std::string k = std::to_string(population);
  std::vector<std::string> peaks{"peak" + k, "peak_" + k}, radii{"r" + k, "radius_" + k};
  if (population == 1) {
    peaks.emplace_back("peak");
    radii.emplace_back("radius");
  }
  const auto with = [](std::vector<std::string> names, const std::vector<std::string>& ends) {
    std::vector<std::string> out;
    for (const std::string& name : names)
      for (const std::string& end : ends) out.push_back(name + end);
    return out;
  };
  return {.population = population,
          .peak = find(table, with(peaks, {"_nm"})),
          .peak_err = find(table, with(peaks, {"_err_nm", "_nm_err"})),
          .radius = find(table, with(radii, {"_nm"})),
          .radius_err = find(table, with(radii, {"_err_nm", "_nm_err"}))};
}

bool is_empty(const io::CsvTable& table, std::size_t row, std::size_t column) {
  const std::string& text = table.cell(row, column).text;
  return text.empty() || text == "nan" || text == "NaN";
}

double positive(const io::CsvTable& table, std::size_t row, std::size_t column, const char* message) {
  const double value = table.number(row, column);
  if (!(value > 0))
    io::fail_at(table.place(row, column), message, table.cell(row, column).text, "a number above zero");
  return value;
}

double error_of(const io::CsvTable& table, std::size_t row, Column column, double otherwise) {
  if (!column || is_empty(table, row, *column)) return otherwise;
  return positive(table, row, *column, "an error is not positive");
}

// d E / d radius of the sizing curve, in size.
double energy_slope(const spectra::Sizing& sizing, double radius_nm) {
  const double step = 1e-4 * radius_nm;
  return std::abs(sizing.energy_eV(2 * (radius_nm + step)) - sizing.energy_eV(2 * (radius_nm - step))) /
         (2 * step);
}

AbsorptionPoint read_peak(const io::CsvTable& table, std::size_t row, const PopulationColumns& columns,
                          double error_nm) {
  const double peak_nm = positive(table, row, *columns.peak, "a wavelength is not positive");
  const double error = error_of(table, row, columns.peak_err, error_nm);
  const double energy = spectra::energy_eV(peak_nm);
  return {.population = columns.population, .energy_eV = energy, .error_eV = energy * error / peak_nm};
}

AbsorptionPoint read_radius(const io::CsvTable& table, std::size_t row, const PopulationColumns& columns,
                            double error_nm, const spectra::Sizing& sizing) {
  const double radius_nm = positive(table, row, *columns.radius, "a radius is not positive");
  const double energy = sizing.energy_eV(2 * radius_nm);
  if (!std::isfinite(energy))
    io::fail_at(table.place(row, *columns.radius), "a radius is beyond the sizing curve",
                table.cell(row, *columns.radius).text,
                format_rounded(sizing.smallest_diameter_nm() / 2) + " to " +
                    format_rounded(sizing.largest_diameter_nm() / 2) + " nm");
  const double otherwise = energy * error_nm / spectra::energy_eV(energy);
  const bool given = columns.radius_err && !is_empty(table, row, *columns.radius_err);
  const double error = error_of(table, row, columns.radius_err, 0) * energy_slope(sizing, radius_nm);
  return {.population = columns.population, .energy_eV = energy, .error_eV = given ? error : otherwise};
}

std::size_t place_column(const io::CsvTable& table, const std::string& at_column) {
  const std::size_t unit = at_column.rfind('_');
  const std::string short_name = unit == std::string::npos ? "at" : "at" + at_column.substr(unit);
  if (const Column column = find(table, {at_column, short_name, "at"})) return *column;
  return table.column(at_column);  // says what is there
}

}  // namespace

AbsorptionPoints read_absorption_points(const std::filesystem::path& file, const std::string& at_column,
                                        double error_nm, const spectra::Sizing& sizing) {
  const io::CsvTable table = io::CsvTable::read(file);
  const std::size_t at = place_column(table, at_column);
  AbsorptionPoints out;
  bool any = false, errors = true;
  for (int population = 1; population <= 3; ++population) {
    const PopulationColumns columns = columns_of(table, population);
    if (!columns.any()) continue;
    any = true;
    errors = errors && (columns.peak ? columns.peak_err : columns.radius_err).has_value();
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (is_empty(table, row, columns.peak ? *columns.peak : *columns.radius)) continue;
      out.points.push_back(columns.peak ? read_peak(table, row, columns, error_nm)
                                        : read_radius(table, row, columns, error_nm, sizing));
      out.points.back().at = table.number(row, at);
    }
  }
  if (!any) table.column("peak_nm");  // says what is there
  out.error_statement =
      errors ? "errors of the absorption from the file"
             : "errors of the absorption " + format_number(error_nm) + " nm where the file has none";
  return out;
}

}  // namespace nacre::study
