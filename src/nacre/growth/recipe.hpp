// The recipe of a synthesis: which reagent, how much of it, and fed when, so that the model makes particles
// of a wanted radius with no more than a wanted dispersity.
//
// 1. A map: rays of simulations along one variable (the pivot), at many values of the others.
// 2. At a radius: the pivot is turned until the radius is right, the others until the dispersity is smallest.
// 3. That at many radii is the trade-off curve; at the target, in detail, it is the recipe.
#pragma once

#include <optional>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/growth/recipe_outcome.hpp"

namespace nacre::growth {

struct Target {
  double radius_nm = 0;
  double radius_tolerance = 0.01;  // relative
  double dispersity = 0.03;        // at most
  double least_yield = 0.95;       // at the end: a recipe does not stop half-way
};

bool meets(const Outcome& outcome, const Target& target);

// How much is simulated for the map and the curve.
struct RecipeEffort {
  Options options{.tolerance = 1e-3, .resolution = 24};
  int pivots = 9;          // simulations of a ray
  int injection_rays = 9;  // one injection
  int feed_rays = 72;      // with a feed
  int evaluations = 36;    // choices of the other variables at one radius
  int radii = 25;          // of the trade-off curve
  int bisections = 5;      // towards the edge of what can be reached
};

// The smallest dispersity about a radius, in detail; without one that can be reached, nothing.
struct TradeOff {
  double radius_nm = 0;
  std::optional<Outcome> injection{};
  std::optional<Outcome> feed{};

  const Outcome* best() const;  // of the two; null: out of reach
};

struct FoundRecipe {
  bool reached = false;
  Outcome best{};  // where it is not reached: the smallest dispersity at the radius nearest to the target
  std::optional<Outcome> nearest{};  // not reached: the radius nearest to the target within the dispersity
  std::vector<TradeOff> curve{};     // ascending
};

// One injection is taken where it meets the target, a feed only where that does not; of each the recipe with
// the smallest dispersity. `detailed` is how the recipe itself is simulated. The result does not depend on
// the number of threads. Throws std::invalid_argument for a space in which nothing varies, std::runtime_error
// where nothing in it completes.
FoundRecipe find_recipe(const Synthesis& base, const DesignSpace& space, const Target& target,
                        const Options& detailed, const RecipeEffort& effort, const RunControl& control);

// What an error of a variable does to the result.
struct Sensitivity {
  Variable variable = Variable::rate;
  double radius_exponent = 0;  // d ln radius / d ln variable
  Outcome low{}, high{};       // with 1 - error and 1 + error times the variable
};

// Of every variable that the recipe uses, whether the space lets it vary or not.
std::vector<Sensitivity> sensitivities(const Synthesis& base, const DesignSpace& space, const Recipe& recipe,
                                       double relative_error, const Options& options,
                                       const RunControl& control);

}  // namespace nacre::growth
