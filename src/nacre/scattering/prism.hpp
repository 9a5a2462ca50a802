// Cylinders and parallelepipeds: bodies whose amplitude is that of a section times that of a length.
#pragma once

#include "nacre/scattering/form_factor.hpp"

namespace nacre::scattering {

extern const FormFactor cylinder_form;
extern const FormFactor parallelepiped_form;

}  // namespace nacre::scattering
