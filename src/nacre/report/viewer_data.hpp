// What the viewer reads from the page.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/figure.hpp"

namespace nacre::report {

// JSON with the plots (9 significant digits, NaN as null), the correlation maps, the particles and the films
// (7 digits; the curves of a frame name their numbers by place in the film's list of arrays). Every "<" is
// written \u003c, so that no text can end the script element around it.
std::string viewer_data(const std::vector<Figure>& figures);

}  // namespace nacre::report
