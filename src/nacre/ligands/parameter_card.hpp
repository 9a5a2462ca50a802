// Parameters of fits from the cards of models.
#pragma once

#include <string>

#include "nacre/core/parameter_card.hpp"
#include "nacre/fit/problem.hpp"

namespace nacre::ligands {

// The parameter as its card says.
inline fit::Parameter parameter_of(const ParameterCard& card) {
  return {.name = std::string(card.name),
          .unit = std::string(card.unit),
          .description = std::string(card.description),
          .start = card.default_value,
          .lower = card.lower,
          .upper = card.upper};
}

}  // namespace nacre::ligands
