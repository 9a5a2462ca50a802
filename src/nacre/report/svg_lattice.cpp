// Arrangements of two ligands: pictures side by side in rows, one legend.
#include <algorithm>
#include <cmath>

#include "nacre/report/svg.hpp"
#include "nacre/report/xml.hpp"

namespace nacre::report {
namespace {

constexpr double full_width = 720;
constexpr double gap = 24;
constexpr double widest_picture = 300;
constexpr int most_columns = 4;
constexpr double font_size = 13;
constexpr double line_height = 17;
constexpr int small_side = 24;             // up to here single sites are outlined
const double row_pitch = std::sqrt(0.75);  // of a triangular lattice

bool is_triangular(const LatticePicture& picture) { return picture.lattice == "triangular"; }

bool is_a(const LatticePicture& picture, int x, int y) {
  const auto site = static_cast<std::size_t>(y) * picture.nx + x;
  return site < picture.is_a.size() && picture.is_a[site] != 0;
}

// The site shown in column `column` of row y.
bool shown_as_a(const LatticePicture& picture, int column, int y) {
  const int shift = is_triangular(picture) ? y / 2 : 0;
  return is_a(picture, ((column - shift) % picture.nx + picture.nx) % picture.nx, y);
}

bool is_shifted(const LatticePicture& picture, int y) { return is_triangular(picture) && y % 2 == 1; }

double columns_wide(const LatticePicture& picture) {
  return picture.nx + (is_triangular(picture) ? 0.5 : 0.0);
}

double cells_high(const LatticePicture& picture) {
  if (!is_triangular(picture)) return picture.ny;
  return row_pitch * (picture.ny - 1) + 2 / std::sqrt(3.0);  // hexagons stand on their tips
}

// Numbers of cells and halves: "3", "0.5", "12.5".
std::string cells(double value) { return pixels(value); }

std::string row_runs(const LatticePicture& picture, int y) {
  std::string path;
  int pen = -1;  // column behind the last run; -1: the row has not begun
  for (int start = 0; start < picture.nx; ++start) {
    if (!shown_as_a(picture, start, y)) continue;
    int end = start;
    while (end < picture.nx && shown_as_a(picture, end, y)) ++end;
    path += pen < 0 ? "M" + cells(start + (is_shifted(picture, y) ? 0.5 : 0.0)) + " " + std::to_string(y)
                    : "m" + std::to_string(start - pen) + " 0";
    path += "h" + std::to_string(end - start);
    pen = start = end;
  }
  return path;
}

std::string transform(double x, double y, double scale_x, double scale_y) {
  char buffer[128];
  std::snprintf(buffer, sizeof buffer, "translate(%.1f %.1f) scale(%.4g %.4g)", x, y, scale_x, scale_y);
  return buffer;
}

std::string square_seams(const LatticePicture& picture) {
  std::string path;
  for (int y = 1; y < picture.ny; ++y) path += "M0 " + std::to_string(y) + "h" + std::to_string(picture.nx);
  for (int x = 1; x < picture.nx; ++x) path += "M" + std::to_string(x) + " 0v" + std::to_string(picture.ny);
  return "<path class=\"seams\" d=\"" + path + "\"/>";
}

bool is_small(const LatticePicture& picture) { return std::max(picture.nx, picture.ny) <= small_side; }

// The background in the color of B, the runs of A on it, seams between the sites of a small lattice.
std::string square_cells(const LatticePicture& picture, double x, double y, double cell) {
  const std::string size =
      "width=\"" + std::to_string(picture.nx) + "\" height=\"" + std::to_string(picture.ny) + "\"";
  return "<g transform=\"" + transform(x, y, cell, cell) + "\"><rect class=\"ligand-b\" " + size +
         "/><path class=\"runs\" transform=\"translate(0 .5)\" d=\"" + run_length_path(picture) + "\"/>" +
         (is_small(picture) ? square_seams(picture) : "") + "</g>\n";
}

// Rows of bricks, each second row moved by half a brick: six neighbours touch, as on the lattice.
std::string triangular_bricks(const LatticePicture& picture, double x, double y, double cell) {
  std::string background;
  for (int row = 0; row < picture.ny; ++row) {
    background += "M" + cells(is_shifted(picture, row) ? 0.5 : 0.0) + " " + std::to_string(row) + "h" +
                  std::to_string(picture.nx) + "v1h-" + std::to_string(picture.nx) + "z";
  }
  return "<g transform=\"" + transform(x, y, cell, cell * row_pitch) + "\"><path class=\"ligand-b\" d=\"" +
         background + "\"/><path class=\"runs\" transform=\"translate(0 .5)\" d=\"" +
         run_length_path(picture) + "\"/></g>\n";
}

// A hexagon standing on its tip, one cell wide, from its top left corner.
std::string hexagons(const LatticePicture& picture, bool of_a) {
  std::string path;
  char start[48];
  for (int y = 0; y < picture.ny; ++y) {
    for (int column = 0; column < picture.nx; ++column) {
      if (shown_as_a(picture, column, y) != of_a) continue;
      const double left = column + (is_shifted(picture, y) ? 0.5 : 0.0);
      std::snprintf(start, sizeof start, "M%g %.4g", left, row_pitch * y + 0.2887);
      path += std::string(start) + "l.5-.2887l.5 .2887v.5774l-.5 .2887l-.5-.2887z";
    }
  }
  return path;
}

std::string triangular_hexagons(const LatticePicture& picture, double x, double y, double cell) {
  const std::string a = hexagons(picture, true);
  const std::string b = hexagons(picture, false);
  return "<g transform=\"" + transform(x, y, cell, cell) + "\"><path class=\"ligand-b\" d=\"" + b +
         "\"/><path class=\"ligand-a\" d=\"" + a + "\"/><path class=\"seams\" d=\"" + a + b + "\"/></g>\n";
}

std::string lattice_cells(const LatticePicture& picture, double x, double y, double cell) {
  if (!is_triangular(picture)) return square_cells(picture, x, y, cell);
  return is_small(picture) ? triangular_hexagons(picture, x, y, cell)
                           : triangular_bricks(picture, x, y, cell);
}

std::string legend(const Gallery& gallery, double y) {
  const auto swatch = [y](double x, const char* css_class) {
    return "<rect class=\"" + std::string(css_class) + "\" x=\"" + pixels(x) + "\" y=\"" + pixels(y - 11) +
           "\" width=\"14\" height=\"14\"/>\n";
  };
  const std::string a = fit_text(gallery.label_a, 280, font_size);
  const std::string b = fit_text(gallery.label_b, 280, font_size);
  const double second = 20 + text_width(a, font_size) + 24;
  return swatch(0, "ligand-a") + svg_text(20, y, a) + swatch(second, "ligand-b") +
         svg_text(second + 20, y, b);
}

// Pictures from `first` to before `last`, their titles above them.
std::string picture_row(const Gallery& gallery, std::size_t first, std::size_t last, double width,
                        double& y) {
  std::size_t title_lines = 0;
  double height = 0;
  std::string row;
  for (std::size_t i = first; i < last; ++i) {
    title_lines = std::max(title_lines, wrap_text(gallery.pictures[i].title, width, font_size).size());
  }
  const double top = y + line_height * title_lines + (title_lines > 0 ? 4 : 0);
  for (std::size_t i = first; i < last; ++i) {
    const LatticePicture& picture = gallery.pictures[i];
    if (picture.nx <= 0 || picture.ny <= 0) continue;
    const double x = (width + gap) * (i - first);
    const double cell = width / std::max(columns_wide(picture), cells_high(picture));
    const auto lines = wrap_text(picture.title, width, font_size);
    double baseline = y + 13 + line_height * static_cast<double>(title_lines - lines.size());
    for (const auto& line : lines) {
      row += svg_text(x, baseline, fit_text(line, width, font_size));
      baseline += line_height;
    }
    row += lattice_cells(picture, x, top, cell);
    height = std::max(height, cell * cells_high(picture));
  }
  y = top + height + gap;
  return row;
}

}  // namespace

double shown_column(const LatticePicture& picture, int x, int y) {
  if (!is_triangular(picture)) return x;
  return (x + y / 2) % picture.nx + (y % 2 == 1 ? 0.5 : 0.0);
}

std::string run_length_path(const LatticePicture& picture) {
  std::string path;
  for (int y = 0; y < picture.ny; ++y) path += row_runs(picture, y);
  return path;
}

std::string gallery_svg(const Gallery& gallery) {
  const std::size_t columns = std::clamp<std::size_t>(gallery.pictures.size(), 1, most_columns);
  const double width = std::min(widest_picture, (full_width - gap * (columns - 1)) / columns);
  std::string pictures;
  double y = 0;
  for (std::size_t first = 0; first < gallery.pictures.size(); first += columns) {
    const std::size_t last = std::min(first + columns, gallery.pictures.size());
    pictures += picture_row(gallery, first, last, width, y);
  }
  const double used = std::max((width + gap) * columns - gap, 360.0);
  return svg_open(used, y + 22, gallery.title) + pictures + legend(gallery, y + 12) + "</svg>\n";
}

}  // namespace nacre::report
