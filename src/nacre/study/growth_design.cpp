// Kind growth with [design]: the recipe for a radius and a dispersity, run forward.
#include <iterator>
#include <stdexcept>

#include "nacre/study/growth_design_output.hpp"
#include "nacre/study/growth_modes.hpp"
#include "nacre/study/growth_output.hpp"

namespace nacre::study {
namespace {

growth::FoundRecipe recipe_of(const GrowthDesign& design, const RunControl& control) {
  try {
    return growth::find_recipe(design.base, design.space, design.target, design.detailed, design.effort,
                               control);
  } catch (const std::runtime_error& reason) {
    throw design.one->error("design.radius", reason.what(), {},
                            "a longer duration, faster reagents, or a smaller [design] yield");
  }
}

DesignResult designed(const Study& study, const RunControl& control) {
  DesignResult result{.design = growth_design_of(study)};
  const GrowthDesign& design = result.design;
  result.found = recipe_of(design, control);
  result.shown = result.found.nearest ? *result.found.nearest : result.found.best;
  const growth::Recipe recipe = result.shown.recipe;
  result.run = run_growth(*design.one, growth::with_recipe(design.base, design.space, recipe), control);
  result.shown = growth::outcome_of(recipe, result.run.trajectory);
  result.reached = result.found.reached && meets(result.shown, design.target);
  result.sensitivities =
      growth::sensitivities(design.base, design.space, recipe, weighing_error, design.detailed, control);
  return result;
}

template <typename T>
void append(std::vector<T>& list, std::vector<T> more) {
  list.insert(list.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

StudyResult run_growth_design(const Study& study, Workspace& workspace) {
  const DesignResult found = designed(study, workspace.control);
  const std::vector<GrowthRun> runs{found.run};
  StudyResult result;
  result.headline = design_headline(found);
  result.converged = found.reached;
  result.quantities = design_quantities(found);
  append(result.quantities, growth_quantities(runs));
  result.warnings = design_warnings(found);
  append(result.warnings, growth_warnings(runs));
  result.tables = {design_recipe_table(found), design_sensitivity_table(found), design_tradeoff_table(found),
                   growth_course_table(runs), growth_distribution_table(runs)};
  result.figures = design_tradeoff_figures(found);
  append(result.figures, growth_figures(runs));
  append(result.figures, design_variable_figures(found));
  result.arrays = growth_arrays(runs);
  return result;
}

std::vector<std::string> check_growth_design(const Study& study) {
  growth_design_of(study);
  return {};
}

}  // namespace nacre::study
