#include "nacre/io/thermogram_csv.hpp"

#include "nacre/core/units.hpp"
#include "nacre/io/csv.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::io {
namespace {

std::vector<double> column(const CsvTable& table, std::size_t at, double unit) {
  std::vector<double> values;
  values.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) values.push_back(unit * table.number(row, at));
  return values;
}

std::vector<double> ascending_column(const CsvTable& table, const std::string& name, double unit) {
  const std::size_t at = table.column(name);
  std::vector<double> values = column(table, at, unit);
  for (std::size_t row = 1; row < values.size(); ++row)
    if (values[row] <= values[row - 1])
      fail_at(table.place(row, at), "the time is not later than the one before", table.cell(row, at).text,
              "more than " + table.cell(row - 1, at).text, "sort the table by time, and drop repeated rows");
  return values;
}

}  // namespace

ThermogramFile read_thermogram_csv(const std::filesystem::path& path, const ThermogramColumns& columns) {
  const double time_unit = convert_unit(1, columns.time_unit, "s");
  const double power_unit = convert_unit(1, columns.power_unit, "uW");
  const CsvTable table = CsvTable::read(path);
  return {ascending_column(table, columns.time, time_unit),
          column(table, table.column(columns.power), power_unit)};
}

InjectionFile read_injections_csv(const std::filesystem::path& path, const InjectionColumns& columns) {
  const double time_unit = convert_unit(1, columns.time_unit, "s");
  const double volume_unit = convert_unit(1, columns.volume_unit, "uL");
  const CsvTable table = CsvTable::read(path);
  const std::size_t at = table.column(columns.volume);
  InjectionFile file{ascending_column(table, columns.time, time_unit), column(table, at, volume_unit)};
  for (std::size_t row = 0; row < file.volumes_uL.size(); ++row)
    if (file.volumes_uL[row] <= 0)
      fail_at(table.place(row, at), "the volume of an injection is not positive", table.cell(row, at).text,
              "a volume above zero");
  return file;
}

}  // namespace nacre::io
