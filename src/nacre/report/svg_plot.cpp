// Plots: 1. The ranges give the ticks, the tick labels give the margins. 2. Bands, dashed lines, lines,
// points, in this order. 3. The legend below the axis label, in as many rows as it needs.
#include "nacre/report/svg_plot.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/report/numbers.hpp"
#include "nacre/report/svg.hpp"
#include "nacre/report/xml.hpp"

namespace nacre::report {
namespace {

constexpr double width = 720;
constexpr double axis_height = 300;
constexpr double top = 10;
constexpr double font_size = 13;
constexpr double label_size = 14;
constexpr double marker_radius = 4.6;
constexpr double legend_row = 20;
constexpr double swatch_width = 26;
constexpr double tolerance = 0.35;  // pixels: points of a line nearer than this are one

class Scale {
 public:
  Scale(Range range, bool logarithmic, double from, double to)
      : range_(range), logarithmic_(logarithmic), from_(from), to_(to) {}

  bool shows(double value) const { return std::isfinite(value) && (!logarithmic_ || value > 0); }

  // What lies below a logarithmic axis is drawn at its end.
  double operator()(double value) const {
    const double part = logarithmic_ ? std::log(value / range_.low) / std::log(range_.high / range_.low)
                                     : (value - range_.low) / (range_.high - range_.low);
    return from_ + (to_ - from_) * (std::isfinite(part) ? std::clamp(part, 0.0, 1.0) : 0.0);
  }

 private:
  Range range_;
  bool logarithmic_;
  double from_, to_;
};

struct Frame {
  PlotRanges ranges;
  double left, right, bottom;
  std::vector<Tick> x_ticks, y_ticks;
  Scale x, y;
};

std::vector<Tick> ticks(const Axis& axis, Range range, int count) {
  return axis.logarithmic ? logarithmic_ticks(range, count) : linear_ticks(range, count);
}

double widest(const std::vector<Tick>& of) {
  double most = 0;
  for (const Tick& tick : of) most = std::max(most, text_width(tick.label, font_size));
  return most;
}

// As many ticks as leave a blank between their labels.
std::vector<Tick> fitting_ticks(const Axis& axis, Range range, double room) {
  std::vector<Tick> found;
  for (int count = 9; count >= 3; --count) {
    found = ticks(axis, range, count);
    if ((widest(found) + 18) * static_cast<double>(found.size()) <= room) break;
  }
  return found;
}

Frame frame_of(const Plot& plot, const PlotRanges& ranges) {
  auto y_ticks = ticks(plot.y, ranges.y, 7);
  const double left = 32 + widest(y_ticks) + 10;
  const double right = width - 18;
  const double bottom = top + axis_height;
  return {ranges,
          left,
          right,
          bottom,
          fitting_ticks(plot.x, ranges.x, right - left),
          std::move(y_ticks),
          Scale(ranges.x, plot.x.logarithmic, left, right),
          Scale(ranges.y, plot.y.logarithmic, bottom, top)};
}

std::string point_text(double x, double y) { return pixels(x) + " " + pixels(y); }

std::string grid(const Frame& frame, const Plot& plot) {
  std::string path, labels;
  for (const Tick& tick : frame.x_ticks) {
    const double x = frame.x(tick.value);
    path += "M" + point_text(x, top) + "V" + pixels(frame.bottom);
    labels += svg_text(x, frame.bottom + 20, tick.label, {"middle"});
  }
  for (const Tick& tick : frame.y_ticks) {
    const double y = frame.y(tick.value);
    path += "M" + point_text(frame.left, y) + "H" + pixels(frame.right);
    labels += svg_text(frame.left - 9, y + 4.5, tick.label, {"end"});
  }
  const double middle_x = (frame.left + frame.right) / 2;
  const double middle_y = (top + frame.bottom) / 2;
  labels += svg_text(middle_x, frame.bottom + 44,
                     fit_text(axis_text(plot.x), frame.right - frame.left, label_size), {"middle", "label"});
  labels +=
      svg_text(16, middle_y, fit_text(axis_text(plot.y), axis_height, label_size), {"middle", "label", -90});
  return "<path class=\"grid\" d=\"" + path + "\"/>\n" + labels;
}

std::string tick_marks(const Frame& frame) {
  std::string path =
      "M" + point_text(frame.left, top) + "V" + pixels(frame.bottom) + "H" + pixels(frame.right);
  for (const Tick& tick : frame.x_ticks) path += "M" + point_text(frame.x(tick.value), frame.bottom) + "v5";
  for (const Tick& tick : frame.y_ticks) path += "M" + point_text(frame.left, frame.y(tick.value)) + "h-5";
  return "<path class=\"frame\" d=\"" + path + "\"/>\n";
}

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

std::string error_bars(const Frame& frame, const Curve& curve) {
  std::string path;
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    const double y = value_at(curve.y, i);
    const double error = value_at(curve.y_error, i);
    if (!frame.x.shows(curve.x[i]) || !frame.y.shows(y) || !(error > 0)) continue;
    const double x = frame.x(curve.x[i]);
    for (const double end : {frame.y(y - error), frame.y(y + error)})
      path += "M" + point_text(x - 4, end) + "h8";
    path += "M" + point_text(x, frame.y(y - error)) + "V" + pixels(frame.y(y + error));
  }
  return path.empty() ? "" : "<path class=\"bars\" d=\"" + path + "\"/>\n";
}

std::string marker(double x, double y, int color) {
  return "<path class=\"points\" transform=\"translate(" + point_text(x, y) + ") scale(" +
         pixels(marker_radius) + ")\" d=\"" + std::string(marker_paths[color % marker_paths.size()]) +
         "\"/>\n";
}

std::string points(const Frame& frame, const Curve& curve) {
  std::string marks;
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    const double y = value_at(curve.y, i);
    if (!frame.x.shows(curve.x[i]) || !frame.y.shows(y)) continue;
    marks += marker(frame.x(curve.x[i]), frame.y(y), std::max(0, curve.color));
  }
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

std::string curves(const Frame& frame, const Plot& plot) {
  std::string result;
  for (const Mark mark : {Mark::band, Mark::dashed, Mark::line, Mark::points})
    for (const Curve& curve : plot.curves)
      if (curve.mark == mark && !curve.x.empty()) result += color_group(curve, drawn(frame, curve));
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
    const std::string label = fit_text(curve.label, room - swatch_width - 8, font_size);
    const double needed = swatch_width + 8 + text_width(label, font_size);
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
  const Frame frame = frame_of(plot, ranges);
  double y = frame.bottom + 72;
  const std::string keys = legend(frame, plot, y);
  return svg_open(width, y - 16, plot.title) + grid(frame, plot) + zero_line(frame, plot) +
         curves(frame, plot) + tick_marks(frame) + keys + "</svg>\n";
}

std::string plot_svg(const Plot& plot) { return plot_svg(plot, plot_ranges(plot)); }

}  // namespace nacre::report
