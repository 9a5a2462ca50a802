// Heat map of correlations: the lower triangle, numbers in the cells.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "nacre/report/plot_range.hpp"
#include "nacre/report/svg.hpp"
#include "nacre/report/xml.hpp"

namespace nacre::report {
namespace {

constexpr double font_size = 13;
constexpr double margin = 8;

struct Grid {
  std::size_t names;
  double cell;
  double left;          // of the first column
  bool turned_names;    // column names stand upright
  double names_height;  // room below the cells
};

Grid layout(const CorrelationMap& map) {
  double longest = 0;
  for (const auto& name : map.names) longest = std::max(longest, text_width(name, font_size));
  longest = std::min(longest, 220.0);
  Grid grid;
  grid.names = map.names.size();
  grid.cell = std::clamp(600.0 / std::max<std::size_t>(1, grid.names), 40.0, 64.0);
  grid.left = margin + longest + 8;
  grid.turned_names = longest > grid.cell - 6;
  grid.names_height = grid.turned_names ? longest + 12 : 24;
  return grid;
}

std::string number(double value) {
  if (!std::isfinite(value)) return "–";
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.2f", value);
  const std::string text = buffer;
  return with_minus_signs(text == "-0.00" ? "0.00" : text);
}

std::string cell(const Grid& grid, std::size_t row, std::size_t column, double value) {
  const double x = grid.left + grid.cell * column;
  const double y = margin + grid.cell * row;
  const double strength = std::isfinite(value) ? std::min(1.0, std::abs(value)) : 0.0;
  char opacity[16];
  std::snprintf(opacity, sizeof opacity, "%.2f", 0.85 * strength);
  const bool diagonal = row == column;
  const std::string fill = diagonal ? "empty" : value < 0 ? "negative" : "positive";
  return "<rect class=\"cell " + fill + "\" x=\"" + pixels(x) + "\" y=\"" + pixels(y) + "\" width=\"" +
         pixels(grid.cell) + "\" height=\"" + pixels(grid.cell) + "\" fill-opacity=\"" + opacity + "\"/>\n" +
         svg_text(x + grid.cell / 2, y + grid.cell / 2 + 4.5, number(value),
                  {"middle", !diagonal && strength > 0.8 ? "on" : ""});
}

std::string names(const CorrelationMap& map, const Grid& grid) {
  std::string result;
  const double below = margin + grid.cell * grid.names;
  for (std::size_t i = 0; i < grid.names; ++i) {
    const double middle = grid.cell * (i + 0.5);
    const std::string name = fit_text(map.names[i], 220, font_size);
    result += svg_text(grid.left - 8, margin + middle + 4.5, name, {"end", ""});
    result += grid.turned_names ? svg_text(grid.left + middle + 4.5, below + 8, name, {"end", "", -90})
                                : svg_text(grid.left + middle, below + 18, name, {"middle", ""});
  }
  return result;
}

}  // namespace

std::string correlation_map_svg(const CorrelationMap& map) {
  const Grid grid = layout(map);
  const double side = grid.cell * grid.names;
  std::string svg = svg_open(grid.left + side + margin, margin + side + grid.names_height, map.title);
  for (std::size_t row = 0; row < grid.names; ++row) {
    for (std::size_t column = 0; column <= row; ++column) {
      svg += cell(grid, row, column, value_at(map.values, row * grid.names + column));
    }
  }
  return svg + names(map, grid) + "</svg>\n";
}

}  // namespace nacre::report
