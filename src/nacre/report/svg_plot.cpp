// Plots: 1. The ranges give the ticks, the tick labels give the margins. 2. Bands, many points, dashed
// lines, lines, few points, in this order. 3. The legend below the axis label, in as many rows as it needs.
#include "nacre/report/svg_plot.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/report/numbers.hpp"
#include "nacre/report/svg.hpp"
#include "nacre/report/svg_axes.hpp"
#include "nacre/report/xml.hpp"

namespace nacre::report {
namespace {

constexpr double top = 10;
constexpr double bottom = top + 300;
constexpr double marker_radius = 4.6;  // of few points
constexpr double legend_row = 20;
constexpr double swatch_width = 26;
constexpr double tolerance = 0.35;  // pixels: points of a line nearer than this are one

std::string zero_line(const Frame& frame, const Plot& plot) {
  const Range y = frame.ranges.y;
  if (plot.y.logarithmic || y.low >= 0 || y.high <= 0) return "";
  return "<path class=\"zero\" d=\"M" + point_text(frame.left, frame.y(0)) + "H" + pixels(frame.right) +
         "\"/>\n";
}

// Stretches of drawable points as pixels; a NaN ends one, and so does a value a logarithmic axis lacks.
struct Pixel {
  double x, y;
};
std::vector<std::vector<Pixel>> stretches(const Frame& frame, const Curve& curve,
                                          const std::vector<double>& y) {
  std::vector<std::vector<Pixel>> found(1);
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    const double value = value_at(y, i);
    if (frame.x.shows(curve.x[i]) && frame.y.shows(value)) {
      found.back().push_back({frame.x(curve.x[i]), frame.y(value)});
    } else if (!found.back().empty()) {
      found.emplace_back();
    }
  }
  if (found.back().empty()) found.pop_back();
  return found;
}

std::string line_path(const std::vector<Pixel>& points, char first) {
  std::string path = first + point_text(points.front().x, points.front().y);
  Pixel last = points.front();
  for (std::size_t i = 1; i < points.size(); ++i) {
    const bool is_end = i + 1 == points.size();
    if (!is_end && std::hypot(points[i].x - last.x, points[i].y - last.y) < tolerance) continue;
    last = points[i];
    path += "L" + point_text(last.x, last.y);
  }
  return path;
}

std::string lines(const Frame& frame, const Curve& curve) {
  std::string path;
  for (const auto& part : stretches(frame, curve, curve.y)) path += line_path(part, 'M');
  const std::string css_class = curve.mark == Mark::dashed ? "line dashed" : "line";
  return "<path class=\"" + css_class + "\" d=\"" + path + "\"/>\n";
}

// Both edges, with gaps wherever either has one.
std::string band(const Frame& frame, const Curve& curve) {
  std::vector<double> low(curve.x.size()), high(curve.x.size());
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    low[i] = value_at(curve.y_low, i);
    high[i] = value_at(curve.y_high, i);
    if (!frame.y.shows(low[i]) || !frame.y.shows(high[i])) low[i] = high[i] = std::nan("");
  }
  const auto below = stretches(frame, curve, low);
  const auto above = stretches(frame, curve, high);
  std::string path;
  for (std::size_t part = 0; part < below.size(); ++part) {
    path += line_path(above[part], 'M');
    path += line_path({below[part].rbegin(), below[part].rend()}, 'L') + "Z";
  }
  return "<path class=\"band\" d=\"" + path + "\"/>\n";
}

// Many points are smaller, round, and below the lines.
bool is_dense(const Curve& curve) { return curve.mark == Mark::points && curve.x.size() > 120; }

double radius_of(const Curve& curve) {
  return !is_dense(curve) ? marker_radius : curve.x.size() <= 250 ? 3.2 : 2.2;
}

std::string error_bars(const Frame& frame, const Curve& curve) {
  const double cap = std::min(4.0, radius_of(curve));
  std::string path;
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    const double y = value_at(curve.y, i);
    const double error = value_at(curve.y_error, i);
    if (!frame.x.shows(curve.x[i]) || !frame.y.shows(y) || !(error > 0)) continue;
    const double x = frame.x(curve.x[i]);
    for (const double end : {frame.y(y - error), frame.y(y + error)})
      path += "M" + point_text(x - cap, end) + "h" + pixels(2 * cap);
    path += "M" + point_text(x, frame.y(y - error)) + "V" + pixels(frame.y(y + error));
  }
  return path.empty() ? "" : "<path class=\"bars\" d=\"" + path + "\"/>\n";
}

std::string marker(double x, double y, int color) {
  return "<path class=\"points\" transform=\"translate(" + point_text(x, y) + ") scale(" +
         pixels(marker_radius) + ")\" d=\"" + std::string(marker_paths[color % marker_paths.size()]) +
         "\"/>\n";
}

std::vector<Pixel> shown_points(const Frame& frame, const Curve& curve) {
  std::vector<Pixel> found;
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    const double y = value_at(curve.y, i);
    if (frame.x.shows(curve.x[i]) && frame.y.shows(y)) found.push_back({frame.x(curve.x[i]), frame.y(y)});
  }
  return found;
}

// One path of strokes without length, whose ends are round.
std::string dots(const std::vector<Pixel>& places, double radius) {
  std::string path;
  for (const Pixel& at : places) path += "M" + point_text(at.x, at.y) + "h0";
  return "<path class=\"dots\" stroke-width=\"" + pixels(2 * radius) + "\" d=\"" + path + "\"/>\n";
}

std::string points(const Frame& frame, const Curve& curve) {
  const std::vector<Pixel> places = shown_points(frame, curve);
  if (is_dense(curve)) return error_bars(frame, curve) + dots(places, radius_of(curve));
  std::string marks;
  for (const Pixel& at : places) marks += marker(at.x, at.y, std::max(0, curve.color));
  return error_bars(frame, curve) + marks;
}

std::string color_group(const Curve& curve, const std::string& content) {
  const int color = std::max(0, curve.color) % color_count;
  const std::string shade = curve.shade < 1 ? "\" opacity=\"" + short_number(curve.shade, 2) : "";
  return "<g class=\"c" + std::to_string(color) + shade + "\">\n" + content + "</g>\n";
}

std::string drawn(const Frame& frame, const Curve& curve) {
  switch (curve.mark) {
    case Mark::band:
      return band(frame, curve);
    case Mark::points:
      return points(frame, curve);
    default:
      return error_bars(frame, curve) + lines(frame, curve);
  }
}

enum class Layer { band, dots, dashed, line, points };

Layer layer_of(const Curve& curve) {
  switch (curve.mark) {
    case Mark::band:
      return Layer::band;
    case Mark::dashed:
      return Layer::dashed;
    case Mark::points:
      return is_dense(curve) ? Layer::dots : Layer::points;
    default:
      return Layer::line;
  }
}

std::string curves(const Frame& frame, const Plot& plot) {
  std::string result;
  for (const Layer layer : {Layer::band, Layer::dots, Layer::dashed, Layer::line, Layer::points})
    for (const Curve& curve : plot.curves)
      if (layer_of(curve) == layer && !curve.x.empty()) result += color_group(curve, drawn(frame, curve));
  return result;
}

std::string swatch(const Curve& curve, double x, double y) {
  const double middle = y - 4.5;
  const std::string stroke = "d=\"M" + point_text(x, middle) + "h" + pixels(swatch_width) + "\"/>\n";
  switch (curve.mark) {
    case Mark::band:
      return "<rect class=\"band\" x=\"" + pixels(x) + "\" y=\"" + pixels(middle - 6) + "\" width=\"" +
             pixels(swatch_width) + "\" height=\"12\"/>\n";
    case Mark::points:
      return marker(x + swatch_width / 2, middle, std::max(0, curve.color));
    case Mark::dashed:
      return "<path class=\"line dashed\" " + stroke;
    default:
      return "<path class=\"line\" " + stroke;
  }
}

// Draws from `y` on and moves it below the last row.
std::string legend(const Frame& frame, const Plot& plot, double& y) {
  const double room = frame.right - frame.left;
  double x = frame.left;
  std::string result;
  for (const Curve& curve : plot.curves) {
    if (curve.label.empty()) continue;
    const std::string label = fit_text(curve.label, room - swatch_width - 8, tick_size);
    const double needed = swatch_width + 8 + text_width(label, tick_size);
    if (x > frame.left && x + needed > frame.right) {
      x = frame.left;
      y += legend_row;
    }
    result += color_group(curve, swatch(curve, x, y)) + svg_text(x + swatch_width + 8, y, label);
    x += needed + 20;
  }
  if (!result.empty()) y += legend_row;
  return result;
}

}  // namespace

std::string plot_svg(const Plot& plot, const PlotRanges& ranges) {
  const Frame frame = frame_between(plot.x, plot.y, ranges, top, bottom);
  double y = frame.bottom + 72;
  const std::string keys = legend(frame, plot, y);
  return svg_open(picture_width, y - 16, plot.title) + grid(frame, plot.x, plot.y) + zero_line(frame, plot) +
         curves(frame, plot) + tick_marks(frame) + keys + "</svg>\n";
}

std::string plot_svg(const Plot& plot) { return plot_svg(plot, plot_ranges(plot)); }

}  // namespace nacre::report
