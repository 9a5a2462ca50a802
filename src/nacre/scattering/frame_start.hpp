// Where the fit of a curve starts when nobody says: a scan over the size.
#pragma once

#include <vector>

#include "nacre/scattering/frame_fit.hpp"

namespace nacre::scattering {

// Up to `most` starts, best first, of every parameter. Sizes are scanned between what the q range can tell
// apart (with a few widths of the distribution, and pairs of sizes where there are two populations);
// concentrations and background, in which the intensity is linear, are solved for. Other lengths go with the
// first as in their cards. Intensities count with their errors and a tenth of themselves, so that
// oscillations do not make false minima.
std::vector<std::vector<double>> find_starts(const FrameSettings& settings, const Pattern& pattern, int most);

}  // namespace nacre::scattering
