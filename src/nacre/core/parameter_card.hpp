// Model cards: the parameters of a model as one table, which the fitter, the docs and the study files read.
#pragma once

#include <string_view>

namespace nacre {

struct ParameterCard {
  std::string_view name;
  std::string_view unit;
  double default_value;  // where a fit starts
  double lower;
  double upper;
  std::string_view description;
};

}  // namespace nacre
