// Cubes, regular tetrahedra and octahedra: bodies without a parameter but their edge.
#pragma once

#include <complex>

#include "nacre/scattering/form_factor.hpp"

namespace nacre::scattering {

extern const FormFactor cube_form;
extern const FormFactor tetrahedron_form;
extern const FormFactor octahedron_form;

enum class Solid { cube, tetrahedron, octahedron };

// Volume and surface for an edge of one.
double solid_volume(Solid solid);
double solid_surface(Solid solid);

// Fourier transform of the solid with an edge of one and its centre at the origin, over its volume. The
// cube's faces are normal to the axes, the octahedron's corners on them, the tetrahedron's corners at
// alternate corners of a cube.
std::complex<double> solid_amplitude(Solid solid, double x, double y, double z);

// Means over orientations of |F/V|^2 and F/V at q times edge; relative error of the square below 1e-9.
struct Orientations {
  double square = 1, amplitude = 1;
};
// By quadrature over directions that is exact for spherical harmonics up to `degree`.
Orientations average_orientations(Solid solid, double q_edge, int degree);
// The same from Chebyshev series on panels of q times edge that are made when they are first needed, and
// kept. Beyond 400: Porod's law with the interference of parallel faces, right in the mean, its waves within
// a tenth; no amplitude.
Orientations tabulated_orientations(Solid solid, double q_edge);

}  // namespace nacre::scattering
