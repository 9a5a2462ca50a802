// Spheres as the viewer reads them: 6 bytes of position and 1 of kind each, base64 for a page of text.
#pragma once

#include <string>

#include "nacre/core/figure.hpp"
#include "nacre/report/particle_view.hpp"

namespace nacre::report {

// x y z of each sphere from the middle of its particle as unsigned 16-bit numbers, low byte first: 0 is
// -reach, 65535 is +reach.
std::string packed_positions(const ParticlePicture& picture, double reach_nm);

}  // namespace nacre::report
