// What the viewer reads from the page.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/figure.hpp"

namespace nacre::report {

// JSON with the plots (9 significant digits, NaN as null), the correlation maps and the particles. Every
// "<" is written \u003c, so that no text can end the script element around it.
std::string viewer_data(const std::vector<Figure>& figures);

}  // namespace nacre::report
