// Particles as still pictures: what paper, and a reader without WebGL, shows.
#pragma once

#include <string>

#include "nacre/core/figure.hpp"

namespace nacre::report {

// One SVG element a particle and one a legend entry, in boxes that wrap on narrow pages. The first
// element holds the shapes that the others use. Empty for a gallery without pictures.
std::string particle_gallery_svg(const ParticleGallery& gallery);

}  // namespace nacre::report
