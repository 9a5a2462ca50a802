#include "nacre/study/assembly_sizes.hpp"

#include <numeric>

#include "nacre/io/csv.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::study {
namespace {

// Of a growth run's table: the rows of the last time of the last case, where radii ascend.
std::size_t first_row_of_the_end(const io::CsvTable& table) {
  const std::size_t time = table.column("time_s"), radius = table.column("radius_nm");
  std::size_t row = table.rows() - 1;
  while (row > 0 && table.number(row - 1, time) == table.number(row, time) &&
         table.number(row - 1, radius) < table.number(row, radius))
    --row;
  return row;
}

double sized(const io::CsvTable& table, std::size_t row, std::size_t column) {
  const double size = table.number(row, column);
  if (!(size > 0))
    io::fail_at(table.place(row, column), "a size is not above zero", table.cell(row, column).text,
                "a number above zero");
  return size;
}

double weighed(const io::CsvTable& table, std::size_t row, std::size_t column) {
  const double weight = table.number(row, column);
  if (weight < 0)
    io::fail_at(table.place(row, column), "a weight is below zero", table.cell(row, column).text,
                "zero or more");
  return weight;
}

}  // namespace

void read_sizes(const std::filesystem::path& file, assembly::SpeciesSizes& sizes) {
  const io::CsvTable table = io::CsvTable::read(file);
  const bool is_of_growth = table.has("radius_nm");
  const std::size_t size = table.column(is_of_growth ? "radius_nm" : "diameter");
  const std::size_t weight = table.column(is_of_growth ? "density_mol_m3_nm" : "weight");
  for (std::size_t row = is_of_growth ? first_row_of_the_end(table) : 0; row < table.rows(); ++row) {
    sizes.diameters.push_back(sized(table, row, size));
    sizes.weights.push_back(weighed(table, row, weight));
  }
  const double sum = std::reduce(sizes.weights.begin(), sizes.weights.end());
  if (!(sum > 0))
    io::fail_at(table.header_place(), "the distribution has no particles", "weights that add up to 0",
                "positive weights");
  const double moment =
      std::inner_product(sizes.weights.begin(), sizes.weights.end(), sizes.diameters.begin(), 0.0);
  for (double& diameter : sizes.diameters) diameter *= sizes.mean * sum / moment;
}

}  // namespace nacre::study
