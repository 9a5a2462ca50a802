#include "nacre/report/map_cells.hpp"

#include <algorithm>
#include <cmath>

namespace nacre::report {
namespace {

double measure(double value, bool logarithmic) { return logarithmic ? std::log10(value) : value; }
double value_of(double measure, bool logarithmic) { return logarithmic ? std::pow(10, measure) : measure; }

// In the axis' measure.
std::vector<double> edges_between(const std::vector<double>& at) {
  const std::size_t n = at.size();
  if (n == 1) return {at[0] - 0.5, at[0] + 0.5};
  std::vector<double> edges{at[0] - (at[1] - at[0]) / 2};
  for (std::size_t i = 1; i < n; ++i) edges.push_back((at[i - 1] + at[i]) / 2);
  edges.push_back(at[n - 1] + (at[n - 1] - at[n - 2]) / 2);
  return edges;
}

}  // namespace

CellAxis cell_axis(const std::vector<double>& places, bool logarithmic) {
  CellAxis axis{.logarithmic = logarithmic};
  std::vector<double> at;
  for (const double place : places) {
    if (logarithmic && place <= 0)
      ++axis.first;
    else
      at.push_back(measure(place, logarithmic));
  }
  if (at.empty()) return {.first = 0, .edges = {1, 10}, .logarithmic = logarithmic};
  for (const double edge : edges_between(at)) axis.edges.push_back(value_of(edge, logarithmic));
  return axis;
}

std::vector<std::size_t> cells_of_pixels(const CellAxis& axis, std::size_t n) {
  const double low = measure(axis.edges.front(), axis.logarithmic);
  const double high = measure(axis.edges.back(), axis.logarithmic);
  std::vector<std::size_t> cells(n);
  std::size_t cell = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double at = value_of(low + (high - low) * (static_cast<double>(i) + 0.5) / static_cast<double>(n),
                               axis.logarithmic);
    while (cell + 2 < axis.edges.size() && axis.edges[cell + 1] <= at) ++cell;
    cells[i] = axis.first + cell;
  }
  return cells;
}

std::vector<std::uint8_t> map_pixels(const FrameMap& map, std::size_t width, std::size_t height,
                                     const ColorScale& scale) {
  const auto columns = cells_of_pixels(cell_axis(map.map_x, map.x.logarithmic), width);
  auto rows = cells_of_pixels(cell_axis(map.map_at, map.slider.logarithmic), height);
  std::reverse(rows.begin(), rows.end());
  std::vector<std::uint8_t> pixels;
  for (const std::size_t row : rows)
    for (const std::size_t column : columns)
      pixels.push_back(color_index(scale, map.map_values[row * map.map_x.size() + column]));
  return pixels;
}

}  // namespace nacre::report
