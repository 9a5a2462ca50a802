// Spheres, spheres with a shell, and ellipsoids of revolution: all of them sums over spheres.
#pragma once

#include "nacre/scattering/form_factor.hpp"

namespace nacre::scattering {

extern const FormFactor sphere_form;
extern const FormFactor core_shell_sphere_form;
extern const FormFactor ellipsoid_form;

}  // namespace nacre::scattering
