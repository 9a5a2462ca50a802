// A plot whose axes and shades are given: the ground of the pictures of plots and films.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/figure.hpp"
#include "nacre/report/plot_range.hpp"

namespace nacre::report {

// `opacity` of each curve and its key; where there is none, 1. A curve without points is a key alone.
std::string shaded_plot_svg(const Plot& plot, const PlotRanges& ranges, const std::vector<double>& opacity);

}  // namespace nacre::report
