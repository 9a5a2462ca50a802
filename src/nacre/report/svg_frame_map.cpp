// A frame map on paper: the map with its colors, and below it a few frames over one another, as of a film.
#include <algorithm>

#include "nacre/io/packed_numbers.hpp"
#include "nacre/report/heat_colors.hpp"
#include "nacre/report/map_cells.hpp"
#include "nacre/report/png.hpp"
#include "nacre/report/svg.hpp"
#include "nacre/report/svg_axes.hpp"
#include "nacre/report/xml.hpp"

namespace nacre::report {
namespace {

// ---- the frames ----

constexpr std::size_t most_frames = 5;
constexpr std::size_t most_points = 100;  // of a curve that is drawn as points

std::vector<double> kept(const std::vector<double>& values, const std::vector<std::size_t>& places) {
  std::vector<double> some;
  for (const std::size_t i : places)
    if (i < values.size()) some.push_back(values[i]);
  return some;
}

// Those that a logarithmic axis is made for: not zero within their errors.
std::vector<std::size_t> clear_points(const Curve& curve, bool logarithmic) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < curve.x.size(); ++i)
    if (!logarithmic || !(value_at(curve.y_error, i) >= value_at(curve.y, i))) places.push_back(i);
  return places;
}

// Fewer points, and without their errors: five frames lie over one another.
Curve sketched(const Curve& from, bool logarithmic) {
  Curve curve = from;
  curve.y_error.clear();
  curve.notes.clear();
  if (curve.mark != Mark::points) return curve;
  const std::vector<std::size_t> clear = clear_points(from, logarithmic);
  std::vector<std::size_t> places;
  for (const std::size_t i : thinned(clear.size(), most_points)) places.push_back(clear[i]);
  curve.x = kept(from.x, places);
  curve.y = kept(from.y, places);
  return curve;
}

Film film_of(const FrameMap& map) {
  Film film{map.id, map.title, map.caption, map.x, map.y, map.slider, {}};
  for (const std::size_t i : thinned(map.frames.size(), most_frames)) {
    film.frames.push_back({map.frames[i].at, {}});
    for (const Curve& curve : map.frames[i].curves) film.frames.back().curves.push_back(sketched(curve, map.y.logarithmic));
  }
  return film;
}

// ---- the map ----

constexpr std::size_t most_columns = 240, most_rows = 160;  // of pixels
constexpr double map_top = 62, map_bottom = map_top + 260;
constexpr double bar_top = 14, bar_width = 240, bar_height = 10;

std::string picture(const std::vector<std::uint8_t>& png, double x, double y, double width, double height) {
  return "<image x=\"" + pixels(x) + "\" y=\"" + pixels(y) + "\" width=\"" + pixels(width) + "\" height=\"" +
         pixels(height) + "\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" " +
         "href=\"data:image/png;base64," + io::base64(png) + "\"/>\n";
}

std::string map_picture(const FrameMap& map, const Frame& frame, const ColorScale& scale) {
  const std::size_t width = std::min(most_columns, map.map_x.size() * 4);
  const std::size_t height = std::min(most_rows, map.map_at.size() * 4);
  return picture(heat_png(width, height, map_pixels(map, width, height, scale)), frame.left, frame.top,
                 frame.right - frame.left, frame.bottom - frame.top);
}

// Above the map, its right end at that of the map.
std::string color_bar(const Axis& axis, const Frame& frame, const ColorScale& scale) {
  std::vector<std::uint8_t> places(heat_color_count);
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = static_cast<std::uint8_t>(i);
  const double left = frame.right - bar_width - 10;
  const Scale x(scale.range, scale.logarithmic, left, left + bar_width);
  std::string svg = picture(heat_png(places.size(), 1, places), left, bar_top, bar_width, bar_height);
  std::string marks;
  for (const Tick& tick : fitting_ticks({"", "", scale.logarithmic}, scale.range, bar_width)) {
    marks += "M" + point_text(x(tick.value), bar_top + bar_height) + "v4";
    svg += svg_text(x(tick.value), bar_top + bar_height + 18, tick.label, {"middle"});
  }
  return svg + "<path class=\"frame\" d=\"" + marks + "\"/>\n" +
         svg_text(left - 14, bar_top + bar_height, fit_text(axis_text(axis), left - 40, tick_size),
                  {"end", "label"});
}

std::string map_svg(const FrameMap& map) {
  const PlotRanges ranges{cell_axis(map.map_x, map.x.logarithmic).range(),
                          cell_axis(map.map_at, map.slider.logarithmic).range()};
  const Frame frame = frame_between(map.x, map.slider, ranges, map_top, map_bottom);
  const ColorScale scale = color_scale(map.map_values, map.y.logarithmic);
  return svg_open(picture_width, map_bottom + 56, map.title + ", all frames") +
         grid(frame, map.x, map.slider) + map_picture(map, frame, scale) + tick_marks(frame) +
         color_bar(map.y, frame, scale) + "</svg>\n";
}

}  // namespace

std::string frame_map_svg(const FrameMap& map) {
  check(map);
  return map_svg(map) + film_svg(film_of(map));
}

}  // namespace nacre::report
