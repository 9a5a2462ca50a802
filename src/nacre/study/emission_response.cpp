#include "nacre/study/emission_response.hpp"

#include <algorithm>

#include "nacre/core/units.hpp"
#include "nacre/io/csv.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::study {
namespace {

double positive(const io::CsvTable& table, std::size_t row, std::size_t column, const char* message) {
  const double value = table.number(row, column);
  if (!(value > 0))
    io::fail_at(table.place(row, column), message, table.cell(row, column).text, "a number above zero");
  return value;
}

}  // namespace

std::string EmissionResponse::range_text() const {
  return format_rounded(wavelength_nm.front(), 4) + " to " + format_rounded(wavelength_nm.back(), 4) + " nm";
}

std::vector<double> EmissionResponse::at(const std::vector<double>& wavelengths_nm) const {
  std::vector<double> out;
  for (const double w : wavelengths_nm) {
    if (w < wavelength_nm.front() || w > wavelength_nm.back()) return {};
    const auto above = std::ranges::lower_bound(wavelength_nm, w) - wavelength_nm.begin();
    const auto high = static_cast<std::size_t>(std::max<std::ptrdiff_t>(above, 1));
    const double share = (w - wavelength_nm[high - 1]) / (wavelength_nm[high] - wavelength_nm[high - 1]);
    out.push_back((1 - share) * response[high - 1] + share * response[high]);
  }
  return out;
}

EmissionResponse read_emission_response(const std::filesystem::path& file) {
  const io::CsvTable table = io::CsvTable::read(file);
  const std::size_t x = table.column("wavelength_nm"), y = table.column("response");
  EmissionResponse out;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    out.wavelength_nm.push_back(positive(table, row, x, "a wavelength is not positive"));
    out.response.push_back(positive(table, row, y, "a response is not positive"));
    if (row > 0 && out.wavelength_nm[row] <= out.wavelength_nm[row - 1])
      io::fail_at(table.place(row, x), "wavelengths of the response do not ascend", table.cell(row, x).text,
                  "more than " + table.cell(row - 1, x).text + " nm");
  }
  if (table.rows() < 2)
    io::fail_at(table.header_place(), "a response needs at least two points", std::to_string(table.rows()));
  return out;
}

}  // namespace nacre::study
