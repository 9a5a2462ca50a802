// Model cards: the parameters of a model as one table for fitter, report and docs.
#pragma once

#include <string>
#include <string_view>

#include "nacre/fit/problem.hpp"

namespace nacre::ligands {

struct ParameterCard {
  std::string_view name;
  std::string_view unit;
  double start;
  double lower;
  double upper;
  std::string_view description;
};

// The parameter as its card says.
inline fit::Parameter parameter_of(const ParameterCard& card) {
  return {.name = std::string(card.name),
          .unit = std::string(card.unit),
          .description = std::string(card.description),
          .start = card.start,
          .lower = card.lower,
          .upper = card.upper};
}

}  // namespace nacre::ligands
