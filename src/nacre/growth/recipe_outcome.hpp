// A recipe, the space it is chosen from, and what comes of it in the flask.
#pragma once

#include <array>
#include <vector>

#include "nacre/growth/simulate.hpp"

namespace nacre::growth {

// What an experimenter chooses. The rate constant is a choice of reagent.
enum class Variable { rate, concentration, feed_share, feed_start, feed_duration };
inline constexpr std::array variables{Variable::rate, Variable::concentration, Variable::feed_share,
                                      Variable::feed_start, Variable::feed_duration};

struct Recipe {
  double rate = 0;                  // of the precursor, in the unit of its order
  double concentration_mol_m3 = 0;  // of all precursor, what is fed included, over the volume at time 0
  double feed_share = 0;            // of it kept back and fed later; 0: one injection
  double feed_start_s = 0;
  double feed_duration_s = 0;

  double& operator[](Variable variable);
  double operator[](Variable variable) const;
  bool fed() const { return feed_share > 0; }
};

struct Range {
  double low = 0;
  double high = 0;

  bool varies() const { return high > low; }
  bool holds(double x) const { return x >= low && x <= high; }
};

struct DesignSpace {
  Range rate{};
  Range concentration_mol_m3{};
  Range feed_share{};  // from 0: one injection is possible as well
  Range feed_start_s{};
  Range feed_duration_s{};
  double stock_mol_m3 = 1000;  // of precursor in the solution that is fed

  const Range& of(Variable variable) const;
  bool injects() const { return feed_share.low == 0; }
  bool feeds() const { return feed_share.high > 0; }
};

// The base with the precursor of the recipe; injections of the base are left out.
Synthesis with_recipe(const Synthesis& base, const DesignSpace& space, const Recipe& recipe);

// Volume of the feed over the volume at time 0.
double feed_volume_ratio(const DesignSpace& space, const Recipe& recipe);

struct Outcome {
  Recipe recipe{};
  double radius_nm = 0;  // NaN where no particles came of it, or no step was small enough
  double dispersity = 0;
  double nucleation_share = 0;
  double yield = 0;
  double done_s = 0;  // 98 % of the final yield
};

Outcome outcome_of(const Recipe& recipe, const Trajectory& trajectory);

// Simulates the recipe.
Outcome outcome_of(const Synthesis& base, const DesignSpace& space, const Recipe& recipe,
                   const Options& options, const RunControl& control);

}  // namespace nacre::growth
