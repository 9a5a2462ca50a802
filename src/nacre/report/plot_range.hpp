// What a plot's axes span: all its points, error bars and bands, and a little air.
#pragma once

#include <string>

#include "nacre/core/figure.hpp"
#include "nacre/report/ticks.hpp"

namespace nacre::report {

struct PlotRanges {
  Range x;
  Range y;
};

// On a logarithmic axis only positive values count. A plot without any gets 0..1, or 1..10.
PlotRanges plot_ranges(const Plot& plot);

// "label / unit", the unit in parentheses where it is more than one word or fraction.
std::string axis_text(const Axis& axis);

// The ordinate of point i of a curve or NaN: short vectors and a band's missing y are no error here.
double value_at(const std::vector<double>& values, std::size_t i);

}  // namespace nacre::report
