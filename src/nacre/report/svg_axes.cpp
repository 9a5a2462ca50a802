#include "nacre/report/svg_axes.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/report/xml.hpp"

namespace nacre::report {
namespace {

constexpr double label_size = 14;

std::vector<Tick> ticks(const Axis& axis, Range range, int count) {
  return axis.logarithmic ? logarithmic_ticks(range, count) : linear_ticks(range, count);
}

double widest(const std::vector<Tick>& of) {
  double most = 0;
  for (const Tick& tick : of) most = std::max(most, text_width(tick.label, tick_size));
  return most;
}

}  // namespace

Scale::Scale(Range range, bool logarithmic, double from, double to)
    : range_(range), logarithmic_(logarithmic), from_(from), to_(to) {}

bool Scale::shows(double value) const { return std::isfinite(value) && (!logarithmic_ || value > 0); }

double Scale::operator()(double value) const {
  const double part = logarithmic_ ? std::log(value / range_.low) / std::log(range_.high / range_.low)
                                   : (value - range_.low) / (range_.high - range_.low);
  return from_ + (to_ - from_) * (std::isfinite(part) ? std::clamp(part, 0.0, 1.0) : 0.0);
}

std::vector<Tick> fitting_ticks(const Axis& axis, Range range, double room) {
  std::vector<Tick> found;
  for (int count = 9; count >= 3; --count) {
    found = ticks(axis, range, count);
    if ((widest(found) + 18) * static_cast<double>(found.size()) <= room) break;
  }
  return found;
}

Frame frame_between(const Axis& x, const Axis& y, const PlotRanges& ranges, double top, double bottom) {
  auto y_ticks = ticks(y, ranges.y, 7);
  const double left = 32 + widest(y_ticks) + 10;
  const double right = picture_width - 18;
  return {ranges,
          left,
          right,
          top,
          bottom,
          fitting_ticks(x, ranges.x, right - left),
          std::move(y_ticks),
          Scale(ranges.x, x.logarithmic, left, right),
          Scale(ranges.y, y.logarithmic, bottom, top)};
}

std::string point_text(double x, double y) { return pixels(x) + " " + pixels(y); }

std::string grid(const Frame& frame, const Axis& x_axis, const Axis& y_axis) {
  std::string path, labels;
  for (const Tick& tick : frame.x_ticks) {
    const double x = frame.x(tick.value);
    path += "M" + point_text(x, frame.top) + "V" + pixels(frame.bottom);
    labels += svg_text(x, frame.bottom + 20, tick.label, {"middle"});
  }
  for (const Tick& tick : frame.y_ticks) {
    const double y = frame.y(tick.value);
    path += "M" + point_text(frame.left, y) + "H" + pixels(frame.right);
    labels += svg_text(frame.left - 9, y + 4.5, tick.label, {"end"});
  }
  const double middle_x = (frame.left + frame.right) / 2;
  const double middle_y = (frame.top + frame.bottom) / 2;
  labels += svg_text(middle_x, frame.bottom + 44,
                     fit_text(axis_text(x_axis), frame.right - frame.left, label_size), {"middle", "label"});
  labels += svg_text(16, middle_y, fit_text(axis_text(y_axis), frame.bottom - frame.top, label_size),
                     {"middle", "label", -90});
  return "<path class=\"grid\" d=\"" + path + "\"/>\n" + labels;
}

std::string tick_marks(const Frame& frame) {
  std::string path =
      "M" + point_text(frame.left, frame.top) + "V" + pixels(frame.bottom) + "H" + pixels(frame.right);
  for (const Tick& tick : frame.x_ticks) path += "M" + point_text(frame.x(tick.value), frame.bottom) + "v5";
  for (const Tick& tick : frame.y_ticks) path += "M" + point_text(frame.left, frame.y(tick.value)) + "h-5";
  return "<path class=\"frame\" d=\"" + path + "\"/>\n";
}

}  // namespace nacre::report
