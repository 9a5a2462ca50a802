// What a design of a synthesis returns besides the forward run of its recipe.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/study/growth_design_space.hpp"
#include "nacre/study/growth_run.hpp"

namespace nacre::study {

inline constexpr double weighing_error = 0.05;

struct DesignResult {
  GrowthDesign design{};
  growth::FoundRecipe found{};
  bool reached = false;     // by the forward run as well
  growth::Outcome shown{};  // the recipe; out of reach, what comes nearest
  GrowthRun run{};          // of `shown`, as finely as the study says
  std::vector<growth::Sensitivity> sensitivities{};
};

std::string design_headline(const DesignResult& result);
std::vector<Quantity> design_quantities(const DesignResult& result);
std::vector<std::string> design_warnings(const DesignResult& result);

Table design_recipe_table(const DesignResult& result);       // "recipe": ready to weigh in
Table design_tradeoff_table(const DesignResult& result);     // "tradeoff": one row a radius and schedule
Table design_sensitivity_table(const DesignResult& result);  // "sensitivity"

// The trade-off, and the recipes along it.
std::vector<Figure> design_tradeoff_figures(const DesignResult& result);
std::vector<Figure> design_variable_figures(const DesignResult& result);

}  // namespace nacre::study
