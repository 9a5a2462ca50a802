// How particles are looked at: from where, and which spheres are then seen.
#pragma once

#include <array>
#include <utility>
#include <vector>

#include "nacre/core/figure.hpp"

namespace nacre::report {

using Vector = std::array<double, 3>;

// The same for all particles of a gallery.
struct ParticleView {
  std::array<Vector, 3> axes{};  // unit vectors: to the right, up, and towards the reader
  double reach_nm = 1;           // no sphere reaches farther from the middle of its particle
};

// z points up; of four sides, the one that shows each ligand about as often as there are such ligands.
ParticleView particle_view(const ParticleGallery& gallery);

// The middle of the box around the spheres' centers: what a particle turns about.
Vector particle_middle(const ParticlePicture& picture);

// The container of a picture, from the middle of its particles.
struct Outline {
  std::vector<std::pair<Vector, Vector>> edges{};  // of a box
  Vector middle{};                                 // of a droplet
  double radius_nm = 0;
};
Outline particle_outline(const ParticlePicture& picture);

struct SeenSphere {
  double x_nm = 0;  // from the middle, along the view's axes
  double y_nm = 0;
  double depth_nm = 0;  // towards the reader
  std::size_t kind = 0;
};

// Spheres of which the reader sees something, the farthest first: each hides those before it. Those before
// the plane that cuts the picture are not there.
std::vector<SeenSphere> seen_spheres(const ParticleGallery& gallery, const ParticlePicture& picture,
                                     const ParticleView& view);

}  // namespace nacre::report
