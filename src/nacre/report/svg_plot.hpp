// A plot whose axes are given: the ground of the pictures of plots and films.
#pragma once

#include <string>

#include "nacre/core/figure.hpp"
#include "nacre/report/plot_range.hpp"

namespace nacre::report {

// A curve without points is a key alone.
std::string plot_svg(const Plot& plot, const PlotRanges& ranges);

}  // namespace nacre::report
