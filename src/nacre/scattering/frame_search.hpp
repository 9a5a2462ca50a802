// Ways to a minimum that a fit from the starts of the scan does not find.
#pragma once

#include <span>
#include <vector>

#include "nacre/scattering/frame_fit.hpp"

namespace nacre::scattering {

// Curves whose oscillations hide the minimum: sizes on a coarse grid are fitted to the beginning of the
// curve, where nothing oscillates, and from there to twice as much of it, until it is all there. The best by
// log_misfit; empty where the first size is not free. `wide` is a widened_pattern, since deep minima with
// small errors lead astray.
std::vector<double> grown_start(const FrameSettings& settings, const Pattern& wide);

// With errors that hold 10 % of the mean intensity around each point.
Pattern widened_pattern(const Pattern& pattern);

// Mean square of ln(model / data), both at least their errors: how far a curve is from the data where no fit
// is within the errors.
double log_misfit(const FrameSettings& settings, const Pattern& pattern, std::span<const double> values);

// About `most` points of a curve, evenly spread.
Pattern thinned_pattern(const Pattern& pattern, std::size_t most);

}  // namespace nacre::scattering
