#pragma once

#include <string_view>

namespace nacre::scattering {

// One parameter of a model, as the fitter, the docs and the study files read it.
struct ParameterCard {
  std::string_view name;
  std::string_view unit;
  double default_value;
  double lower;
  double upper;
  std::string_view description;
};

}  // namespace nacre::scattering
