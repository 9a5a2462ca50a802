// What a study with [design] asks for: the target, and what may be chosen between which bounds.
#pragma once

#include "nacre/growth/recipe.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

struct GrowthDesign {
  const Case* one = nullptr;
  growth::Synthesis base{};
  growth::DesignSpace space{};
  growth::Target target{};
  growth::Options detailed{};  // of the recipe: cohorts, as finely as the study says
  growth::RecipeEffort effort{};
};

// Throws Error (usage) at the key that makes no sense.
GrowthDesign growth_design_of(const Study& study);

// How results and messages name a variable: "precursor_rate", "rate constant", "1/s".
struct VariableWords {
  const char* name;
  const char* words;
  const char* unit;
};
VariableWords words_of(growth::Variable variable, int order);

// The key of [precursor] or [design] that holds the rate of this order, without its section.
const char* rate_key_of_order(int order);

}  // namespace nacre::study
