#include "nacre/scattering/form_factor.hpp"

#include <stdexcept>
#include <string>

#include "nacre/scattering/polyhedron.hpp"
#include "nacre/scattering/prism.hpp"
#include "nacre/scattering/round_forms.hpp"

namespace nacre::scattering {

std::span<const FormFactor* const> form_factors() {
  static constexpr const FormFactor* forms[] = {&sphere_form,      &core_shell_sphere_form, &ellipsoid_form,
                                                &cylinder_form,    &parallelepiped_form,    &cube_form,
                                                &tetrahedron_form, &octahedron_form};
  return forms;
}

const FormFactor& form_factor(std::string_view name) {
  std::string known;
  for (const FormFactor* one : form_factors()) {
    if (one->name == name) return *one;
    known += (known.empty() ? "" : ", ") + std::string(one->name);
  }
  throw std::invalid_argument("there is no form factor '" + std::string(name) + "'; there are: " + known);
}

}  // namespace nacre::scattering
