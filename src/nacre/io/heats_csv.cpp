#include "nacre/io/heats_csv.hpp"

#include "nacre/core/units.hpp"
#include "nacre/io/csv.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::io {
namespace {

std::vector<double> column(const CsvTable& table, const std::string& name, double unit) {
  const std::size_t at = table.column(name);
  std::vector<double> values;
  for (std::size_t row = 0; row < table.rows(); ++row) values.push_back(unit * table.number(row, at));
  return values;
}

void require_positive(const CsvTable& table, const std::string& name, const std::vector<double>& values,
                      const char* message, const char* expected) {
  for (std::size_t row = 0; row < values.size(); ++row)
    if (values[row] <= 0)
      fail_at(table.place(row, table.column(name)), message, table.cell(row, table.column(name)).text,
              expected);
}

}  // namespace

TitrationFile read_heats_csv(const std::filesystem::path& path, const HeatColumns& columns) {
  const double heat_unit = convert_unit(1, columns.heat_unit, "uJ");
  const double volume_unit = convert_unit(1, columns.volume_unit, "uL");
  const CsvTable table = CsvTable::read(path);
  TitrationFile file;
  if (!columns.volume.empty()) file.volumes_uL = column(table, columns.volume, volume_unit);
  file.heats_uJ = column(table, columns.heat, heat_unit);
  if (!columns.error.empty()) file.errors_uJ = column(table, columns.error, heat_unit);
  require_positive(table, columns.volume, file.volumes_uL, "the volume of an injection is not positive",
                   "a volume above zero");
  require_positive(table, columns.error, file.errors_uJ, "an error is not positive",
                   "a standard deviation above zero");
  return file;
}

void turn_sign(TitrationFile& file) {
  for (double& heat : file.heats_uJ) heat = -heat;
}

}  // namespace nacre::io
