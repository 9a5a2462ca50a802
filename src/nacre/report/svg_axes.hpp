// The axes of static pictures: where values lie, grid lines, ticks and labels.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/figure.hpp"
#include "nacre/report/plot_range.hpp"
#include "nacre/report/ticks.hpp"

namespace nacre::report {

inline constexpr double picture_width = 720;
inline constexpr double tick_size = 13;  // font size of tick labels and legends

// From values to pixels. What lies beyond an axis is drawn at its end.
class Scale {
 public:
  Scale(Range range, bool logarithmic, double from, double to);

  bool shows(double value) const;
  double operator()(double value) const;

 private:
  Range range_;
  bool logarithmic_;
  double from_, to_;
};

struct Frame {
  PlotRanges ranges;
  double left, right, top, bottom;
  std::vector<Tick> x_ticks, y_ticks;
  Scale x, y;
};

// As many ticks as leave a blank between their labels.
std::vector<Tick> fitting_ticks(const Axis& axis, Range range, double room);

// A frame between two heights, as wide as the picture, with room for its labels.
Frame frame_between(const Axis& x, const Axis& y, const PlotRanges& ranges, double top, double bottom);

std::string point_text(double x, double y);

// Grid lines, labels of ticks and axes.
std::string grid(const Frame& frame, const Axis& x, const Axis& y);

// The left and lower edge with their ticks.
std::string tick_marks(const Frame& frame);

}  // namespace nacre::report
