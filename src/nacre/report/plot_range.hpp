// What a plot's axes span: all its points, error bars and bands, and a little air.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/figure.hpp"
#include "nacre/report/ticks.hpp"

namespace nacre::report {

struct PlotRanges {
  Range x;
  Range y;
};

// On a logarithmic axis only positive values count, and what is smaller than its error only down to a tenth of that.
// A plot without any gets 0..1, or 1..10.
PlotRanges plot_ranges(const Plot& plot);

// Those of all frames together.
PlotRanges film_ranges(const Film& film);

// Of the frames together. On a logarithmic axis data with errors alone set the ends of y: fits dive between them.
PlotRanges frame_map_ranges(const FrameMap& map);

// Of residuals in sigma, the same up and down: at least 3, and all but the largest 0.2 %.
Range residual_range(const std::vector<FilmFrame>& residuals);

// "label / unit", the unit in parentheses where it is more than one word or fraction.
std::string axis_text(const Axis& axis);

// "time 2275 s": a place on the slider of a film, to four digits or a whole number.
std::string moment_text(const Axis& slider, double at);

// The ordinate of point i of a curve or NaN: short vectors and a band's missing y are no error here.
double value_at(const std::vector<double>& values, std::size_t i);

}  // namespace nacre::report
