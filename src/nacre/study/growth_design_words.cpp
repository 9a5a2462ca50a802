// Headline, quantities and warnings of a design of a synthesis.
#include <cmath>
#include <string>

#include "nacre/core/units.hpp"
#include "nacre/study/growth_design_output.hpp"

namespace nacre::study {
namespace {

using growth::Outcome;
using growth::Variable;

constexpr double at_bound = 1.005;  // as near as this

std::string percent(double share) { return format_rounded(100 * share, 3) + " %"; }

std::string size_words(const Outcome& outcome) {
  return format_rounded(outcome.radius_nm, 4) + " nm, " + percent(outcome.dispersity);
}

std::string with_unit(const GrowthDesign& design, const growth::Recipe& recipe, Variable variable) {
  const VariableWords words = words_of(variable, design.base.precursor.order);
  return format_rounded(recipe[variable], 4) + " " + words.unit;
}

// "from one injection: rate constant 0.00317 1/s, 13.2 mol/m3", with the feed where there is one.
std::string recipe_words(const GrowthDesign& design, const growth::Recipe& recipe) {
  std::string text = recipe.fed() ? "from an injection and a feed: " : "from one injection: ";
  text += std::string(words_of(Variable::rate, design.base.precursor.order).words) + " " +
          with_unit(design, recipe, Variable::rate) + ", " +
          with_unit(design, recipe, Variable::concentration);
  if (recipe.fed())
    text += ", of which " + percent(recipe.feed_share) + " fed from " +
            with_unit(design, recipe, Variable::feed_start) + " over " +
            with_unit(design, recipe, Variable::feed_duration);
  return text;
}

std::string target_words(const growth::Target& target) {
  return format_number(target.radius_nm) + " nm with a dispersity of " + percent(target.dispersity) +
         " or less";
}

std::string reached_headline(const DesignResult& result) {
  return format_number(result.design.target.radius_nm) + " nm with a dispersity of " +
         percent(result.shown.dispersity) + " " + recipe_words(result.design, result.shown.recipe) +
         "; run forward: " + size_words(result.shown) + ".";
}

std::string refusal(const DesignResult& result) {
  const growth::Target& target = result.design.target;
  std::string text = "Out of reach: " + target_words(target) + ". ";
  if (result.found.nearest)
    text += "The nearest found with " + percent(target.dispersity) +
            " or less: " + size_words(*result.found.nearest) + ", " +
            recipe_words(result.design, result.found.nearest->recipe) + ". ";
  else
    text += "No radius with " + percent(target.dispersity) + " or less was found. ";
  const Outcome& best = result.found.best;
  const bool there = std::abs(best.radius_nm / target.radius_nm - 1) <= target.radius_tolerance;
  return text +
         (there ? "The smallest dispersity found at the radius: "
                : "The nearest found with any dispersity: ") +
         size_words(best) + ".";
}

void add_bound_warnings(const DesignResult& result, std::vector<std::string>& list) {
  const GrowthDesign& design = result.design;
  for (const Variable one : growth::variables) {
    const growth::Range& range = design.space.of(one);
    const double value = result.shown.recipe[one];
    const bool off = one != Variable::rate && one != Variable::concentration && !result.shown.recipe.fed();
    if (!range.varies() || off) continue;
    const bool low = range.low > 0 && value <= at_bound * range.low, high = at_bound * value >= range.high;
    if (!low && !high) continue;
    list.push_back(std::string("the ") + words_of(one, design.base.precursor.order).words +
                   " of the recipe is the " + (low ? "smallest" : "largest") +
                   " of its range: a wider one may do better");
  }
}

// A recipe at the edge of a second burst of nuclei meets the target on paper only.
void add_error_warning(const DesignResult& result, std::vector<std::string>& list) {
  growth::Target target = result.design.target;
  target.radius_tolerance = 1;
  std::string names;
  for (const growth::Sensitivity& one : result.sensitivities)
    if (!meets(one.low, target) || !meets(one.high, target))
      names += (names.empty() ? "the " : ", the ") +
               std::string(words_of(one.variable, result.design.base.precursor.order).words);
  if (!names.empty() && result.reached)
    list.push_back("an error of " + percent(weighing_error) + " in " + names +
                   " breaks the dispersity or the yield that was asked for: see the table of sensitivities");
}

}  // namespace

std::string design_headline(const DesignResult& result) {
  return result.reached ? reached_headline(result) : refusal(result);
}

std::vector<Quantity> design_quantities(const DesignResult& result) {
  const std::string of = result.reached         ? ""
                         : result.found.nearest ? ", of the nearest radius within the dispersity"
                                                : ", of the smallest dispersity nearby";
  std::vector<Quantity> list;
  for (const Variable one : growth::variables) {
    const VariableWords words = words_of(one, result.design.base.precursor.order);
    const growth::Recipe& recipe = result.shown.recipe;
    if (!recipe.fed() && (one == Variable::feed_start || one == Variable::feed_duration)) continue;
    list.push_back({.name = words.name,
                    .value = recipe[one],
                    .unit = words.unit,
                    .description = std::string(words.words) + " of the recipe" + of});
  }
  return list;
}

std::vector<std::string> design_warnings(const DesignResult& result) {
  std::vector<std::string> list;
  if (result.found.reached && !result.reached)
    list.push_back("the recipe meets the target coarsely, but not as finely simulated as [solver] says");
  add_bound_warnings(result, list);
  add_error_warning(result, list);
  return list;
}

}  // namespace nacre::study
