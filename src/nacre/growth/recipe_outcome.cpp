#include "nacre/growth/recipe_outcome.hpp"

#include <limits>
#include <stdexcept>

namespace nacre::growth {

namespace {

// A recipe and a space of recipes name their members alike.
template <typename Record>
auto& member_of(Record& record, Variable variable) {
  switch (variable) {
    case Variable::rate:
      return record.rate;
    case Variable::concentration:
      return record.concentration_mol_m3;
    case Variable::feed_share:
      return record.feed_share;
    case Variable::feed_start:
      return record.feed_start_s;
    case Variable::feed_duration:
      return record.feed_duration_s;
  }
  throw std::invalid_argument("no such variable of a recipe");
}

}  // namespace

double& Recipe::operator[](Variable variable) { return member_of(*this, variable); }

double Recipe::operator[](Variable variable) const { return member_of(*this, variable); }

const Range& DesignSpace::of(Variable variable) const { return member_of(*this, variable); }

double feed_volume_ratio(const DesignSpace& space, const Recipe& recipe) {
  return recipe.concentration_mol_m3 * recipe.feed_share / space.stock_mol_m3;
}

Synthesis with_recipe(const Synthesis& base, const DesignSpace& space, const Recipe& recipe) {
  Synthesis synthesis = base;
  synthesis.precursor.rate.value = recipe.rate;
  synthesis.precursor.concentration_mol_m3 = recipe.concentration_mol_m3 * (1 - recipe.feed_share);
  synthesis.injections.clear();
  if (recipe.fed())
    synthesis.injections.push_back({.start_s = recipe.feed_start_s,
                                    .duration_s = recipe.feed_duration_s,
                                    .volume_ratio = feed_volume_ratio(space, recipe),
                                    .concentration_mol_m3 = space.stock_mol_m3});
  return synthesis;
}

Outcome outcome_of(const Recipe& recipe, const Trajectory& trajectory) {
  const Point& last = trajectory.points.back();
  const double done_s = arrival_of_yield(trajectory).time_s;
  return {.recipe = recipe,
          .radius_nm = last.mean_nm(),
          .dispersity = last.dispersity(),
          .nucleation_share = arrival_of_concentration(trajectory).time_s / done_s,
          .yield = last.yield(),
          .done_s = done_s};
}

Outcome outcome_of(const Synthesis& base, const DesignSpace& space, const Recipe& recipe,
                   const Options& options, const RunControl& control) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  try {
    return outcome_of(recipe, simulate(with_recipe(base, space, recipe), options, control));
  } catch (const std::runtime_error&) {
    return {recipe, none, none, none, 0, none};
  }
}

}  // namespace nacre::growth
